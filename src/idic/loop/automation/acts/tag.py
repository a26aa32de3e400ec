from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.accounts.models import User
from idic.foundation.desk.operations.tags import add_tag
from idic.loop.automation.acts.registry import Act, Occasion, Setting, Settings
from idic.loop.automation.acts.settings import text_of


def _check(noun: str, settings: Settings, by: User) -> None:
    text_of(settings, "tag", longest=60)


def _run(occasion: Occasion, settings: Settings) -> dict[str, object]:
    found = add_tag(occasion.noun, occasion.record.pk, name=text_of(settings, "tag", longest=60), by=occasion.by)
    return {"tag_id": found.pk}


ACT = Act(
    "tag", _("Put it on a list (a tag)"),
    (Setting("tag", _("Tag"), "tag", hint=_("A segment whose rule asks for this tag holds everybody on the list.")),),
    _check, _run,
)  # fmt: skip
