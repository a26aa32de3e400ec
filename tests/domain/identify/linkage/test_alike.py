from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from idic.domain.identify.linkage.queries.alike import likely_duplicates
from tests.domain.identify.linkage.conftest import SOMSRI


def test_who_is_typed_again_is_almost_certainly_the_same(somsri_twice: tuple[Any, Any], cast: Any) -> None:
    found = likely_duplicates(cast.service, {**SOMSRI, "birth_date": ""})
    assert {one.customer for one in found} == set(somsri_twice)
    assert found[0].probability > 0.99
    told = {one.comparison: one.level for one in found[0].agreements}
    assert told["name_given"] in ("exact", "exact_rare")
    assert "birth" not in told


def test_a_phone_alone_is_worth_a_word(make_customer: Callable[..., Any], cast: Any) -> None:
    known = make_customer(given_name="Wanida", family_name="Boonmee", phone="021234567")
    found = likely_duplicates(cast.service, {"given_name": "Krit", "family_name": "Sae", "phone": "021234567"})
    assert [one.customer for one in found] == [known]
    assert found[0].decision != "link"


def test_a_name_that_sounds_alike_is_found_with_the_same_birth_date(
    make_customer: Callable[..., Any], cast: Any
) -> None:
    known = make_customer(given_name="สมชาย", family_name="ใจดี", birth_date="1980-02-03", phone="0811111111")
    typed = {"given_name": "สมชัย", "family_name": "ใจดี", "birth_date": "1980-02-03", "phone": ""}
    found = likely_duplicates(cast.service, typed)
    assert [one.customer for one in found] == [known]


def test_nothing_is_told_of_customers_out_of_sight(somsri_twice: tuple[Any, Any], cast: Any) -> None:
    from idic.domain.identify.models import Customer
    from idic.foundation.accounts.models import Team

    Customer.objects.update(team=Team.objects.get(name="Service desk"), owner=None)
    assert likely_duplicates(cast.sales, SOMSRI) == []


def test_who_is_in_sight_is_found_behind_those_who_are_not(make_customer: Callable[..., Any], cast: Any) -> None:
    from idic.domain.identify.models import Customer
    from idic.foundation.accounts.models import Team

    typed = {"given_name": "Krit", "family_name": "Sae", "phone": "021234567"}
    hidden = [make_customer(**typed) for _ in range(7)]
    shown = make_customer(given_name="Wanida", family_name="Boonmee", phone="021234567")
    Customer.objects.filter(pk__in=[one.pk for one in hidden]).update(
        team=Team.objects.get(name="Service desk"), owner=None
    )
    Customer.objects.filter(pk=shown.pk).update(team=None, owner=None)
    assert [one.customer for one in likely_duplicates(cast.sales, typed)] == [shown]
    assert len(likely_duplicates(cast.manager, typed)) == 5
    assert [one.customer for one in likely_duplicates(cast.manager, typed, limit=7)] == hidden


def test_a_hint_costs_two_statements_and_none_at_all_one(
    make_customer: Callable[..., Any], cast: Any, django_assert_num_queries: Any
) -> None:
    make_customer(given_name="Wanida", family_name="Boonmee", phone="021234567")
    likely_duplicates(cast.service, {"phone": "021234567"})  # reads the rights of the role, once for a request
    with django_assert_num_queries(2):
        assert likely_duplicates(cast.service, {"given_name": "Krit", "phone": "021234567"})
    with django_assert_num_queries(1):
        assert not likely_duplicates(cast.service, {"given_name": "Krit", "phone": "029999999"})
    with django_assert_num_queries(0):
        assert not likely_duplicates(cast.service, {"province": "Bangkok"})


@pytest.mark.parametrize("shared", ["phone", "phone2", "email", "national_id", "tax_id"])
def test_each_key_that_is_shared_finds_whoever_holds_it(
    make_customer: Callable[..., Any], cast: Any, shared: str
) -> None:
    value = {
        "phone": "0812345678", "phone2": "0898765432", "email": "who@example.com", "national_id": "1234545678781",
        "tax_id": "3101200123453",
    }[shared]  # fmt: skip
    held = {shared.replace("phone2", "phone"): value}
    known = make_customer(given_name="Wanida", family_name="Boonmee", **held)
    found = likely_duplicates(cast.service, {"given_name": "Krit", "phone": "029999999", shared: value})
    assert [one.customer for one in found] == [known]
