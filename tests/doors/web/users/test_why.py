from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from idic.domain.identify.models import Customer

SignIn = Callable[[str], Client]
MakeCustomer = Callable[..., Any]


def page_for(client: Client, user: Any, customer: Any) -> str:
    answer = client.get("/users/why/", {"user": user.pk, "noun": "customer", "pk": customer.pk})
    assert answer.status_code == 200
    return answer.content.decode()  # type: ignore[no-any-return]  # the test client is untyped here


def test_a_colleague_of_the_team_sees_it_because_of_the_team(
    cast: Any, signed_in: SignIn, make_customer: MakeCustomer
) -> None:
    customer = make_customer(by=cast.sales)
    page = page_for(signed_in("administrator"), cast.sales_colleague, customer)
    for sentence in (
        "Sales Colleague sees this record.",
        escape("Sales Colleague has the role “Sales”."),
        "The role reaches the records of the own team, and the own ones",
        "The record belongs to Sales.",
        "The record is in the team of Sales Colleague.",
    ):
        assert sentence in page


def test_another_team_does_not_see_it_and_reads_which_team_it_is(
    cast: Any, signed_in: SignIn, make_customer: MakeCustomer
) -> None:
    customer = make_customer(by=cast.service)
    page = page_for(signed_in("administrator"), cast.sales, customer)
    assert "Sales does not see this record." in page
    assert escape("The record is in the team “Service desk”; Sales is not.") in page
    assert "Groups of fields" not in page


def test_what_belongs_to_nobody_is_explained(cast: Any, signed_in: SignIn, make_customer: MakeCustomer) -> None:
    customer = make_customer()
    Customer.objects.filter(pk=customer.pk).update(owner=None, team=None)
    page = page_for(signed_in("administrator"), cast.analyst, customer)
    assert escape("What has neither owner nor team is within everybody's reach.") in page
    assert "Masked" in page


def test_who_may_not_sign_in_sees_nothing(cast: Any, signed_in: SignIn, make_customer: MakeCustomer) -> None:
    cast.manager.is_active = False
    cast.manager.save()
    page = page_for(signed_in("administrator"), cast.manager, make_customer())
    assert "Manager may not sign in, and so sees nothing at all." in page
    assert "Manager does not see this record." in page


@pytest.mark.parametrize(
    "asked",
    [
        {"noun": "customer", "pk": "1"},
        {"noun": "paint", "pk": "1"},
        {"noun": "customer", "pk": "-4"},
        {"noun": "customer", "pk": "9" * 30},
        {"noun": "customer", "pk": "x"},
        {"noun": "customer", "pk": "1", "user": "0"},
    ],
)
def test_a_question_that_cannot_be_answered_says_so(cast: Any, signed_in: SignIn, asked: dict[str, str]) -> None:
    answer = signed_in("administrator").get("/users/why/", {"user": str(cast.sales.pk), **asked})
    assert answer.status_code == 422


def test_only_administrators_ask(cast: Any, signed_in: SignIn) -> None:
    assert signed_in("manager").get("/users/why/").status_code == 403


def test_the_answer_costs_few_queries(
    cast: Any, signed_in: SignIn, make_customer: MakeCustomer, django_assert_max_num_queries: Any
) -> None:
    customer = make_customer(by=cast.service)
    client = signed_in("administrator")
    page_for(client, cast.sales, customer)
    with django_assert_max_num_queries(12):
        page_for(client, cast.sales, customer)
