from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from idic.warehouse.star.declaration import Column, Invariant, Kind, Mart

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

    from idic.warehouse.reading import Star

# A purchase dated outside is a mistake of its source; it keeps its date, and stands in no calendar.
_FIRST, _LAST = date(1990, 1, 1), date(2099, 12, 31)
_FACTS = (
    ("purchases", "day"),
    ("contacts", "day"),
    ("cases", "received_on"),
    ("messages", "day"),
    ("campaign_contacts", "starts_on"),
    ("campaign_contacts", "ends_on"),
)


def _calendar(star: Star) -> pa.Table:
    """Every day of every year that a fact speaks of."""
    import pyarrow as pa

    from idic.foundation.calendars.working_days import is_working_day

    days = []
    first, last = _span(star)
    if first is not None and last is not None:
        start, end = date(first.year, 1, 1), date(last.year, 12, 31)
        days = [start + timedelta(days=number) for number in range((end - start).days + 1)]
    columns: dict[str, Any] = {
        "day": pa.array(days, pa.date32()),
        "year": pa.array([day.year for day in days], pa.int32()),
        "quarter": pa.array([(day.month + 2) // 3 for day in days], pa.int32()),
        "month": pa.array([day.month for day in days], pa.int32()),
        "iso_week": pa.array([day.isocalendar().week for day in days], pa.int32()),
        "weekday": pa.array([day.isoweekday() for day in days], pa.int32()),
        "is_working_day": pa.array([is_working_day(day) for day in days], pa.bool_()),
    }
    return pa.table(columns)


def _span(star: Star) -> tuple[date | None, date | None]:
    found: list[date] = []
    for name, column in _FACTS:
        table = star.table(name)
        inside = table.filter(table[column].between(_FIRST.isoformat(), _LAST.isoformat()))
        row = inside.aggregate(first=inside[column].min(), last=inside[column].max()).to_pyarrow().to_pylist()[0]
        found += [day for day in row.values() if day is not None]
    return (min(found), max(found)) if found else (None, None)


def _gaps(star: Star) -> ir.Table:
    import ibis

    dates = star.table("dates")
    stepped = dates.mutate(step=dates.day.delta(dates.day.lag().over(ibis.window(order_by=dates.day)), unit="day"))
    return stepped.filter(stepped.step != 1)


_OF = (
    "sales_purchase.at", "work_task.sorted_at", "interact_followup.created_at", "cases_case.received_at",
    "cases_message.at", "customize_campaign.starts_on", "customize_campaign.ends_on",
)  # fmt: skip

DATES = Mart(
    "dates",
    _("Dates"),
    _("One row per day of every year that a fact speaks of."),
    Kind.DIMENSION,
    (
        Column("day", "date32", _("The day, in the time zone of the business."), _OF),
        Column("year", "int32", _("Calendar year."), _OF),
        Column("quarter", "int32", _("Quarter of the year, 1 to 4."), _OF),
        Column("month", "int32", _("Month of the year, 1 to 12."), _OF),
        Column("iso_week", "int32", _("Week of the year by ISO 8601, 1 to 53."), _OF),
        Column("weekday", "int32", _("Day of the week, 1 is Monday and 7 is Sunday."), _OF),
        Column("is_working_day", "bool", _("Whether the business works on that day."), _OF),
    ),
    derived=_calendar,
    reads=tuple(dict.fromkeys(name for name, _column in _FACTS)),
    invariants=(Invariant("dates_without_gap", _("The days follow on one another without a gap."), _gaps),),
)
