from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from idic.domain.customize.loyalty.drafts import ProgrammeDraft
from idic.domain.customize.loyalty.models import Programme
from idic.domain.customize.loyalty.operations.members import join
from idic.domain.customize.loyalty.operations.programmes import create_programme, switch_programme
from idic.domain.identify.models import Customer, SourceRecord
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.sales.models import Purchase

LONG_AGO = datetime(2024, 1, 1, 9, tzinfo=timezone.get_default_timezone())


def at(day: date | str, hour: int = 12, minute: int = 0) -> datetime:
    """In the time zone of the house."""
    when = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(when, time(hour, minute), timezone.get_default_timezone())


def make_programme(by: Any, *, is_on: bool = True, since: datetime = LONG_AGO, **named: Any) -> Programme:
    """One point for each 10, good until the end of the twelfth month."""
    made = create_programme(ProgrammeDraft(**{"name": "Tea club", "unit": "leaves", **named}), by=by)
    return switch_programme(made, is_on=True, version=1, by=by, at=since) if is_on else made


def buy(
    customer: Customer | None, total: str, when: datetime, *, kind: str = "sale", key: str = "", **named: Any
) -> Purchase:
    number = Purchase.objects.count() + 1
    values = {"currency": settings.CONFIGURATION.currency, **named}
    record = None if customer is None else SourceRecord.objects.filter(customer=customer).order_by("pk").first()
    return Purchase.objects.create(
        source=ensure_source(code="till", name="Till", by=None), key=key or f"R-{number}", customer=customer, record=record,
        at=when, total=Decimal(total), kind=kind, **values,
    )  # fmt: skip


@pytest.fixture
def programme(cast: Any) -> Programme:
    return make_programme(cast.administrator)


@pytest.fixture
def member(programme: Programme, cast: Any, make_customer: Any) -> Customer:
    """In it since the beginning of 2024."""
    customer = make_customer(given_name="Malee", family_name="Test", email="malee@example.com")
    join(customer, programme, by=cast.administrator, at=LONG_AGO)
    return customer


@pytest.fixture
def new_member(programme: Programme, cast: Any, make_customer: Any) -> Callable[..., Customer]:
    def make(number: int, when: datetime = LONG_AGO) -> Customer:
        customer = make_customer(given_name=f"Person{number}", family_name="Test", email=f"p{number}@example.com")
        join(customer, programme, by=cast.administrator, at=when)
        return customer

    return make
