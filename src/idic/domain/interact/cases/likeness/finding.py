"""Cases that say nearly the same, among those that the asker may see."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.contrib.postgres.fields import ArrayField
from django.db.models import QuerySet, TextField, Value

from idic.domain.interact.cases.enums import OPEN_STATES, CaseState, Outcome
from idic.domain.interact.cases.likeness.store import compared_text, known_of
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.queries.cases import with_names
from idic.domain.interact.cases.rules import visible_cases
from idic.foundation.accounts.models import User
from idic.methods.likeness import Statistics, Terms, most_alike, shared_weight, telling_weights, terms_of, terms_to_ask
from idic.methods.likeness.ranking import Alike

#: Below this part of its own weight a text has little in common with another.
LEAST = 0.12
#: From here on two open cases of one customer are perhaps the same.
SAME = 0.4
# What the index may give at most, and how many of it are compared in full.
_ROWS, _RANKED = 4_000, 100
# Of a text of two sentences; and what the likest of the longest share at least, against it.
_SHORT, _SMALLEST = 30.0, 0.25
_NONE_OF_OURS = (Outcome.SPAM, Outcome.DUPLICATE)


@dataclass(frozen=True)
class Asked:
    """What is compared, and what is known of its words: one statement, also for more questions about the same text."""

    terms: Terms
    known: Statistics

    @classmethod
    def of(cls, text: str) -> Asked:
        terms = terms_of(text)
        return cls(terms, known_of(terms))

    @property
    def scale(self) -> float:
        """A long text says much that no other says, so its likest ones share a smaller part of it."""
        return min(1.0, max(_SMALLEST, _SHORT / max(math.fsum(self.terms.values()), 1.0)))

    def best(
        self, candidates: Iterable[tuple[int, str]], *, k: int, least: float = LEAST, is_strict: bool = False
    ) -> list[Alike[int]]:
        """(key, text) of candidates; the best first, none below `least`. Shares are those of a short text, unless
        `is_strict`."""
        scale = 1.0 if is_strict else self.scale
        found = most_alike(self.terms, ((key, terms_of(text)) for key, text in candidates), self.known, k=k)
        return [replace(one, share=min(1.0, one.share / scale)) for one in found if one.share >= least * scale]

    def like(self, rows: QuerySet[Case]) -> list[int]:
        """Keys of rows with a signature near the text, the nearest first."""
        asked = terms_to_ask(self.terms, self.known)
        if not asked:
            return []
        found = rows.filter(signature__overlap=Value(asked, _TEXTS)).order_by().values_list("pk", "signature")[:_ROWS]
        weights = telling_weights(self.terms, self.known)
        ordered = sorted(found, key=lambda one: (-shared_weight(weights, one[1]), -one[0]))
        return [pk for pk, _signature in ordered[:_RANKED]]


@dataclass(frozen=True)
class LikeCase:
    case: Case
    share: float
    reasons: tuple[str, ...]


def like_cases(user: User, asked: Asked, *, but: int | None = None, limit: int = 5) -> list[LikeCase]:
    """The most alike first; of unwanted mail and of what was told twice nothing is learnt. Two statements."""
    rows = visible_cases(user).exclude(state=CaseState.MERGED).exclude(outcome__in=_NONE_OF_OURS)
    keys = asked.like(rows if but is None else rows.exclude(pk=but))
    cases = {one.pk: one for one in with_names(Case.objects.filter(pk__in=[0, *keys]))}
    told = ((pk, compared_text(cases[pk].title, cases[pk].text)) for pk in keys if pk in cases)
    return [LikeCase(cases[one.key], one.share, one.reasons) for one in asked.best(told, k=limit)]


def perhaps_same(user: User, case: Case, asked: Asked, *, limit: int = 3) -> list[LikeCase]:
    """Open cases of the same customer, or of the same address, that say what this one says; but those which a person has
    made of one message."""
    if not case.is_open or (case.customer_id is None and not case.contact_address):
        return []
    rows = with_names(visible_cases(user, "case.change")).filter(state__in=OPEN_STATES).exclude(pk=case.pk)
    if case.customer_id is not None:
        rows = rows.filter(customer_id=case.customer_id)
    else:
        rows = rows.filter(contact_address=case.contact_address)
    rows = rows.exclude(origin__case=case.pk)
    if case.origin_id is not None:
        rows = rows.exclude(messages=case.origin_id)
    cases = {one.pk: one for one in rows.order_by("-received_at", "-pk")[:20]}
    best = asked.best(
        ((pk, compared_text(one.title, one.text)) for pk, one in cases.items()), k=limit, least=SAME, is_strict=True
    )
    return [LikeCase(cases[one.key], one.share, one.reasons) for one in best]


_TEXTS = ArrayField(TextField())
