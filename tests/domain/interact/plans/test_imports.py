"""Purchases that a file brought: what begins, once, and what ends when the file is taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.interact.models import FollowUp
from idic.domain.interact.plans.models import Start
from idic.foundation.events.models import Event
from idic.loop.plans_after_sale import plans_after_sale

HEADER = "invoice,customer id,date,product code,quantity,unit price\n"


@pytest.fixture
def import_kind() -> str:
    return "purchases"


def handle() -> None:
    """As the worker does after commit, and once more: a policy is safe to repeat."""
    for event in Event.objects.filter(verb="import.purchases").order_by("pk"):
        plans_after_sale(event)


def test_an_import_starts_the_plan_for_each_customer_once(make_plan, take):
    plan = make_plan()
    day, old = timezone.localdate() - timedelta(days=1), timezone.localdate() - timedelta(days=40)
    text = (
        HEADER
        + f"A1,C1,{day},P1,2,10.50\nA2,C1,{day},P1,1,5\nA3,C2,{day},P1,1,5\nA4,C3,{old},P1,1,5\nA5,,{day},P1,1,5\n"
    )
    take(text)
    handle()
    handle()
    names = dict(Customer.objects.values_list("pk", "name"))
    assert sorted(names[pk] for pk in Start.objects.filter(plan=plan).values_list("customer_id", flat=True)) == [
        "C1",
        "C2",
    ]
    take(text)
    handle()
    assert FollowUp.objects.count() == 2
