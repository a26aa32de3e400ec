"""How clean the customers are: what a steward looks at once a week. Every query is set-based and of fixed number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from idic.domain.identify.models import SourceRecord
from idic.domain.identify.rules import visible_customers
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require

#: Column of the records -> code of the field as the pages word it.
FIELDS = ("name", "phone", "email", "national_id", "birth_date", "address", "postcode")
_FILLED = {
    "name": "r.name <> ''", "phone": "r.phones <> '{}'", "email": "r.email <> ''",
    "national_id": "(r.national_id <> '' OR r.tax_id <> '')", "birth_date": "r.birth_date IS NOT NULL",
    "address": "r.address <> ''", "postcode": "r.postcode <> ''",
}  # fmt: skip

_EMPTY = {
    "name": Q(name=""), "phone": Q(phones=[]), "email": Q(email=""), "national_id": Q(national_id="", tax_id=""),
    "birth_date": Q(birth_date=None), "address": Q(address=""), "postcode": Q(postcode=""),
}  # fmt: skip

# A record is a duplicate within its source where another record of the same source belongs to the same customer.
_SOURCES = f"""
SELECT s.id, s.name, count(*) AS records, count(*) - count(DISTINCT r.customer_id) AS doubles,
       {", ".join(f"count(*) FILTER (WHERE {_FILLED[name]}) AS {name}" for name in FIELDS)}
FROM identify_sourcerecord r JOIN identify_source s ON s.id = r.source_id
GROUP BY s.id, s.name ORDER BY s.name
"""  # noqa: S608 - put together from this file alone

_MONTHS = """
SELECT month::date, sum(made), sum(undone) FROM (
    SELECT date_trunc('month', at AT TIME ZONE %(zone)s) AS month, count(*) AS made, 0 AS undone FROM merging_merge
    WHERE at >= %(since)s GROUP BY 1
    UNION ALL
    SELECT date_trunc('month', undone_at AT TIME ZONE %(zone)s), 0, count(*) FROM merging_merge
    WHERE undone_at >= %(since)s GROUP BY 1) both_kinds
GROUP BY 1 ORDER BY 1
"""

_BACKLOG = """
SELECT count(*), min(found_at),
       count(*) FILTER (WHERE found_at >= %(now)s - interval '7 days'),
       count(*) FILTER (WHERE found_at < %(now)s - interval '7 days' AND found_at >= %(now)s - interval '30 days'),
       count(*) FILTER (WHERE found_at < %(now)s - interval '30 days')
FROM linkage_linkagepair p JOIN linkage_linkagerun r ON r.id = p.run_id
WHERE p.state IN ('waiting', 'unsure') AND p.weight >= r.lower_weight
"""

_TOTALS = """
SELECT (SELECT count(*) FROM merging_merge), (SELECT count(*) FROM merging_merge WHERE undone_at IS NOT NULL),
       (SELECT count(*) FROM merging_merge WHERE reason = 'by_hand'),
       (SELECT count(*) FROM linkage_label WHERE taken_back_at IS NULL),
       (SELECT count(*) FROM identify_customer WHERE merged_into_id IS NULL),
       (SELECT count(DISTINCT customer) FROM linkage_linkagepair p
        CROSS JOIN LATERAL (VALUES (p.first_customer_id), (p.second_customer_id)) AS v(customer)
        WHERE p.state IN ('waiting', 'unsure'))
"""


@dataclass(frozen=True)
class SourceQuality:
    """`doubles`: records of the source beyond the first of their customer. `filled`: field -> records that tell it."""

    pk: int
    name: str
    records: int
    doubles: int
    filled: dict[str, int]


@dataclass(frozen=True)
class Backlog:
    waiting: int
    oldest: Any
    this_week: int
    this_month: int
    older: int


@dataclass(frozen=True)
class Totals:
    merges: int
    undone: int
    by_hand: int
    labels: int
    customers: int
    in_question: int


def source_quality() -> list[SourceQuality]:
    return [
        SourceQuality(row[0], row[1], row[2], row[3], dict(zip(FIELDS, row[4:], strict=True)))
        for row in _rows(_SOURCES)
    ]


def merges_by_month(since: datetime) -> list[tuple[date, int, int]]:
    """(first day of the month, made, undone)."""
    return [
        (month, int(made), int(undone))
        for month, made, undone in _rows(_MONTHS, since=since, zone=timezone.get_default_timezone_name())
    ]


def backlog(now: datetime) -> Backlog:
    return Backlog(*_rows(_BACKLOG, now=now)[0])


def totals() -> Totals:
    return Totals(*_rows(_TOTALS)[0])


def _rows(statement: str, **values: date | str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall())


def access_records(
    user: User, *, source: int | None, missing: str = "", doubles: bool = False
) -> QuerySet[SourceRecord]:
    """Behind a figure: the records of a source that lack a field, or that are not the first of their customer there."""
    require(user, "customer.merge")
    records = SourceRecord.objects.filter(customer__in=visible_customers(user).values("pk"))
    if source is not None:
        records = records.filter(source=source)
    if missing in _EMPTY:
        records = records.filter(_EMPTY[missing])
    if doubles:
        before = SourceRecord.objects.filter(
            customer=OuterRef("customer"), source=OuterRef("source"), pk__lt=OuterRef("pk")
        )
        records = records.filter(Exists(before))
    return records.select_related("customer", "source").defer("payload", "search_text", "search_keys")
