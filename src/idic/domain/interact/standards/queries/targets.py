"""Which standard holds for a contact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from idic.domain.interact.standards.models import StandardVersion
from idic.foundation.stamps.kept import kept


@dataclass(frozen=True)
class Contact:
    """What a standard may ask of a contact; an empty text fits only standards that do not ask."""

    mode: str
    purpose: str
    tier: str = ""
    priority: str = ""


@dataclass(frozen=True)
class Target:
    """One version of one standard; `scope` are mode, purpose, tier and priority, empty where it holds for all."""

    version_id: int
    standard_id: int
    number: int
    measure: str
    scope: tuple[str, str, str, str]
    valid_from: datetime
    calendar_id: int | None
    minutes: int | None
    share: float
    # further shares of the time, in percent, at which something happens
    beyond: tuple[int, ...] = ()
    # the most minutes of open time for which the clock stands still in all
    most_pause: int | None = None
    # coming to hold while a clock runs, its time counts from then
    counts_anew: bool = False

    @property
    def rank(self) -> tuple[bool, ...]:
        return tuple(bool(part) for part in self.scope)

    def fits(self, contact: Contact) -> bool:
        asked = (contact.mode, contact.purpose, contact.tier, contact.priority)
        return all(not part or part == given for part, given in zip(self.scope, asked, strict=True))


def all_targets() -> Sequence[Target]:
    """Every version of every standard that lives, the latest first. In one query."""
    return kept("service standards", _read)


def target_for(contact: Contact, measure: str, *, at: datetime) -> Target | None:
    """The most specific that held then."""
    return best(all_targets(), contact, measure, at=at)


def best(targets: Iterable[Target], contact: Contact, measure: str, *, at: datetime) -> Target | None:
    """`targets` with the latest version first: of one standard only the version of that moment counts."""
    found: dict[int, Target] = {}
    for one in targets:
        if one.measure == measure and one.valid_from <= at and one.fits(contact):
            found.setdefault(one.standard_id, one)
    return max(found.values(), key=lambda one: one.rank, default=None)


def _read() -> Sequence[Target]:
    rows = (
        StandardVersion.objects.filter(standard__is_archived=False)
        .order_by("-valid_from", "-pk")
        .values_list(
            "pk", "standard_id", "number", "standard__measure", "standard__mode", "standard__purpose",
            "standard__tier", "standard__priority", "valid_from", "calendar_id", "target_minutes", "target_share", "escalation",
            "most_pause_minutes", "counts_anew",
        )
    )  # fmt: skip
    return tuple(
        Target(
            pk,
            standard,
            number,
            measure,
            (mode, purpose, tier, priority),
            since,
            calendar,
            minutes,
            float(share),
            tuple(one["share"] for one in steps if one["share"] > 100),
            most_pause,
            counts_anew,
        )
        for (
            pk,
            standard,
            number,
            measure,
            mode,
            purpose,
            tier,
            priority,
            since,
            calendar,
            minutes,
            share,
            steps,
            most_pause,
            counts_anew,
        ) in rows
    )
