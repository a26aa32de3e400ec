"""What starts a plan: for each trigger a select of (customer_id, cause, cause_on, worth) over a span of days.

`worth` is what the least value is held against where it is not the lifetime value. Days are those of the house's zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from idic.domain.interact.plans.enums import Trigger
from idic.domain.interact.plans.models import PlanStep, PlanVersion
from idic.domain.interact.plans.timing import clock_for, days_before

Params = list[Any]
DAYS_OF_YEAR = 365


@dataclass(frozen=True)
class Asked:
    """Causes of the days from `since` to `until`, both included; narrowed to one import, one case, or some customers.

    `is_live`: of contracts, all that end from `until` on and whose day has come, however long ago it came.
    """

    since: date
    until: date
    after: datetime | None = None
    batch_id: int | None = None
    case_id: int | None = None
    customers: Sequence[int] | None = None
    is_live: bool = False


@dataclass
class _Where:
    parts: list[str] = field(default_factory=list)
    values: Params = field(default_factory=list)

    def add(self, condition: str, *values: object) -> None:
        self.parts.append(condition)
        self.values += values

    def __str__(self) -> str:
        return " AND ".join(self.parts)


def causes(version: PlanVersion, first: PlanStep, asked: Asked) -> tuple[str, Params]:
    match version.trigger:
        case Trigger.SALE:
            return _sales(version, asked)
        case Trigger.CASE_RESOLVED:
            return _cases(version, asked, "resolved_at")
        case Trigger.CASE_CLOSED:
            return _cases(version, asked, "closed_at")
        case Trigger.SILENCE:
            return _silences(version, asked)
        case Trigger.CYCLE:
            return _cycles(version, asked)
        case _:
            return _contracts(version, first, asked)


def _sales(version: PlanVersion, asked: Asked) -> tuple[str, Params]:
    where = _Where()
    where.add("p.customer_id IS NOT NULL AND p.kind = 'sale' AND p.total > 0 AND p.currency = %s", _currency())
    _between(where, "p.at", asked)
    if asked.batch_id is not None:
        where.add("p.batch_id = %s", asked.batch_id)
    if asked.customers is not None:
        where.add("p.customer_id = ANY(%s)", list(asked.customers))
    if version.value_at_least is not None:
        where.add("p.total >= %s", version.value_at_least)
    if version.category is not None:
        path = version.category.path
        where.add(
            "EXISTS (SELECT FROM sales_purchaseline l JOIN catalogue_product d ON d.id = l.product_id"
            " JOIN catalogue_category g ON g.id = d.category_id"
            " WHERE l.purchase_id = p.id AND (g.path = %s OR starts_with(g.path, %s)))",
            path, f"{path} / ",
        )  # fmt: skip
    return (
        f"SELECT p.customer_id, 'purchase:' || p.id AS cause, (p.at AT TIME ZONE %s)::date AS cause_on,"  # noqa: S608
        f" p.total AS worth FROM sales_purchase p WHERE {where}",
        [settings.TIME_ZONE, *where.values],
    )


def _cases(version: PlanVersion, asked: Asked, moment: str) -> tuple[str, Params]:
    """What was unwanted mail, or told twice, is nobody's contact."""
    where = _Where()
    where.add(
        "k.customer_id IS NOT NULL AND k.deleted_at IS NULL AND k.state IN ('resolved', 'closed')"
        " AND k.outcome NOT IN ('spam', 'duplicate')"
    )
    _between(where, f"k.{moment}", asked)
    if asked.case_id is not None:
        where.add("k.id = %s", asked.case_id)
    if asked.customers is not None:
        where.add("k.customer_id = ANY(%s)", list(asked.customers))
    if version.topic_id is not None:
        where.add("k.topic_id = %s", version.topic_id)
    if version.case_purpose:
        where.add("k.purpose = %s", version.case_purpose)
    if version.category is not None:
        path = version.category.path
        where.add(
            "EXISTS (SELECT FROM catalogue_product d JOIN catalogue_category g ON g.id = d.category_id"
            " WHERE d.id = k.product_id AND (g.path = %s OR starts_with(g.path, %s)))",
            path, f"{path} / ",
        )  # fmt: skip
    return (
        f"SELECT k.customer_id, 'case:' || k.id || ':' || k.reopened AS cause,"  # noqa: S608 - composed of our own parts
        f" (k.{moment} AT TIME ZONE %s)::date AS cause_on, NULL::numeric AS worth FROM cases_case k WHERE {where}",
        [settings.TIME_ZONE, *where.values],
    )


def _silences(version: PlanVersion, asked: Asked) -> tuple[str, Params]:
    """By the last purchase that the scores know; whoever has bought since is silent no longer."""
    silent = timedelta(days=version.silent_days or 0)
    where = _Where()
    where.add("s.last_at BETWEEN %s AND %s", asked.since - silent, asked.until - silent)
    if asked.customers is not None:
        where.add("s.customer_id = ANY(%s)", list(asked.customers))
    if asked.is_live:
        where.add(
            "NOT EXISTS (SELECT FROM sales_purchase n WHERE n.customer_id = s.customer_id AND n.kind = 'sale'"
            " AND n.at >= (s.last_at + 1)::timestamp AT TIME ZONE %s)",
            settings.TIME_ZONE,
        )
    return (
        f"SELECT s.customer_id, 'silence:' || s.last_at AS cause, s.last_at + %s::int AS cause_on, NULL::numeric AS worth"  # noqa: S608
        f" FROM differentiate_customerscore s WHERE {where}",
        [version.silent_days or 0, *where.values],
    )


def _cycles(version: PlanVersion, asked: Asked) -> tuple[str, Params]:
    """From the day on which the plan was switched on; by lot each customer has a day of the cycle of their own, so that not all
    are visited in one week."""
    length = DAYS_OF_YEAR // max(1, version.a_year or 1)
    on_since = version.plan.on_since
    begins = on_since.astimezone(ZoneInfo(settings.TIME_ZONE)).date() if on_since is not None else asked.since
    passed = (asked.until - begins).days
    where = _Where()
    where.add("s.place <= %s AND (%s - s.place) %% %s <= %s", passed, passed, length, (asked.until - asked.since).days)
    if asked.customers is not None:
        where.add("s.customer_id = ANY(%s)", list(asked.customers))
    return (
        "SELECT s.customer_id, 'cycle:' || (%s::date - (%s - s.place) %% %s) AS cause,"  # noqa: S608 - composed of our own parts
        " %s::date - (%s - s.place) %% %s AS cause_on, NULL::numeric AS worth FROM ("
        "SELECT customer_id, (('x' || left(md5('cycle:' || %s || ':' || customer_id), 8))::bit(32)::bigint %% %s)::int AS place"
        f" FROM differentiate_customerscore) s WHERE {where}",
        [asked.until, passed, length, asked.until, passed, length, str(version.plan_id), length, *where.values],
    )


def _contracts(version: PlanVersion, first: PlanStep, asked: Asked) -> tuple[str, Params]:
    clock, found = clock_for(version), []
    day = asked.until if asked.is_live else asked.since
    # a working day in seven is the least that a calendar has
    last = asked.until + timedelta(days=first.days * 7 + 60 if version.day_kind == "business" else first.days + 60)
    while day <= last:
        begins = days_before(day, first.days, version.day_kind, clock)
        if begins > asked.until:
            break
        if asked.is_live or begins >= asked.since:
            found.append(day)
        day += timedelta(days=1)
    where = _Where()
    where.add("c.merged_into_id IS NULL AND c.facts ->> %s = ANY(%s)", version.attribute, [str(one) for one in found])
    if asked.customers is not None:
        where.add("c.id = ANY(%s)", list(asked.customers))
    return (
        f"SELECT c.id AS customer_id, 'contract:' || %s || ':' || (c.facts ->> %s) AS cause,"  # noqa: S608
        f" (c.facts ->> %s)::date AS cause_on, NULL::numeric AS worth FROM identify_customer c WHERE {where}",
        [version.attribute, version.attribute, version.attribute, *where.values],
    )


def _between(where: _Where, column: str, asked: Asked) -> None:
    """As moments, so that an index on the moment serves."""
    zone = ZoneInfo(settings.TIME_ZONE)
    begins = datetime.combine(asked.since, time(), tzinfo=zone)
    where.add(f"{column} >= %s", max(begins, asked.after) if asked.after is not None else begins)
    where.add(f"{column} < %s", datetime.combine(asked.until + timedelta(days=1), time(), tzinfo=zone))


def _currency() -> str:
    return str(settings.CONFIGURATION.currency)
