from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.accounts.models import User
from idic.foundation.desk.enums import NotificationKind
from idic.foundation.desk.operations.notifications import notify
from idic.loop.automation.acts.registry import Act, Occasion, Setting, Settings
from idic.loop.automation.acts.settings import id_of, person_of, text_of


def _check(noun: str, settings: Settings, by: User) -> None:
    text_of(settings, "text", longest=300)
    if settings.get("person"):
        person_of(settings, "person")


def _run(occasion: Occasion, settings: Settings) -> dict[str, object]:
    told = notify(
        _people(occasion, settings), NotificationKind.MESSAGE, noun=occasion.noun, subject_id=occasion.record.pk,
        data={"text": text_of(settings, "text", longest=300), "rule": occasion.rule.name},
    )  # fmt: skip
    return {"told": [one.user_id for one in told]}


def _people(occasion: Occasion, settings: Settings) -> list[int]:
    found: set[int] = set()
    if settings.get("person"):
        found.add(person_of(settings, "person").pk)
    team = id_of(settings, "team")
    if team is not None:
        found.update(User.objects.filter(team_id=team, is_active=True).values_list("pk", flat=True))
    if not found:
        owner = getattr(occasion.record, "owner_id", None)
        found.add(owner if isinstance(owner, int) else occasion.by.pk)
    return sorted(found)


ACT = Act(
    "notify", _("Tell somebody"),
    (
        Setting("text", _("What to tell"), "text"),
        Setting("person", _("Person"), "person", is_required=False, hint=_("Nobody chosen: the owner of the record.")),
        Setting("team", _("Team"), "team", is_required=False),
    ),
    _check, _run,
)  # fmt: skip
