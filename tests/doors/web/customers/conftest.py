from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings

from idic.domain.differentiate.models import CustomerScore, Refresh, Segment
from idic.domain.identify.models import Customer, Source
from idic.domain.sales.models import Purchase


@pytest.fixture(autouse=True)
def _static_files_under_their_own_names() -> Iterator[None]:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture
def refresh(db: None) -> Refresh:
    moment = datetime(2026, 10, 1, tzinfo=UTC)
    return Refresh.objects.create(
        snapshot="2026-10-01",
        as_of=date(2026, 10, 1),
        watermark=1,
        started_at=moment,
        finished_at=moment,
        parameters={"horizon_weeks": 52, "annual_discount": 0.1, "margin": 0.25, "currency": "THB"},
    )


@pytest.fixture
def score(refresh: Refresh) -> Callable[..., CustomerScore]:
    """A row as a refresh leaves it."""

    def make(customer: Customer, **values: Any) -> CustomerScore:
        told: dict[str, Any] = {
            "tense": "current",
            "first_at": date(2025, 1, 5),
            "last_at": date(2026, 9, 20),
            "recency_days": 11,
            "frequency": 14,
            "monetary": Decimal("25300.50"),
            "r": 5,
            "f": 4,
            "m": 3,
            "rfm_group": "loyal",
            "p_alive": 0.93,
            "expected_purchases": 6.2,
            "lifetime_value": Decimal("2100.25"),
            "actual_value": Decimal("2100.25"),
            "tier": "most_valuable",
            "limit_days": 90,
        }
        return CustomerScore.objects.create(customer=customer, refresh=refresh, **{**told, **values})

    return make


@pytest.fixture
def segment(db: None) -> Callable[..., Segment]:
    def make(name: str = "Bangkok regulars", **values: Any) -> Segment:
        rule = {
            "all": [
                {"field": "province", "op": "eq", "value": "Bangkok"},
                {"field": "frequency", "op": "ge", "value": 5},
            ]
        }
        return Segment.objects.create(name=name, **{"predicate": rule, **values})

    return make


@pytest.fixture
def purchase(db: None) -> Callable[..., Purchase]:
    def make(customer: Customer, key: str, at: datetime, total: str = "120.00", **values: Any) -> Purchase:
        source, _made = Source.objects.get_or_create(code="till", defaults={"name": "Till"})
        return Purchase.objects.create(
            source=source,
            key=key,
            customer=customer,
            at=at,
            total=Decimal(total),
            line_count=3,
            **{"currency": "THB", "place": "Rama IV", **values},
        )

    return make
