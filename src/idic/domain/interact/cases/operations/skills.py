from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from idic.domain.interact.cases.enums import Level
from idic.domain.interact.cases.errors import CaseOutdated
from idic.domain.interact.cases.models import CaseTopic, Desk, Skill
from idic.domain.interact.cases.queries.skills import access_person
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event


@transaction.atomic
def save_skills(
    person: User,
    *,
    languages: Mapping[str, int],
    topics: Mapping[int, int],
    capacity: int | None,
    version: int,
    by: User,
) -> Desk:
    """All that somebody can do, anew. `version` is 0 where nothing was ever kept. Topics that are gone are left out."""
    person = access_person(by, person.pk)
    desk = Desk.objects.select_for_update().filter(pk=person.pk).first()
    if (desk.version if desk else 0) != version:
        raise CaseOutdated
    before = _told(desk)
    desk = desk or Desk(user=person, version=0)
    desk.capacity, desk.version = capacity, desk.version + 1
    desk.save()
    there = set(CaseTopic.objects.filter(pk__in=list(topics)).values_list("pk", flat=True))
    Skill.objects.filter(desk=desk).delete()
    Skill.objects.bulk_create(
        [Skill(desk=desk, language=code, level=Level(level)) for code, level in languages.items() if code]
        + [Skill(desk=desk, topic_id=pk, level=Level(level)) for pk, level in topics.items() if pk in there]
    )
    after = {"name": person.display_name, "what": "skills", **_told(desk)}
    append_event(NewEvent("case_setting.changed", "case_setting", desk.pk, before=before, after=after), by=by)
    return desk


def _told(desk: Desk | None) -> dict[str, object]:
    if desk is None:
        return {}
    known = Skill.objects.filter(desk=desk).order_by("pk").values_list("language", "topic_id", "level")
    return {"capacity": desk.capacity, "skills": [list(one) for one in known]}
