from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from idic.domain.differentiate.life.lives import (
    Lives,
    Told,
    lives_of,
    lives_on,
    members_of,
    moves_between,
    quarter_ends,
    reached_on,
    read_purchase_days,
    told_on,
)
from idic.domain.identify.models import Customer, WalletShare
from idic.domain.identify.rules import visible_customers
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.warehouse.customer_days.reading import ReadDays
from idic.warehouse.marts.purchase_days import purchase_days_held
from idic.warehouse.reading import opened, opened_on_duckdb
from idic.warehouse.snapshots import Snapshot, current_snapshot, read_snapshot

#: Of a kind, so many are listed; the rest is for a segment.
LISTED = 100
SHOWN_QUARTERS = 8


@dataclass(frozen=True)
class LifeOnDay:
    day: date
    counts: dict[str, int]
    overlap: dict[str, int]


@dataclass(frozen=True)
class Change:
    """`moves`: (what they were, what they became) -> customers."""

    earlier: LifeOnDay
    later: LifeOnDay
    moves: dict[tuple[str, str], int]


def change_between(earlier: date, later: date) -> Change:
    """Raises NoSnapshot where nothing was ever refreshed."""
    return _change(_current().name, earlier, later, _told())


def told_for_series(last: date) -> list[Told]:
    """Of the ends of the last eight quarters, and of the last day."""
    return [told_on(day) for day in quarter_ends(last, SHOWN_QUARTERS)]


def life_series(snapshot: Snapshot, told: Sequence[Told], days: ReadDays | None = None) -> list[dict[str, object]]:
    """For a refresh to keep: what the customers were on these days, oldest first. `days`: where they were read already."""
    until = told[-1].day
    if days is not None:
        history = purchase_days_held(snapshot, days, until=until)
    else:
        with opened(snapshot) as star:
            history = read_purchase_days(star, until=until)
    reached = reached_on([one.day for one in told], history)
    return [
        {"day": one.day.isoformat(), **lives_of(one, history, on_day).counts()}
        for one, on_day in zip(told, reached, strict=True)
    ]


def customers_of_life(user: User, day: date, kind: str) -> list[Customer]:
    """Those whom the reader may see, of the first LISTED, who bought last first."""
    require(user, "value.see")
    with opened_on_duckdb(_current()) as star:
        history = read_purchase_days(star, until=day)
    ids = list(members_of(lives_on(day, history), kind, limit=LISTED))
    place = {pk: number for number, pk in enumerate(ids)}
    return sorted(visible_customers(user).filter(pk__in=ids), key=lambda one: place[one.pk])


def _told() -> tuple[int, str]:
    """Changes when a share of wallet is told or the day passes: what was remembered is then counted again."""
    newest = WalletShare.objects.aggregate(newest=Max("id"))["newest"] or 0
    return newest, timezone.localdate().isoformat()


def _current() -> Snapshot:
    return current_snapshot(settings.CONFIGURATION.warehouse_folder)


@lru_cache(maxsize=64)
def _change(snapshot: str, earlier: date, later: date, told: tuple[int, str]) -> Change:
    folder = settings.CONFIGURATION.warehouse_folder
    with opened_on_duckdb(read_snapshot(folder, snapshot)) as star:
        history = read_purchase_days(star, until=later)
    first, second = lives_on(earlier, history), lives_on(later, history)
    return Change(_summed(first), _summed(second), moves_between(first, second))


def _summed(lives: Lives) -> LifeOnDay:
    return LifeOnDay(lives.day, lives.counts(), lives.overlap())
