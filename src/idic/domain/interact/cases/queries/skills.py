"""Who can take what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from idic.domain.interact.cases.enums import Level
from idic.domain.interact.cases.models import Desk, Skill
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


@dataclass(frozen=True)
class Able:
    """What one person can do. `capacity` None: as many as come."""

    capacity: int | None = None
    version: int = 0
    languages: dict[str, int] = field(default_factory=dict)
    topics: dict[int, int] = field(default_factory=dict)

    def level(self, language: str, topics: Iterable[int]) -> int:
        """For a case in that language, of a topic with those above it: the lower of the two; 0: not for them. What is not
        known of the case asks for nothing."""
        spoken = self.languages.get(language, 0) if self.languages and language else Level.USUAL
        asked = list(topics)
        known = max((self.topics.get(one, 0) for one in asked), default=0) if self.topics and asked else Level.USUAL
        return min(int(spoken), int(known))

    def has_room(self, load: int) -> bool:
        return self.capacity is None or load < self.capacity


def access_people(user: User) -> QuerySet[User]:
    """Of whom this user says what they can take: everybody, the people of their own team, or themselves."""
    scope = require(user, "skill.manage")
    found = User.objects.filter(is_active=True).select_related("team")
    if scope == Scope.ALL:
        return found
    theirs = Q(pk=user.pk)
    if scope == Scope.TEAM and user.team_id is not None:
        theirs |= Q(team_id=user.team_id)
    return found.filter(theirs)


def access_person(user: User, pk: int) -> User:
    found = access_people(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def able(people: Iterable[int]) -> dict[int, Able]:
    """Two statements. Of whom nothing is kept is not among them: they take everything."""
    ids = list(people)
    desks = {one.pk: one for one in Desk.objects.filter(pk__in=ids)}
    languages: dict[int, dict[str, int]] = {}
    topics: dict[int, dict[int, int]] = {}
    for skill in Skill.objects.filter(desk__in=list(desks)):
        if skill.topic_id is not None:
            topics.setdefault(skill.desk_id, {})[skill.topic_id] = skill.level
        else:
            languages.setdefault(skill.desk_id, {})[skill.language] = skill.level
    return {
        pk: Able(one.capacity, one.version, languages.get(pk, {}), topics.get(pk, {})) for pk, one in desks.items()
    }  # fmt: skip


def capacities(people: Iterable[int]) -> dict[int, int]:
    found = Desk.objects.filter(pk__in=list(people), capacity__isnull=False).values_list("pk", "capacity")
    return {pk: capacity for pk, capacity in found if capacity is not None}


def experts(*, limit: int = 200) -> list[tuple[str, str]]:
    """Topic and name of each who knows it best and is there."""
    rows = Skill.objects.filter(level=Level.EXPERT, topic__isnull=False, desk__user__is_active=True)
    names = ("topic__name", "desk__user__display_name")
    return list(rows.order_by(*names).values_list(*names)[:limit])
