"""The live count, answered by the process that keeps its engines and images warm."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from idic.domain.differentiate.compiling import read_rule, segment_fields
from idic.domain.differentiate.image.counting import Counting
from idic.domain.differentiate.image.errors import NotAtHand, NotInImage
from idic.warehouse.asking.errors import QuestionRefused
from idic.warehouse.errors import WarehouseError

if TYPE_CHECKING:
    from idic.warehouse.asking.desk import Desk
    from idic.warehouse.snapshots import Snapshot

_counting = Counting()


def answer(body: dict[str, Any], desk: Desk) -> dict[str, Any]:
    """`rule` as it is stored and `as_of`; without a rule somebody is about to ask, and nothing is counted."""
    snapshot = _snapshot(desk)
    if "rule" not in body:
        _counting.prepare(snapshot)
        return {}
    fields = segment_fields()
    rule = read_rule(body["rule"], fields)
    try:
        found = _counting.count(rule, fields, snapshot=snapshot, as_of=date.fromisoformat(body["as_of"]))
    except NotAtHand:
        raise QuestionRefused("not_at_hand") from None
    except NotInImage:
        raise QuestionRefused("not_in_image") from None
    return asdict(found)


def _snapshot(desk: Desk) -> Snapshot | None:
    try:
        return desk.snapshot()
    except WarehouseError:
        return None
