"""Fifty segments: the ready ones, and rules such as a marketing department collects over the years."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection

from idic.domain.differentiate.compiling import base, read_rule, segment_fields
from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.queries.segments import day_of_figures
from idic.foundation.nouns.compiling import condition
from idic.methods import predicate

SEGMENTS = 50
_PROVINCES = ("กรุงเทพมหานคร", "นนทบุรี", "ชลบุรี", "เชียงใหม่", "ขอนแก่น", "สงขลา", "上海市", "北京市", "台北市", "新北市")

Rule = dict[str, Any]


def _leaf(field: str, op: str, value: object) -> Rule:
    return {"field": field, "op": op, "value": value}


def rules() -> list[tuple[str, Rule]]:
    found: list[tuple[str, Rule]] = []
    found += [(f"In {name}", _leaf("province", "eq", name)) for name in _PROVINCES]
    found += [
        (f"{name}, spends well", {"all": [_leaf("province", "eq", name), _leaf("m", "ge", 4)]}) for name in _PROVINCES
    ]
    found += [(f"Aged {band}", _leaf("age_band", "eq", band)) for band in ("19-24", "25-34", "35-44", "45-54", "55-64")]
    found += [(f"At least {count} purchases", _leaf("frequency", "ge", count)) for count in (3, 5, 8, 12)]
    found += [
        (f"Spent {amount:,} or more", _leaf("monetary", "ge", amount)) for amount in (2_000, 5_000, 10_000, 20_000)
    ]
    found += [(f"Bought within {days} days", _leaf("last_purchase", "in_last_days", days)) for days in (30, 90, 180)]
    found += [(f"Firms in {name}", {"all": [_leaf("kind", "eq", "organisation"), _leaf("province", "eq", name)]})
              for name in _PROVINCES[:5]]  # fmt: skip
    return found


def make_segments(at: datetime) -> None:
    """One pass over the customers for all of them together, where evaluating each would be one pass each."""
    known = Segment.objects.count()
    wanted = rules()[: max(0, SEGMENTS - known)]
    made = Segment.objects.bulk_create(
        Segment(name=name, predicate=predicate.to_json(read_rule(rule)), evaluated_at=at) for name, rule in wanted
    )
    day, fields = day_of_figures(), segment_fields()
    cases, values = [], []
    for segment in made:
        where, parameters = condition(read_rule(segment.predicate, fields), fields, as_of=day)
        cases.append(f"CASE WHEN {where} THEN {int(segment.pk)}::bigint END")
        values += parameters
    if not cases:
        return
    with connection.cursor() as cursor:
        asked = f"array_remove(ARRAY[{', '.join(cases)}], NULL)"
        cursor.execute(
            f"CREATE TEMPORARY TABLE world_member AS SELECT c.id AS customer_id, {asked} AS segment_ids {base()}",
            values,
        )
        cursor.execute(
            "UPDATE differentiate_customerscore s SET segment_ids = s.segment_ids || m.segment_ids FROM world_member m"
            " WHERE m.customer_id = s.customer_id AND cardinality(m.segment_ids) > 0"
        )
        cursor.execute(
            "INSERT INTO differentiate_segmentmembership (segment_id, customer_id, rule_version, valid_from)"
            " SELECT unnest(segment_ids), customer_id, 1, %s FROM world_member",
            [at],
        )
        cursor.execute("DROP TABLE world_member")
        cursor.execute(
            "UPDATE differentiate_segment g SET size = m.size, gained = m.size, revenue_share = m.spend / nullif(b.spend, 0)"
            " FROM (SELECT k.segment_id, count(*) AS size, coalesce(sum(greatest(s.monetary, 0)), 0) AS spend"
            "       FROM differentiate_segmentmembership k"
            "       JOIN differentiate_customerscore s ON s.customer_id = k.customer_id"
            "       WHERE k.valid_to IS NULL AND k.segment_id = ANY(%s) GROUP BY 1) m,"
            "      (SELECT sum(greatest(monetary, 0)) AS spend FROM differentiate_customerscore) b"
            " WHERE g.id = m.segment_id",
            [[segment.pk for segment in made]],
        )
