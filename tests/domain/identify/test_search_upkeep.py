from __future__ import annotations

from collections.abc import Callable

from idic.domain.identify.models import Customer
from idic.domain.identify.operations.search_upkeep import sort_in_new_tokens
from idic.domain.identify.queries.search import search_customers
from tests.conftest import Cast


def test_tokens_that_waited_are_sorted_in_and_still_found(cast: Cast, make_customer: Callable[..., Customer]) -> None:
    customer = make_customer(given_name="อภิสมชายกุล", family_name="ใจดี")
    assert sort_in_new_tokens() > 0
    assert sort_in_new_tokens() == 0
    assert [one.customer for one in search_customers(cast.administrator, "สมชาย")] == [customer]
