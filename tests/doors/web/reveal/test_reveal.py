from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from idic.foundation.accounts.enums import GroupAccess, Role, Scope
from idic.foundation.accounts.operations.roles import change_role
from idic.foundation.accounts.queries.roles import access_role
from idic.foundation.events.models import Event

SignIn = Callable[[str], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def customer(cast: Any, make_customer: Callable[..., Any]) -> Any:
    return make_customer(by=cast.service)


def ask(client: Client, customer: Any, **more: str) -> Any:
    asked = {"noun": "customer", "pk": customer.pk, "field": "phone", "reason": "Call back as agreed", **more}
    return client.post("/reveal/", asked, headers=HTMX)


def test_the_value_is_shown_once_a_reason_is_given_and_the_page_around_it_is_not_sent(
    cast: Any, signed_in: SignIn, customer: Any
) -> None:
    answer = ask(signed_in("service"), customer)
    assert answer.status_code == 200
    assert customer.phone in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    event = Event.objects.get(verb="customer.revealed")
    assert event.after == {"field": "phone", "reason": "Call back as agreed"}
    assert event.customer_id == customer.pk


@pytest.mark.parametrize("reason", ["", " ", "x", "\x00"])
def test_without_a_reason_nothing_is_shown_or_written(signed_in: SignIn, customer: Any, reason: str) -> None:
    answer = ask(signed_in("service"), customer, reason=reason)
    assert answer.status_code == 422
    assert customer.phone not in answer.content.decode()
    assert not Event.objects.filter(verb="customer.revealed").exists()


@pytest.mark.parametrize(
    ("role", "more", "status"),
    [
        ("analyst", {}, 403),
        ("service", {"pk": "999"}, 404),
        ("service", {"noun": "paint"}, 404),
        ("service", {"field": "password"}, 404),
        ("service", {"field": "search_text"}, 404),
        ("service", {"pk": "9" * 30}, 422),
    ],
)
def test_guessing_shows_nothing(signed_in: SignIn, customer: Any, role: str, more: dict[str, str], status: int) -> None:
    answer = ask(signed_in(role), customer, **more)
    assert answer.status_code == status
    assert customer.phone not in answer.content.decode()
    assert not Event.objects.filter(verb="customer.revealed").exists()


def test_the_reach_of_the_right_and_a_hidden_group_hold(cast: Any, signed_in: SignIn, customer: Any) -> None:
    role = access_role(cast.administrator, Role.SALES)
    role = change_role(
        role, grants={"customer.reveal": Scope.TEAM, "customer.see": Scope.ALL}, group_access={}, version=role.version,
        by=cast.administrator,
    )  # fmt: skip
    assert ask(signed_in("sales"), customer).status_code == 404
    change_role(
        role, grants={"customer.reveal": Scope.ALL}, group_access={"customer": {"contact": GroupAccess.HIDDEN}},
        version=role.version, by=cast.administrator,
    )  # fmt: skip
    answer = ask(signed_in("sales"), customer)
    assert answer.status_code == 422
    assert customer.phone not in answer.content.decode()


def test_the_button_stands_only_where_it_may_be_used() -> None:
    given = {"noun": "customer", "pk": 40001, "field": "phone", "masked": "***-***-5678"}
    assert "<dialog" in render_to_string("reveal/_masked.html", {**given, "may_reveal": True})
    plain = render_to_string("reveal/_masked.html", {**given, "masked": "<b>"})
    assert "<dialog" not in plain
    assert "&lt;b&gt;" in plain
