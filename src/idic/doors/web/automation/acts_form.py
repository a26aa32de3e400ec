"""The acts of a rule as the page writes them: each under a key of its own, in the order of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from idic.doors.web.automation.words import act_icon
from idic.foundation.accounts.enums import GroupAccess
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.choices import people_choices, team_choices
from idic.foundation.accounts.rules import may
from idic.foundation.desk.operations.fields import field_access
from idic.foundation.letters.enums import LetterKind
from idic.foundation.letters.queries.templates import access_templates
from idic.foundation.nouns.fields import Choices, Field, Input
from idic.loop.automation.acts.registry import Act, Setting, act_of, acts_for

_LONGEST = 2000


@dataclass(frozen=True)
class SettingInput:
    setting: Setting
    name: str
    value: str
    choices: Sequence[tuple[str, str]]
    error: str = ""


@dataclass(frozen=True)
class ActInput:
    key: str
    act: Act
    icon: str
    settings: list[SettingInput]


class ActsForm:
    """Reads once what the selects of all acts offer."""

    def __init__(self, noun: str, fields: Mapping[str, Field], by: User) -> None:
        self._noun, self._fields = noun, fields
        self._offered: dict[str, list[tuple[str, str]]] = {
            "person": people_choices(),
            "team": team_choices(),
            "field": [
                (one.name, str(one.label))
                for one in fields.values()
                if one.input != Input.NONE and field_access(by, noun, one) >= GroupAccess.CHANGED
            ],
            "template": [
                (str(one.pk), one.name)
                for one in access_templates(by).filter(kind=LetterKind.MAIL, noun=noun).order_by("name")
            ]
            if may(by, "letter.see")
            else [],
        }

    @property
    def offered(self) -> list[tuple[Act, str]]:
        """Each act with its icon."""
        return [(act, act_icon(act.code)) for act in acts_for(self._noun)]

    def empty(self, code: str, key: str) -> ActInput | None:
        act = act_of(code)
        if act is None or act not in acts_for(self._noun):
            return None
        return self._input(act, key, {})

    def stored(
        self, acts: Sequence[Mapping[str, Any]], *, position: int = -1, name: str = "", error: str = ""
    ) -> list[ActInput]:
        found = []
        for number, written in enumerate(acts):
            act = act_of(str(written.get("act")))
            if act is not None:
                told = {name: error} if number == position and error else {}
                found.append(self._input(act, str(number + 1), written.get("settings") or {}, told))
        return found

    def _input(
        self, act: Act, key: str, settings: Mapping[str, Any], errors: Mapping[str, str] | None = None
    ) -> ActInput:
        inputs = []
        for setting in act.settings:
            choices = self._choices(setting, settings)
            value = str(settings.get(setting.name) or "")
            error = (errors or {}).get(setting.name, "")
            inputs.append(SettingInput(setting, f"act-{key}-{setting.name}", value, choices, error))
        return ActInput(key, act, act_icon(act.code), inputs)

    def _choices(self, setting: Setting, settings: Mapping[str, Any]) -> list[tuple[str, str]]:
        if setting.kind == "choice":
            return _plain(setting.choices)
        if setting.kind == "value":
            return self.value_choices(str(settings.get("field") or ""))
        return self._offered.get(setting.kind, [])

    def value_choices(self, field: str) -> list[tuple[str, str]]:
        """What a field may be set to, where it has choices."""
        found = self._fields.get(field)
        if found is None:
            return []
        if found.input == Input.YES_NO:
            return [("yes", _("Yes")), ("no", _("No"))]
        return _plain(found.choices)


def posted_acts(data: QueryDict) -> list[dict[str, Any]]:
    """Unknown keys and settings are left to the operation to refuse."""
    found = []
    for key in data.getlist("acts")[:20]:
        code = data.get(f"act-{key}", "")
        prefix = f"act-{key}-"
        settings = {name.removeprefix(prefix): data[name][:_LONGEST] for name in data if name.startswith(prefix)}
        if code:
            found.append({"act": code, "settings": settings})
    return found


def _plain(choices: Choices) -> list[tuple[str, str]]:
    return [(code, str(label)) for code, label in choices]
