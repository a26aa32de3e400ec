"""What each of our people promises, and how far they kept it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet
from django.utils import timezone

from idic.domain.interact.cases.queries import shares
from idic.domain.interact.cases.queries.attainment import Period
from idic.domain.interact.cases.queries.promises import by_person
from idic.domain.interact.standards.enums import Requirement
from idic.domain.interact.standards.models import Standard, StandardVersion
from idic.domain.interact.standards.queries.standards import access_standards, versions_of
from idic.doors.web.standards.behind import behind_url
from idic.doors.web.standards.wording import Judged, in_language, judged, scope_words, target_words
from idic.foundation.accounts.enums import Role
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.users import active_users
from idic.foundation.accounts.rules import may
from idic.methods.attainment import Attainment
from idic.methods.proportion import wilson


@dataclass(frozen=True)
class Promise:
    standard: Standard
    words: str
    target: str
    scope: str
    training: str
    judged: Judged
    met: int
    broken: int
    # the promises behind the share
    url: str


@dataclass(frozen=True)
class Card:
    person: User
    # by requirement type
    groups: list[tuple[str, list[Promise]]]

    @property
    def has_figures(self) -> bool:
        return any(one.judged.n for _label, promises in self.groups for one in promises)


def led_by(user: User) -> QuerySet[User]:
    """Whose cards somebody sees beside their own: who leads a team that team's, who keeps the standards everybody's."""
    people = active_users().exclude(pk=user.pk)
    if user.team_id is not None and user.role == Role.MANAGER:
        return people.filter(team_id=user.team_id)
    return people if may(user, "standard.manage") else people.none()


def cards(user: User, people: Sequence[User], period: Period, days: int) -> list[Card]:
    """Two statements for the promises, two for how they were kept."""
    order = list(Requirement)
    standards = sorted(
        access_standards(user), key=lambda one: (order.index(Requirement(one.requirement)), one.measure, one.pk)
    )
    versions = versions_of(standards, at=timezone.now())
    now = [(one, found.now) for one in standards if (found := versions.get(one.pk)) and found.now is not None]
    kept = by_person(user, period, [one.pk for one in people])
    for standard, tally in shares.by_standard(user, period, [one.pk for one in standards]).items():
        kept |= {(owner, standard): (hits, of - hits) for owner, (hits, of) in tally.by_owner.items()}
    return [Card(person, list(_groups(person, now, kept, days))) for person in people]


def _groups(
    person: User, standards: Iterable[tuple[Standard, StandardVersion | None]],
    kept: dict[tuple[int, int], tuple[int, int]], days: int,
) -> Iterable[tuple[str, list[Promise]]]:  # fmt: skip
    for label, found in groupby(standards, lambda pair: pair[0].get_requirement_display()):
        yield str(label), [
            _promise(standard, version, *kept.get((person.pk, standard.pk), (0, 0)),
                     behind_url(days, standard=standard.pk, owner=person.pk))
            for standard, version in found if version is not None
        ]  # fmt: skip


def _promise(standard: Standard, version: StandardVersion, met: int, broken: int, url: str) -> Promise:
    share = wilson(met, met + broken) if met + broken else None
    counted = Attainment(met, broken, 0, share, None, False, None, False, "")
    return Promise(
        standard, in_language(version.staff_words),
        target_words(standard.measure, version.target_share, version.target_minutes),
        scope_words(standard.mode, standard.purpose, standard.tier, standard.priority), version.training,
        judged(counted, version.target_share, standard.measure), met, broken, url,
    )  # fmt: skip
