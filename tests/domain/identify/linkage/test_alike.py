from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
