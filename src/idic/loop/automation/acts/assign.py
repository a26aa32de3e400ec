from __future__ import annotations

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from idic.foundation.accounts.models import Team, User
from idic.foundation.nouns.registry import noun_of
from idic.loop.automation.acts.registry import Act, Occasion, Setting, Settings
from idic.loop.automation.acts.settings import id_of, person_of
from idic.loop.automation.errors import ActRefused


def _check(noun: str, settings: Settings, by: User) -> None:
    if not settings.get("owner") and not settings.get("team"):
        raise ActRefused(_now("Choose a person, a team, or both."), name="owner")
    if settings.get("owner"):
        person_of(settings, "owner")
    if settings.get("team") and not Team.objects.filter(pk=id_of(settings, "team") or 0).exists():
        raise ActRefused(_now("Choose a team that exists."), name="team")


def _run(occasion: Occasion, settings: Settings) -> dict[str, object]:
    noun = noun_of(occasion.noun)
    assert noun.change is not None
    values = {name: str(settings[name]) for name in ("owner", "team") if settings.get(name)}
    noun.change(occasion.record, values, version=noun.version_of(occasion.record), by=occasion.by)
    return dict(values)


ACT = Act(
    "assign", _("Give it to a person or a team"),
    (
        Setting("owner", _("Person"), "person", is_required=False),
        Setting("team", _("Team"), "team", is_required=False),
    ),
    _check, _run,
)  # fmt: skip
