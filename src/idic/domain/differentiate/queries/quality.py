from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from idic.domain.differentiate.compiling import base, read_rule, segment_fields
from idic.domain.differentiate.models import Segment
from idic.methods import predicate, segment_quality

# Fewer than these are better called one by one than treated as a group.
FEWEST_MEMBERS = 30


@dataclass(frozen=True)
class Quality:
    """`known` is the share of all customers for whom each field of the rule is known."""

    known: dict[str, float | None]
    measurable: segment_quality.Verdict
    substantial: segment_quality.Verdict
    accessible: segment_quality.Verdict


def quality_of(segment: Segment) -> Quality:
    """The three of Kotler's tests that records alone can decide. One pass over the base."""
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
    measurable, substantial, accessible, _, _ = segment_quality.check(
        known_rates=list(rates.values()), members=members, fewest_members=FEWEST_MEMBERS,
        reachable_share=reachable / members if members else None, difference=None,
        has_owner=segment.owner_id is not None, has_standard=False,
    )  # fmt: skip
    return Quality(rates, measurable, substantial, accessible)
