from __future__ import annotations

import json

import pytest

from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.accounts.models import RoleDefinition, User
from idic.warehouse.rights import OF_CASES, PERMISSIONS, PLAIN, cut_for
from idic.warehouse.star.marts import BY_NAME
from tests.conftest import Cast


def test_each_role_reads_what_its_pages_show(cast: Cast) -> None:
    manager, sales, service = cut_for(cast.manager), cut_for(cast.sales), cut_for(cast.service)
    assert manager.is_whole
    assert manager.customers.is_all
    assert (sales.customers.scope, sales.customers.team_id) == ("team", cast.sales.team_id)
    assert sales.purchases == sales.customers
    assert service.customers.is_all
    assert not sales.is_whole


def test_an_analyst_reads_persons_masked_and_all_rows(cast: Cast) -> None:
    cut = cut_for(cast.analyst)
    assert cut.customers.is_all
    assert dict(cut.columns) == {"birth_date": "masked"}
    assert cut.facts is not None
    assert cut.facts["nickname"] == "masked"
    assert cut.facts["age_band"] == "seen"
    assert "national_id" not in cut.facts or cut.facts["national_id"] == "masked"


def test_the_cut_asks_no_query_and_is_the_same_for_who_reads_the_same(
    cast: Cast, django_assert_num_queries: object
) -> None:
    users = [User.with_rights.get(pk=one.pk) for one in (cast.sales, cast.sales_colleague, cast.manager)]
    sales, colleague, manager = (cut_for(user) for user in users)
    assert manager.of_marts(["sales"]).key == cut_for(cast.administrator).of_marts(["sales"]).key
    # a case may be kept from either
    assert manager.key != cut_for(cast.administrator).key
    # what is somebody's own differs from person to person
    assert sales.key != colleague.key
    assert json.loads(manager.key)["customers"]["scope"] == "all"


def test_purchases_reach_no_further_than_either_right(cast: Cast) -> None:
    RoleDefinition.objects.filter(code="analyst").update(grants={"purchase.see": Scope.OWN.code})
    cut = cut_for(User.with_rights.get(pk=cast.analyst.pk))
    assert cut.purchases.scope == "own"
    assert cut.customers.is_all
    assert cut.reach_of("sales") == cut.purchases
    assert cut.reach_of("contacts") == cut.customers


def test_who_sees_no_customer_reads_no_mart_of_customers(cast: Cast) -> None:
    RoleDefinition.objects.filter(code="analyst").update(grants={"customer.see": Scope.NONE.code})
    cut = cut_for(User.with_rights.get(pk=cast.analyst.pk))
    assert {"customers", "sales", "purchases", "contacts", "scores", "memberships"} <= set(cut.withheld)
    assert cut.may_read("dates")

    class Star:
        def table(self, name: str) -> object:
            raise AssertionError("a withheld mart is not opened")

    with pytest.raises(NotAllowed):
        cut.table(Star(), "sales")


def test_every_mart_is_plain_or_names_its_customer() -> None:
    """A new mart must be thought about: without a customer nobody with a smaller reach reads it."""
    assert {name for name, mart in BY_NAME.items() if "customer_id" not in mart.names} - OF_CASES == PLAIN
    assert all("case_id" in BY_NAME[name].names for name in OF_CASES)
    assert set(BY_NAME) >= set(PERMISSIONS) | PLAIN
