from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.standards.models import Standard
from idic.domain.interact.standards.operations.standards import Said, Scope, create_standard
from idic.foundation.calendars.models import Calendar, CalendarVersion


@pytest.fixture
def always_open(db) -> Calendar:
    """Figures that do not hang on the hour of the test."""
    calendar = Calendar.objects.create(name="Day and night", zone="UTC")
    CalendarVersion.objects.create(calendar=calendar, valid_from="2020-01-01", week=[["00:00-24:00"]] * 7)
    return calendar


@pytest.fixture
def make_standard(cast, always_open) -> Callable[..., Standard]:
    def make(
        measure: str = "resolution",
        minutes: int = 60,
        *,
        share: str = "0.9",
        words=None,
        most_pause: int | None = None,
        **scope: str,
    ) -> Standard:
        said = Said(
            Decimal(share), minutes, calendar=always_open, valid_from=timezone.now() - timedelta(days=400),
            customer_words=words or {}, staff_words=words or {}, most_pause_minutes=most_pause,
        )  # fmt: skip
        return create_standard(measure, said, scope=Scope(**scope), by=cast.quality)

    return make


@pytest.fixture
def make_case(cast) -> Callable[..., Case]:
    """`after` minutes it was resolved; None: it is still open."""

    def make(title: str = "The kettle leaks", *, after: int | None = None, days: int = 2, owner=None, **named) -> Case:
        received = timezone.now() - timedelta(days=days)
        values = {"mode": "email", "purpose": "request_service", **named}
        draft = CaseDraft(title=title, received_at=received, owner=owner or cast.service, **values)
        case = open_case(draft, by=cast.service)
        if after is not None:
            case = resolve_case(
                case, outcome="solved", version=case.version, by=cast.service, at=received + timedelta(minutes=after)
            )
        return case

    return make
