from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.warehouse.adhoc.errors import AdhocError, NothingToAsk
from idic.warehouse.adhoc.operations import places
from idic.warehouse.adhoc.process import answer
from idic.warehouse.adhoc.spec import Answer, Limits
from idic.warehouse.alerts.errors import PROBLEMS, NotMeasured
from idic.warehouse.alerts.measures import MEASURES, SQL
from idic.warehouse.errors import WarehouseError
from idic.warehouse.models import Alert, Period
from idic.warehouse.rights import cut_for
from idic.warehouse.snapshots import current_snapshot

#: As many periods are read as a chart can show and a rule can need.
POINTS = {Period.DAY: 180, Period.WEEK: 130, Period.MONTH: 60}
_LIMITS = Limits(seconds=20, rows=5_000)

#: When nothing at all came for longer, the records are late, and a figure of zero would be a false alarm.
_LATE_DAYS = 7

Series = list[tuple[date, float | None]]


@dataclass(frozen=True)
class Reading:
    """`is_late`: the newest records are more than a week old, so the series ends with them."""

    series: Series
    is_late: bool = False


def read_series(alert: Alert, *, by: User) -> Reading:
    """Whole periods, oldest first, with what `by` may read. Raises NotMeasured."""
    if not may(by, "question.ask"):
        raise NotMeasured("refused", str(PROBLEMS["refused"]))
    try:
        snapshot = current_snapshot(settings.CONFIGURATION.warehouse_folder)
    except WarehouseError:
        error = NothingToAsk()
        raise NotMeasured(error.code, str(error)) from None
    taken_on = timezone.localdate(snapshot.taken_at) if snapshot.taken_at else timezone.localdate()
    period = Period(alert.period)
    try:
        found = answer(
            _text(alert, _since(taken_on, period)), cut=cut_for(by), snapshot=snapshot, places=places(), limits=_LIMITS
        )
    except AdhocError as error:
        raise NotMeasured(error.code, str(error)) from error
    measure = MEASURES.get(alert.measure)
    points = points_of(found)
    end = max((next_day(first_day(day, period), period) for day, _value in points), default=taken_on)
    is_late = (taken_on - end).days > _LATE_DAYS
    adds_up = measure is not None and measure.adds_up
    return Reading(filled(points, period=period, until=end if is_late else taken_on, adds_up=adds_up), is_late)


def _text(alert: Alert, since: date) -> str:
    if alert.measure == SQL:
        return alert.query.text if alert.query is not None else ""
    told = MEASURES[alert.measure].sql
    currency = settings.CONFIGURATION.currency
    values = {"period": alert.period, "currency": currency, "since": since.isoformat()}
    for name, value in values.items():
        told = told.replace(f"{{{name}}}", value)
    return told


def _since(today: date, period: Period) -> date:
    days = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 31}[period] * POINTS[period]
    return first_day(today - timedelta(days=days), period)


def points_of(found: Answer) -> Series:
    """Raises NotMeasured where the answer has not the shape of a series."""
    if len(found.columns) != 2:
        raise NotMeasured("shape", str(PROBLEMS["shape"]))
    points: Series = []
    try:
        for told, figure in found.rows:
            value = None if figure is None else float(str(figure))
            points.append(
                (date.fromisoformat(str(told)[:10]), value if value is None or math.isfinite(value) else None)
            )
    except ValueError:
        raise NotMeasured("shape", str(PROBLEMS["shape"])) from None
    return points


def filled(points: Series, *, period: Period, until: date, adds_up: bool) -> Series:
    """Without gaps, and without what is no whole period: the one that is not over yet, and the first, of which nobody
    knows when in it the records begin. Half a month would look like a collapse."""
    known = {first_day(day, period): value for day, value in points}
    if not known:
        return []
    found: Series = []
    day = next_day(min(known), period)
    while next_day(day, period) <= until:
        found.append((day, known.get(day, 0.0 if adds_up else None)))
        day = next_day(day, period)
    return found[-POINTS[period] :]


def first_day(day: date, period: Period) -> date:
    if period == Period.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if period == Period.MONTH else day


def next_day(day: date, period: Period) -> date:
    if period == Period.MONTH:
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return day + timedelta(days=7 if period == Period.WEEK else 1)
