"""The weights in force for what is typed and imported: those of the newest approved run, else the delivered ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db import connection

from idic.domain.identify.linkage.enums import RunState
from idic.domain.identify.linkage.kinds import delivered_model
from idic.domain.identify.linkage.models import LinkageRun
from idic.foundation.storage.remembered import prepared_cursor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from idic.methods.linkage import Model, Score

_NEWEST = f"""
SELECT id, extract(epoch FROM approved_at)::text || '/' || upper_weight || '/' || lower_weight
FROM linkage_linkagerun WHERE kind = %s AND approved_at IS NOT NULL AND state = '{RunState.DONE.value}'
ORDER BY approved_at DESC LIMIT 1
"""  # noqa: S608 - put together from this file alone


@dataclass(frozen=True)
class Scorer:
    """`run` is whose weights they are; None: delivered with the product."""

    model: Model
    run: int | None

    def against(self, typed: Mapping[str, object], records: list[dict[str, str | list[str] | None]]) -> list[Score]:
        from idic.methods.linkage import prepared, score_prepared  # late: heavy, and pages load this module

        one = prepared(typed, self.model)  # type: ignore[arg-type] # texts and lists of texts
        return [score_prepared(one, prepared(record, self.model), self.model) for record in records]


def scorer_of(kind: str) -> Scorer:
    with prepared_cursor() as cursor:
        cursor.execute(_NEWEST, [kind])
        found = cursor.fetchone()
    return _approved(found[0], found[1]) if found else _delivered(kind, _rounded(_record_count()))


@lru_cache(maxsize=4)
def _approved(run: int, stamp: str) -> Scorer:
    """`stamp` changes with the approval and the thresholds, so that another process reads them anew."""
    from idic.methods.linkage import Model

    return Scorer(Model.from_json(LinkageRun.objects.values_list("model", flat=True).get(pk=run)), run)


@lru_cache(maxsize=16)
def _delivered(kind: str, records: int) -> Scorer:
    return Scorer(delivered_model(kind, records), None)


def _record_count() -> int:
    """What the database believes; to count them all would cost more than the answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE oid = 'identify_sourcerecord'::regclass")
        return max(int(cursor.fetchone()[0]), 100)


def _rounded(count: int) -> int:
    """To one digit: the prior needs no more, and few of them are kept."""
    scale = 10 ** (len(str(count)) - 1)
    return int(count // scale * scale)
