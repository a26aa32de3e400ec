"""The conditions of a segment's rule held against one customer, each in words."""

from __future__ import annotations

from dataclasses import dataclass, field

from idic.domain.differentiate.behaviour.happenings import Deed, deeds
from idic.domain.differentiate.behaviour.kinds import behaviour_kind
from idic.domain.differentiate.compiling import segment_fields
from idic.domain.differentiate.queries.segments import day_of_figures
from idic.doors.web.rules.asking import Words
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.methods.predicate import Behaviour, Explanation, LeafOutcome


@dataclass(frozen=True)
class Condition:
    """`outcome` None: a missing value leaves it open. `deeds` are the newest of what counts, of `counted` in all."""

    text: str
    actual: str
    outcome: bool | None
    deeds: list[Deed] = field(default_factory=list)
    counted: int = 0

    @property
    def more(self) -> int:
        return self.counted - len(self.deeds)


def worded_conditions(explanation: Explanation, customer_id: int, user: User) -> list[Condition]:
    words = Words(segment_fields())
    return [_condition(found, words, customer_id, user) for found in explanation.leaves]


def _condition(found: LeafOutcome, words: Words, customer_id: int, user: User) -> Condition:
    shown, counted = list[Deed](), 0
    if isinstance(found.leaf, Behaviour) and may(user, behaviour_kind(found.leaf.kind).permission):
        shown, counted = deeds(found.leaf, customer_id, as_of=day_of_figures())
    return Condition(words.asked(found.leaf), words.actual(found), found.outcome, shown, counted)
