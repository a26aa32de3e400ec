"""Which standard holds for a contact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

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
    # it also stands still while the case waits for somebody else
    pauses_for_others: bool = True
    # of an archived standard: from when on it holds for nothing that begins, and when it came back
    archived_at: datetime | None = None
    restored_at: datetime | None = None

    @property
    def rank(self) -> tuple[bool, ...]:
        return tuple(bool(part) for part in self.scope)

    def holds(self, at: datetime) -> bool:
        if at < self.valid_from:
            return False
        return (
            self.archived_at is None
            or at < self.archived_at
            or (self.restored_at is not None and at >= self.restored_at)
        )

    def fits(self, contact: Contact) -> bool:
        asked = (contact.mode, contact.purpose, contact.tier, contact.priority)
        return all(not part or part == given for part, given in zip(self.scope, asked, strict=True))


def all_targets() -> Sequence[Target]:
    """Every version of every standard, the latest first: what runs is kept to an archived one. In one query."""
    return kept("service standards", _read)


def target_for(contact: Contact, measure: str, *, at: datetime) -> Target | None:
    """The most specific that held then."""
    return best(all_targets(), contact, measure, at=at)


def best(targets: Iterable[Target], contact: Contact, measure: str, *, at: datetime) -> Target | None:
    """`targets` with the latest version first: of one standard only the version of that moment counts."""
    found: dict[int, Target] = {}
    for one in targets:
        if one.measure == measure and one.holds(at) and one.fits(contact):
            found.setdefault(one.standard_id, one)
    return max(found.values(), key=lambda one: one.rank, default=None)


def _read() -> Sequence[Target]:
    rows = StandardVersion.objects.order_by("-valid_from", "-pk").values_list(
        "pk", "standard_id", "number", "standard__measure", "standard__mode", "standard__purpose", "standard__tier",
        "standard__priority", "valid_from", "calendar_id", "target_minutes", "target_share", "escalation",
        "most_pause_minutes", "counts_anew", "pauses_for_others", "standard__archived_at", "standard__restored_at",
    )  # fmt: skip
    return tuple(_target(*row) for row in rows)


def _target(
    pk: int, standard: int, number: int, measure: str, mode: str, purpose: str, tier: str, priority: str, since: datetime,
    calendar: int | None, minutes: int | None, share: Decimal, steps: Sequence[dict[str, Any]], *more: Any,
) -> Target:  # fmt: skip
    beyond = tuple(one["share"] for one in steps if one["share"] > 100)
    scope = (mode, purpose, tier, priority)
    return Target(pk, standard, number, measure, scope, since, calendar, minutes, float(share), beyond, *more)
