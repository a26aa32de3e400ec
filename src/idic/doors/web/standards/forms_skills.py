from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.cases.enums import Level
from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.cases.queries.skills import Able

_LEVELS = [("", _("Not")), *Level.choices]
_MOST = 500


class SkillsForm(forms.Form):
    """One select for each language and each topic."""

    capacity = forms.IntegerField(
        label=_("Open cases at most"), required=False, min_value=1, max_value=_MOST,
        help_text=_("The rules of assignment give no further one beyond it. Empty: as many as come."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, can: Able, topics: Sequence[CaseTopic]) -> None:
        super().__init__(data, initial={"capacity": can.capacity, "version": can.version})
        self._topics = topics
        for code, label in settings.LANGUAGES:
            self.fields[f"language_{code}"] = _level(label, can.languages.get(code))
        for one in topics:
            self.fields[f"topic_{one.pk}"] = _level(one.name, can.topics.get(one.pk))

    @property
    def language_fields(self) -> list[Any]:
        return [self[f"language_{code}"] for code, _label in settings.LANGUAGES]

    @property
    def topic_fields(self) -> list[Any]:
        return [self[f"topic_{one.pk}"] for one in self._topics]

    def languages(self) -> dict[str, int]:
        found = ((code, self.cleaned_data[f"language_{code}"]) for code, _label in settings.LANGUAGES)
        return {code: int(level) for code, level in found if level}

    def topics(self) -> dict[int, int]:
        found = ((one.pk, self.cleaned_data[f"topic_{one.pk}"]) for one in self._topics)
        return {pk: int(level) for pk, level in found if level}


def _level(label: Any, level: int | None) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=_LEVELS, required=False, initial=level or "")
