"""The weights in force for what is typed and imported: those of the newest approved run, else the delivered ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from idic.domain.identify.linkage.enums import RunState
from idic.domain.identify.linkage.kinds import delivered_model
from idic.domain.identify.linkage.models import LinkageRun
from idic.foundation.storage.remembered import prepared_cursor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from idic.methods.linkage import Model, Score

#: Two columns of a statement, for the kind that is its one mark: what `scorer_in_force` is to be told.
IN_FORCE = f"""
    (SELECT id || '/' || extract(epoch FROM approved_at) || '/' || upper_weight || '/' || lower_weight
     FROM linkage_linkagerun WHERE kind = %s AND approved_at IS NOT NULL AND state = '{RunState.DONE.value}'
     ORDER BY approved_at DESC LIMIT 1) AS approved,
    (SELECT reltuples::bigint FROM pg_class WHERE oid = 'identify_sourcerecord'::regclass) AS known_records
"""  # noqa: S608 - put together from this file alone


@dataclass(frozen=True)
class Scorer:
    """`run` is whose weights they are; None: delivered with the product."""

    model: Model
    run: int | None

    def against(self, typed: Mapping[str, object], records: list[dict[str, str | list[str] | None]]) -> list[Score]:
        from idic.methods.linkage import Probe  # late: heavy, and pages load this module

        probe = Probe(typed, self.model)  # type: ignore[arg-type] # texts and lists of texts
        return [probe.score(record) for record in records]


def scorer_of(kind: str) -> Scorer:
    with prepared_cursor() as cursor:
        cursor.execute(f"SELECT {IN_FORCE}", [kind])
        return scorer_in_force(kind, *cursor.fetchone())


def scorer_in_force(kind: str, approved: str | None, known_records: int) -> Scorer:
    """`known_records` is what the database believes; to count them all would cost more than the answer."""
    return _approved(approved) if approved else _delivered(kind, _rounded(max(known_records, 100)))


@lru_cache(maxsize=4)
def _approved(stamp: str) -> Scorer:
    """`stamp` changes with the run, its approval and the thresholds, so that another process reads them anew."""
    from idic.methods.linkage import Model

    run = int(stamp.partition("/")[0])
    return Scorer(Model.from_json(LinkageRun.objects.values_list("model", flat=True).get(pk=run)), run)


@lru_cache(maxsize=16)
def _delivered(kind: str, records: int) -> Scorer:
    return Scorer(delivered_model(kind, records), None)


def _rounded(count: int) -> int:
    """To one digit: the prior needs no more, and few of them are kept."""
    scale = 10 ** (len(str(count)) - 1)
    return int(count // scale * scale)
