from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idic.domain.identify.merging.enums import GoldenField
from idic.domain.identify.merging.models import RuleSet
from idic.foundation.jobs.models import Job
from tests.conftest import Cast
from tests.domain.identify.merging.conftest import customer_of, say

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
DELIVERED = {f"order-{field}": ["verified", "rank", "recent", "", ""] for field in GoldenField.values}


def test_a_changed_order_is_previewed_on_real_records_before_it_applies(cast: Cast, signed_in: SignIn) -> None:
    anan = customer_of("erp", {"name": "Anan", "phone": "0812345678"}, rank=80)
    say(anan, {"name": "Anan", "phone": "0898765432"}, code="web", rank=20)
    client = signed_in("manager")
    assert "Order of the criteria" in client.get(reverse("survivorship:rules")).content.decode()
    typed = {**DELIVERED, "order-phone": ["recent", "rank", "", "", ""]}
    shown = client.post(reverse("survivorship:preview"), typed).content.decode()
    assert "1 customers with several records were looked at; 1 of them" in shown
    assert "+66812345678" in shown
    assert "+66898765432" in shown
    assert not RuleSet.objects.exists()
    answer = client.post(reverse("survivorship:apply"), typed, follow=True)
    assert "Undo" in answer.content.decode()
    assert RuleSet.objects.get().criteria == {"phone": ["recent", "rank"]}
    assert Job.objects.get().kind == "survivorship"


def test_nothing_would_change_is_said_so(cast: Cast, signed_in: SignIn) -> None:
    assert (
        "Nothing would change" in signed_in("manager").post(reverse("survivorship:preview"), DELIVERED).content.decode()
    )


def test_an_order_without_a_criterion_is_refused_and_what_was_typed_is_kept(cast: Cast, signed_in: SignIn) -> None:
    typed: dict[str, Any] = {**DELIVERED, "order-phone": ["", "", "", "", ""]}
    answer = signed_in("manager").post(reverse("survivorship:apply"), typed)
    assert answer.status_code == 422
    assert "at least one criterion" in answer.content.decode()


def test_earlier_rules_are_brought_back(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("manager")
    for order in (["recent"], ["complete"]):
        client.post(reverse("survivorship:apply"), {**DELIVERED, "order-name": [*order, "", "", "", ""]})
    first = RuleSet.objects.earliest("pk")
    client.post(reverse("survivorship:restore", args=[first.pk]))
    assert RuleSet.objects.latest("pk").criteria == {"name": ["recent"]}
    client.post(reverse("survivorship:restore", args=[0]))
    assert RuleSet.objects.latest("pk").criteria == {}


def test_only_who_manages_the_rules_sees_them(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in("service").get(reverse("survivorship:rules")).status_code == 403
