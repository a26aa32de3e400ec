from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone

from idic.domain.identify.operations.sources import ensure_source
from idic.domain.interact.plans.drafts import PlanDraft, StepDraft
from idic.domain.interact.plans.models import Plan
from idic.domain.interact.plans.operations.plans import create_plan, switch_plan

CALL = StepDraft("telephone", 2, "Is everything as it should be?")


@pytest.fixture
def make_plan(cast) -> Callable[..., Plan]:
    """On since `days_ago`; the work goes to the service member."""

    def make(
        trigger: str = "sale", *, kind: str = "after_sale", steps=(CALL,), days_ago: int = 10, is_on=True, **named
    ):
        wanted = {"owner": cast.service, "owner_rule": "person", **named}
        plan = create_plan("Call after the sale", kind, PlanDraft(trigger, steps, **wanted), by=cast.quality)
        if is_on:
            plan = switch_plan(plan, is_on=True, version=plan.version, by=cast.quality)
            Plan.objects.filter(pk=plan.pk).update(on_since=timezone.now() - timedelta(days=days_ago))
        return Plan.objects.get(pk=plan.pk)

    return make


@pytest.fixture
def make_sale(cast) -> Callable[..., object]:
    from idic.domain.sales.models import Purchase

    def make(customer, day: date | None = None, *, total: str = "100", **named):
        source = ensure_source(code="shop", name="Shop", by=None)
        moment = timezone.now() if day is None else at(day)
        return Purchase.objects.create(
            source=source, key=f"R-{Purchase.objects.count() + 1}", customer=customer, at=moment, total=Decimal(total),
            currency=settings.CONFIGURATION.currency, **named,
        )  # fmt: skip

    return make


@pytest.fixture
def ten_customers(make_customer) -> list:
    return [make_customer(given_name=f"Person{n}", family_name="Test", email=f"p{n}@example.com") for n in range(10)]


def at(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=ZoneInfo(settings.TIME_ZONE))
