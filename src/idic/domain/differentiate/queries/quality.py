from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from idic.domain.differentiate.compiling import base, read_rule, segment_fields
from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.queries.consent import coverage_by_segment
from idic.domain.identify.privacy.queries.purposes import purposes_in_use
from idic.methods import predicate, segment_quality

# Fewer than these are better called one by one than treated as a group.
FEWEST_MEMBERS = 30
#: What members and the others may differ in: a figure, or a code.
FIGURES = ("monetary", "frequency", "recency_days", "lifetime_value", "p_alive")
CODES = ("tense", "tier", "rfm_group")
_MARKETING = "marketing"


@dataclass(frozen=True)
class Quality:
    """`known` is the share of all customers for whom each field of the rule is known. `accessible` is about the purpose of
    the segment, or marketing, on the channel by which most may be reached; None where there is no such purpose."""

    known: dict[str, float | None]
    measurable: segment_quality.Verdict
    substantial: segment_quality.Verdict
    accessible: segment_quality.Verdict
    differentiable: segment_quality.Verdict
    actionable: segment_quality.Verdict
    response: str
    difference: segment_quality.Difference
    by_consent: bool


def quality_of(segment: Segment, *, response: str = "monetary") -> Quality:
    """Kotler's five tests. One pass over the base for the rule, one for the response."""
    fields = segment_fields()
    names = () if segment.is_static else predicate.fields_used(read_rule(segment.predicate, fields))
    known = "".join(f", count({fields[name].expression})" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT count(*), count(*) FILTER (WHERE s.segment_ids @> ARRAY[%s]::bigint[]),
                       count(*) FILTER (WHERE s.segment_ids @> ARRAY[%s]::bigint[] AND (c.phone <> '' OR c.email <> ''))
                       {known} {base()}""",
            [segment.pk, segment.pk],
        )
        everybody, members, reachable, *counts = cursor.fetchone()
    rates = {name: count / everybody if everybody else None for name, count in zip(names, counts, strict=True)}
    consented = _consented(segment) if members else None
    difference = _difference(segment, response)
    measurable, substantial, accessible, differentiable, actionable = segment_quality.check(
        # a rule about behaviour alone asks only what the business has written down itself
        known_rates=list(rates.values()) or [1.0], members=members, fewest_members=FEWEST_MEMBERS,
        reachable_share=consented if consented is not None else reachable / members if members else None,
        difference=difference, has_owner=segment.owner_id is not None, has_standard=_is_used(segment),
    )  # fmt: skip
    return Quality(
        rates, measurable, substantial, accessible, differentiable, actionable, response, difference,
        consented is not None,
    )  # fmt: skip


def _consented(segment: Segment) -> float | None:
    purposes = {one.code: one for one in purposes_in_use()}
    purpose = purposes.get(segment.purpose or _MARKETING)
    if purpose is None:
        return None
    shares = [share for share in coverage_by_segment([segment], purpose)[0].shares if share is not None]
    return max(shares, default=None)


def _difference(segment: Segment, response: str) -> segment_quality.Difference:
    """Members against all others who have the figure."""
    is_in = "s.segment_ids @> ARRAY[%s]::bigint[]"
    with connection.cursor() as cursor:
        if response in CODES:
            cursor.execute(
                f"""SELECT s.{response}, count(*) FILTER (WHERE {is_in}), count(*) FILTER (WHERE NOT ({is_in}))
                    FROM differentiate_customerscore s WHERE s.{response} <> '' GROUP BY 1""",  # noqa: S608 - named above
                [segment.pk, segment.pk],
            )
            rows = cursor.fetchall()
            return segment_quality.difference_of_shares([[row[1] for row in rows], [row[2] for row in rows]])
        column = response if response in FIGURES else FIGURES[0]
        cursor.execute(
            f"""SELECT count(s.{column}), avg(s.{column}::float8), var_pop(s.{column}::float8)
                FROM differentiate_customerscore s WHERE s.{column} IS NOT NULL GROUP BY {is_in}""",  # noqa: S608 - named above
            [segment.pk],
        )
        return segment_quality.difference_of_summaries(cursor.fetchall())


def _is_used(segment: Segment) -> bool:
    """It serves a purpose, or somebody has planned follow-ups for it."""
    if segment.purpose:
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM interact_followup WHERE segment_id = %s)", [segment.pk])
        return bool(cursor.fetchone()[0])
