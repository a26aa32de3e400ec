from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from idic.domain.customize.loyalty.models import Entry, Lot, Member, Programme, Rule
from idic.domain.customize.loyalty.operations.members import join
from idic.sample.people import make_staff
from idic.sample.service.forgetting_loyalty import STATEMENTS
from idic.sample.service.loyalty import make_loyalty
from tests.domain.customize.loyalty.conftest import buy


def forgotten(going: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE going AS SELECT unnest(%s::bigint[]) AS id", [going])
        for _step, statement in STATEMENTS:
            cursor.execute(statement)
        cursor.execute("DROP TABLE going, going_programme")


def test_a_programme_stands_full_and_goes_with_the_samples_customers(cast: Any, make_customer: Any) -> None:
    now, people = timezone.now(), [make_customer(given_name=f"Person{n}", family_name="Test") for n in range(7)]
    for person in people:
        for turn in range(6):
            buy(person, "500", now - timedelta(days=10 + turn * 70))
    staff = make_staff()
    assert make_loyalty(staff) == 7
    assert make_loyalty(staff) == 0
    assert {"issue", "redeem", "expire", "adjust"} == set(Entry.objects.values_list("kind", flat=True))
    assert not Entry.objects.filter(at__gt=now + timedelta(minutes=5)).exists()
    balances = Member.objects.annotate(points=Sum("entries__points")).values_list("points", flat=True)
    assert all(points >= 0 for points in balances)
    own = make_customer(given_name="Own", family_name="Person")
    join(own, Programme.objects.get(), by=cast.manager)
    forgotten([person.pk for person in people])
    assert (Programme.objects.count(), Member.objects.get().customer_id, Lot.objects.count()) == (1, own.pk, 0)
    forgotten([own.pk])
    assert [model.objects.count() for model in (Programme, Rule, Member, Lot, Entry)] == [0] * 5
