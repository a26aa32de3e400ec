"""What is asked and nowhere written: searches that found nothing, and cases that were solved without an article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from idic.domain.interact.cases.enums import ENDED_STATES, Outcome
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.rules import visible_cases
from idic.domain.interact.knowledge.models import Gap
from idic.domain.interact.knowledge.rules import READS, WRITES
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.methods.likeness import Statistics, Terms, likeness, terms_of

_GAPS, _CASES = 200, 400
_SINCE = timedelta(days=90)
#: Two questions with so much in common are one.
_SAME = 0.4
_SAID = (Outcome.SOLVED, Outcome.ANSWERED)


@dataclass(frozen=True)
class SearchGroup:
    """Searches that ask nearly the same; `first` is the one asked most."""

    first: Gap
    others: list[Gap]

    @property
    def volume(self) -> int:
        return self.first.count + sum(one.count for one in self.others)

    @property
    def keys(self) -> list[int]:
        return [self.first.pk, *(one.pk for one in self.others)]


@dataclass(frozen=True)
class CaseGroup:
    """Solved cases of one topic that say nearly the same, and for which no article was used."""

    topic: str
    topic_id: int | None
    cases: list[Case]


def search_gaps(user: User, *, language: str = "") -> list[SearchGroup]:
    """The most asked first. One statement."""
    require(user, READS)
    rows = Gap.objects.filter(is_settled=False)
    if language:
        rows = rows.filter(language=language)
    gaps = list(rows.order_by("-count", "-pk")[:_GAPS])
    grouped = _grouped([(f"{one.language}", one.text) for one in gaps])
    found = [SearchGroup(gaps[first], [gaps[at] for at in others]) for first, *others in grouped]
    return sorted(found, key=lambda one: (-one.volume, one.first.text))


def case_gaps(user: User, *, least: int = 2) -> list[CaseGroup]:
    """Of the latest ones that were answered in three months and that this user may see; the largest groups first."""
    require(user, READS)
    rows = (
        visible_cases(user)
        .filter(state__in=ENDED_STATES, outcome__in=_SAID, received_at__gte=timezone.now() - _SINCE)
        .filter(article_uses__isnull=True)
        .select_related("topic")
        .only("title", "text", "language", "topic", "received_at", "customer_id")
    )
    cases = list(rows.order_by("-received_at", "-pk")[:_CASES])
    grouped = _grouped([(str(one.topic_id), f"{one.title}\n{one.text[:600]}") for one in cases])
    groups = [[cases[at] for at in places] for places in grouped]
    found = [
        CaseGroup(one[0].topic.name if one[0].topic else "", one[0].topic_id, one)
        for one in groups if len(one) >= least
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-len(one.cases), one.topic))


def _grouped(texts: Sequence[tuple[str, str]]) -> list[list[int]]:
    """Places, in groups of what is alike under the same heading: each text joins the first before it that it is like."""
    terms = [terms_of(text) for _heading, text in texts]
    known = Statistics.of(terms)
    groups: list[list[int]] = []
    for at, (heading, _text) in enumerate(texts):
        near = (
            (other, _common(terms[at], terms[other[0]], known)) for other in groups if texts[other[0]][0] == heading
        )
        best = max(near, key=lambda one: one[1], default=None)
        if best is not None and best[1] >= _SAME:
            best[0].append(at)
        else:
            groups.append([at])
    return groups


def _common(one: Terms, other: Terms, known: Statistics) -> float:
    """As a part of what the shorter of both would have with itself."""
    whole = min(likeness(one, one, known), likeness(other, other, known))
    return likeness(one, other, known) / whole if whole > 0 else 0.0


def access_gaps(user: User, keys: Iterable[int]) -> list[Gap]:
    require(user, WRITES)
    return list(Gap.objects.filter(pk__in=list(keys)).order_by("pk")[:200])
