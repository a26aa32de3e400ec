from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from idic.foundation.calendars.models import Calendar, CalendarVersion

OFFICE = ["08:30-12:00", "13:00-16:30"]
SONGKRAN = ("2026-04-06", "2026-04-13", "2026-04-14", "2026-04-15")
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def bangkok(cast) -> Calendar:
    """The calendar of the published example, as the default one."""
    Calendar.objects.filter(is_default=True).update(is_default=False)
    calendar = Calendar.objects.create(name="Bangkok desk", zone="Asia/Bangkok", is_default=True)
    days = {day: {"windows": [], "name": "Holiday", "listed": False} for day in SONGKRAN}
    CalendarVersion.objects.create(
        calendar=calendar, valid_from="2020-01-01", week=[OFFICE] * 5 + [[], []], half_day=OFFICE[:1], days=days
    )
    return calendar


@pytest.fixture
def make_standard(cast) -> Callable[..., object]:
    from idic.domain.interact.standards.operations.standards import Said, Scope, create_standard

    def make(measure: str, minutes: int, *, share: str = ".9", most_pause: int | None = None,
             for_others: bool = True, **scope: str):  # fmt: skip
        said = Said(
            Decimal(share), minutes, valid_from=LONG_AGO, most_pause_minutes=most_pause, pauses_for_others=for_others
        )
        return create_standard(measure, said, scope=Scope(**scope), by=cast.quality)

    return make


@pytest.fixture
def make_case(cast) -> Callable[..., object]:
    from idic.domain.interact.cases.drafts import CaseDraft
    from idic.domain.interact.cases.operations.open import open_case

    def make(received_at: datetime, *, owner=None, **values):
        wanted = {"title": "The kettle leaks", "mode": "email", "purpose": "complain", **values}
        return open_case(CaseDraft(received_at=received_at, owner=owner or cast.service, **wanted), by=cast.service)

    return make
