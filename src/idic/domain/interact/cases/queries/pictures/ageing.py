from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, IntegerField, Value, When

from idic.domain.interact.cases.enums import OPEN_STATES
from idic.domain.interact.cases.queries.chosen import Chosen, chosen_cases
from idic.domain.interact.cases.queries.days import start_of
from idic.foundation.accounts.models import User


@dataclass(frozen=True)
class Band:
    """Days since the day of receipt, both ends included; the last has no end."""

    low: int
    high: int | None


BANDS = (Band(0, 0), Band(1, 1), Band(2, 3), Band(4, 7), Band(8, 14), Band(15, 30), Band(31, 90), Band(91, None))


def ageing(user: User, chosen: Chosen, *, by: str, today: date) -> dict[tuple[int, str], int]:
    """(place of the band, code) -> open cases. `by`: priority or state."""
    band = Case(
        *(
            When(received_at__gte=start_of(today - timedelta(days=one.high)), then=Value(place))
            for place, one in enumerate(BANDS)
            if one.high is not None
        ),
        default=Value(len(BANDS) - 1), output_field=IntegerField(),
    )  # fmt: skip
    rows = chosen_cases(user, chosen).filter(state__in=OPEN_STATES).annotate(band=band).values_list("band", by)
    return {(place, code): n for place, code, n in rows.annotate(n=Count("pk"))}
