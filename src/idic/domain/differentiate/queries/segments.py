from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from idic.domain.differentiate.behaviour.happenings import happenings
from idic.domain.differentiate.compiling import asked_of_each, base, read_rule, segment_fields, selected
from idic.domain.differentiate.models import Refresh, Segment
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.nouns.compiling import condition, respelled
from idic.foundation.nouns.fields import Field
from idic.methods import predicate
from idic.methods.proportion import wilson


@dataclass(frozen=True)
class Count:
    """`members` of `base` customers; `unknown` could not be decided because a value is missing."""

    members: int
    unknown: int
    base: int

    @property
    def share(self) -> float | None:
        return self.members / self.base if self.base else None


#: So many numbers are drawn for an estimate; a share near one half is then known to about one hundredth.
SAMPLE = 8_000


@dataclass(frozen=True)
class Estimate:
    """Shares of the customers, between `low` and `high` in nineteen samples of twenty, and about how many there are."""

    low: float
    high: float
    share: float
    base: int

    @property
    def members(self) -> int:
        return round(self.share * self.base)

    @property
    def fewest(self) -> int:
        return round(self.low * self.base)

    @property
    def most(self) -> int:
        return round(self.high * self.base)


@dataclass(frozen=True)
class PastDay:
    """`members` at the end of `day`, of whom `still` belong to the segment now."""

    day: date
    members: int
    still: int


@dataclass(frozen=True)
class Overlap:
    segment: Segment
    shared: int


def access_segments(user: User) -> QuerySet[Segment]:
    require(user, "segment.see")
    return Segment.objects.filter(is_archived=False).select_related("owner")


def access_segment(user: User, pk: int) -> Segment:
    found = access_segments(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def segments_in_use() -> QuerySet[Segment]:
    return Segment.objects.filter(is_archived=False).order_by("id")


def segments_numbered(ids: Iterable[int]) -> dict[int, Segment]:
    """The archived ones as well."""
    return {one.pk: one for one in Segment.objects.filter(pk__in=list(ids))}


def day_of_figures() -> date:
    """The day from which "in the last 60 days" is counted: today, unless the last refresh found that the files are old and
    speaks of an earlier day; then it is that one, until newer files come."""
    today = timezone.localdate()
    newest = Refresh.objects.order_by("-id").values_list("as_of", "started_at").first()
    if newest is None:
        return today
    as_of, started_at = newest
    return today if as_of >= timezone.localdate(started_at) else as_of


def count_rule(rule: str | Mapping[str, Any], *, as_of: date | None = None) -> Count:
    """The live count of the builder: one pass over the base."""
    fields = segment_fields()
    statement, values = selected(
        read_rule(rule, fields), fields,
        "count(*) FILTER (WHERE is_in), count(*) FILTER (WHERE is_in IS NULL), count(*)",
        as_of=as_of or day_of_figures(),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return Count(*cursor.fetchone())


def estimate_rule(rule: str | Mapping[str, Any], *, as_of: date | None = None) -> Estimate | None:
    """An answer at once where the exact count takes a second: from a fixed sample drawn by lot, so that its rows stay at
    hand. None where there are so few customers that counting them is as quick."""
    numbers = _numbers()
    if not _are_many(numbers):
        return None
    first, last = numbers
    fields, day = segment_fields(), as_of or day_of_figures()
    drawn = sorted(Random(last // SAMPLE).sample(range(first, last + 1), SAMPLE))  # noqa: S311 - a lot, no secret
    among = count_among(read_rule(rule, fields), fields, drawn, as_of=day)
    if not among.base:
        return None
    found = wilson(among.members, among.base)
    return Estimate(found.low, found.high, found.share, round((last - first + 1) * among.base / SAMPLE))


def are_many() -> bool:
    """Whether counting everybody takes so long that another way is worth it."""
    return _are_many(_numbers())


def _are_many(numbers: tuple[int, int]) -> bool:
    return numbers[1] - numbers[0] >= SAMPLE * 10


def _numbers() -> tuple[int, int]:
    """The first and the last of the customers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(min(id), 0), coalesce(max(id), 0) FROM identify_customer")
        first, last = cursor.fetchone()
        return int(first), int(last)


def count_among(rule: predicate.Node, fields: Mapping[str, Field], customers: Sequence[int], *, as_of: date) -> Count:
    """Of some customers, looked at one by one."""
    if not customers:
        return Count(0, 0, 0)
    where, values = condition(rule, fields, as_of=as_of, asked=asked_of_each(as_of))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE is_in), count(*) FILTER (WHERE is_in IS NULL), count(*)"  # noqa: S608 - compiled
            f" FROM (SELECT ({where}) AS is_in {base()} AND c.id = ANY(%s)) AS decided",
            [*values, list(customers)],
        )
        return Count(*cursor.fetchone())


def explain_membership(segment: Segment, customer_id: int, *, as_of: date | None = None) -> predicate.Explanation:
    """Why one customer is in or out, condition by condition. A list has none: somebody was named, or not."""
    fields = segment_fields()
    rule = None if segment.is_static else respelled(read_rule(segment.predicate, fields), fields)
    names = predicate.fields_used(rule) if rule is not None else ()
    columns = "".join(f", ({fields[name].expression})" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT s.segment_ids{columns} {base()} AND c.id = %s", [customer_id])
        row = cursor.fetchone()
    if row is None:
        raise NotVisible
    held, *values = row
    if rule is None:
        return predicate.Explanation(segment.pk in (held or ()), ())
    known: dict[str, object] = dict(zip(names, values, strict=True))
    known[predicate.GROUPS] = held or ()
    for kind in {one.kind for one in predicate.behaviours_used(rule)}:
        known[predicate.happenings_of(kind)] = partial(happenings, customer_id=customer_id)
    return predicate.explain(rule, known, as_of=as_of or day_of_figures())


def members_on(segment: Segment, day: date) -> set[int]:
    """Who was in the segment at the end of a past day of the business, from the kept intervals."""
    end = _end_of(day)
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT customer_id FROM differentiate_segmentmembership
               WHERE segment_id = %s AND valid_from < %s AND (valid_to IS NULL OR valid_to >= %s)""",
            [segment.pk, end, end],
        )
        return {row[0] for row in cursor.fetchall()}


def past_day(segment: Segment, day: date) -> PastDay:
    """The same as `members_on`, counted: for a page, which shows no list of a million names."""
    end = _end_of(day)
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*), count(*) FILTER (WHERE s.segment_ids @> ARRAY[%s]::bigint[])
               FROM differentiate_segmentmembership m
               LEFT JOIN differentiate_customerscore s ON s.customer_id = m.customer_id
               WHERE m.segment_id = %s AND m.valid_from < %s AND (m.valid_to IS NULL OR m.valid_to >= %s)""",
            [segment.pk, segment.pk, end, end],
        )
        return PastDay(day, *cursor.fetchone())


def _end_of(day: date) -> datetime:
    """Midnight after it where the business is: the database itself thinks in another time zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def overlaps(segment: Segment, *, limit: int = 6) -> list[Overlap]:
    """The segments that share most members with this one."""
    found = Segment.objects.raw(
        """SELECT g.*, shared.members FROM (
               SELECT other, count(*) AS members
               FROM differentiate_customerscore s CROSS JOIN unnest(s.segment_ids) AS other
               WHERE s.segment_ids @> ARRAY[%s]::bigint[] AND other <> %s GROUP BY other
           ) AS shared JOIN differentiate_segment g ON g.id = shared.other AND NOT g.is_archived
           ORDER BY shared.members DESC, g.id LIMIT %s""",
        [segment.pk, segment.pk, limit],
    )
    # a raw query sets each further column on the row it makes
    return [Overlap(one, one.__dict__["members"]) for one in found]
