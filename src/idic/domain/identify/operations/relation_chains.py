"""No organisation is its own parent and nobody their own referrer, over however many steps."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext as _

from idic.domain.identify.enums import RelationType
from idic.domain.identify.errors import GoesRound, TooDeep
from idic.domain.identify.models import Relation

#: From the uppermost organisation to the lowest, both counted.
MOST_LEVELS = 10
# Longer than any tree may be: a walk ends even where rows were written past this check.
_FURTHEST = 1000

# Both walks follow only what holds on some day of the new relation and of every step between.
_WALK = """
WITH RECURSIVE walk AS (
    SELECT %(start)s::bigint AS id, daterange(%(from)s::date, %(until)s::date) AS days, 0 AS steps
    UNION
    SELECT r.{onward}, walk.days * {days}, walk.steps + 1
    FROM identify_relation r JOIN walk ON r.{here} = walk.id
    WHERE r.type = %(type)s AND r.id IS DISTINCT FROM %(self)s AND walk.steps < %(most)s
      AND NOT isempty(walk.days * {days})
)
SELECT max(steps), bool_or(id = %(sought)s) FROM walk
"""
# A referral has a day and lasts for ever.
_DAYS = {RelationType.PART_OF: "daterange(r.starts_on, r.ends_on)", RelationType.REFERRED_BY: "daterange(NULL, NULL)"}


def check_chain(relation: Relation) -> None:
    """The caller holds the lock of this type."""
    if relation.type not in _DAYS:
        return
    above, goes_round = _walk(
        relation, relation.target_id, here="source_id", onward="target_id", sought=relation.source_id
    )
    if goes_round and relation.type == RelationType.PART_OF:
        raise GoesRound(
            _("“%(parent)s” stands below “%(child)s” in the tree already: it cannot be its parent as well.")
            % {"parent": relation.target.name, "child": relation.source.name}
        )
    if goes_round:
        raise GoesRound(
            _(
                "“%(customer)s” has brought “%(referrer)s”, directly or through others: the chain of referrals cannot close."
            )
            % {"customer": relation.source.name, "referrer": relation.target.name}
        )
    if relation.type == RelationType.PART_OF:
        below, _found = _walk(relation, relation.source_id, here="target_id", onward="source_id", sought=None)
        if above + below + 2 > MOST_LEVELS:
            raise TooDeep(MOST_LEVELS)


def _walk(relation: Relation, start: int, *, here: str, onward: str, sought: int | None) -> tuple[int, bool]:
    lasts = relation.type == RelationType.REFERRED_BY
    with connection.cursor() as cursor:
        cursor.execute(
            _WALK.format(here=here, onward=onward, days=_DAYS[RelationType(relation.type)]),
            {
                "start": start, "type": relation.type, "self": relation.pk, "sought": sought,
                "most": _FURTHEST if lasts else 2 * MOST_LEVELS,
                "from": None if lasts else relation.starts_on, "until": None if lasts else relation.ends_on,
            },
        )  # fmt: skip
        row = cursor.fetchone()
    steps, found = row if row else (0, False)
    return int(steps or 0), bool(found)
