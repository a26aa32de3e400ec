"""Of two tills that redeem the last points at the same moment one is told that there are none."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from idic.domain.customize.loyalty.errors import TooFewPoints
from idic.domain.customize.loyalty.operations.members import join
from idic.domain.customize.loyalty.operations.taking import adjust, redeem
from idic.domain.customize.loyalty.queries.balances import balance
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.customers import create_customer
from tests.conftest import make_cast
from tests.domain.customize.loyalty.conftest import make_programme


@pytest.mark.django_db(transaction=True)
def test_one_of_two_tills_finds_nothing() -> None:
    cast = make_cast()
    programme = make_programme(cast.administrator)
    customer = Customer.objects.get(pk=create_customer({"given_name": "Malee"}, by=cast.administrator).pk)
    join(customer, programme, by=cast.administrator)
    adjust(customer, programme, 40, reason="opening balance", by=None)
    gate, done, refused = threading.Barrier(2), list[int](), list[int]()

    def till() -> None:
        for _turn in range(4):
            gate.wait(300)
            try:
                done.append(redeem(customer, programme, 10 if _turn < 1 else 20, by=cast.service))
            except TooFewPoints as few:
                refused.append(few.there)
        connection.close()

    threads = [threading.Thread(target=till) for _one in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert (sorted(done), refused, balance(programme, customer)) == ([0, 20, 30], [0] * 5, 0)
