"""A remembered read answers as the queryset does, for the values of each call."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from idic.domain.identify.models import Customer
from idic.foundation.accounts.models import User
from idic.foundation.storage.remembered import RememberedQuery

pytestmark = pytest.mark.django_db

_by_owner = RememberedQuery(
    lambda owner, name: (
        Customer.objects.select_related("owner", "team")
        .filter(owner_id=owner, name__gte=name)
        .defer("search_text")
        .order_by("name")
    ),
    910_001,
    "a name",
)


def test_it_gives_the_records_of_the_values_of_each_call(cast: object, make_customer: Callable[..., Customer]) -> None:
    mine, other = User.objects.get(email="sales@example.com"), User.objects.get(email="service@example.com")
    for person in (mine, other):
        for name in ("Amy Field", "Ben Hill", "Cho Lake"):
            customer = make_customer(given_name=name, phone="0812345678")
            Customer.objects.filter(pk=customer.pk).update(owner=person, facts={"nickname": name[:3]})
    for person in (mine, other, mine, other):
        found = _by_owner(person.pk, "B")
        assert [one.name for one in found] == ["Ben Hill", "Cho Lake"]
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert {one.owner.email for one in found if one.owner} == {person.email}
            assert [one.facts["nickname"] for one in found] == ["Ben", "Cho"]
        assert len(asked) == 0
    assert found[0].get_deferred_fields() == {"search_text"}


def test_it_counts_as_one_query_and_shows_its_text(cast: object) -> None:
    for _ in range(4):
        with CaptureQueriesContext(connection) as asked:
            assert _by_owner(0, "") == []
        assert len(asked) == 1
        assert "identify_customer" in asked[0]["sql"]


def test_a_mark_that_does_not_reach_the_statement_is_refused() -> None:
    with pytest.raises(ValueError, match="does not reach"):
        RememberedQuery(lambda pk: Customer.objects.all(), 910_001)(1)
