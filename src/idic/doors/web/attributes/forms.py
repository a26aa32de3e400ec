from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from idic.foundation.attributes.draft import Draft
from idic.foundation.attributes.enums import GROUP_CHOICES, AppliesTo, AttributeType
from idic.foundation.attributes.models import AttributeDefinition, Choice
from idic.foundation.nouns.noun import Noun

RULES = ("minimum", "maximum", "shortest", "longest", "pattern")
_BLANK_ROWS = 3


@dataclass(frozen=True)
class ChoiceRow:
    """One line of the editor of choices. A code that is stored stays."""

    code: str
    labels: list[tuple[str, str, str]]
    retired: bool
    is_stored: bool


class DefinitionForm(forms.Form):
    """Whether it makes sense is for the operation to say; each language has a name and a help text of its own."""

    type = forms.ChoiceField(label=_("What it holds"), choices=AttributeType.choices)
    group = forms.ChoiceField(label=_("Group"), choices=GROUP_CHOICES)
    applies_to = forms.ChoiceField(label=_("Applies to"), choices=AppliesTo.choices, required=False)
    code = forms.CharField(
        label=_("Code"), required=False, max_length=39,
        help_text=_("Stays for ever: files and formulas use it, with x_ before it. Empty, it follows from the English name."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    is_required = forms.BooleanField(
        label=_("Required in forms"), required=False, help_text=_("Files and bulk changes may still leave it out.")
    )
    is_unique = forms.BooleanField(
        label=_("Unique"), required=False, help_text=_("No two records may have the same value, such as a card number.")
    )
    minimum = forms.CharField(label=_("Smallest value"), required=False, max_length=40)
    maximum = forms.CharField(label=_("Largest value"), required=False, max_length=40)
    shortest = forms.CharField(label=_("Fewest characters"), required=False, max_length=4)
    longest = forms.CharField(label=_("Most characters"), required=False, max_length=4)
    pattern = forms.CharField(
        label=_("Pattern"), required=False, max_length=80,
        help_text=_("9 is a digit, A a letter, * either; everything else stands for itself. AA-9999 takes TH-2026."),
    )  # fmt: skip
    formula = forms.CharField(
        label=_("Formula"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocapitalize": "none"}),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: QueryDict | None = None, *, noun: Noun, definition: AttributeDefinition | None = None, **kwargs: Any
    ) -> None:
        self.noun, self.definition = noun, definition
        self._posted = data
        if definition is not None:
            kwargs["initial"] = _initial(definition)
        super().__init__(data, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"label_{code}"] = forms.CharField(label=name, required=False, max_length=80)
            self.fields[f"hint_{code}"] = forms.CharField(label=name, required=False, max_length=300)
        if noun.code != "customer":
            del self.fields["applies_to"]
        if definition is not None:
            del self.fields["code"]
            del self.fields["type"]

    @property
    def kind(self) -> str:
        """The type on show."""
        if self.definition is not None:
            return self.definition.type
        return str(self["type"].value() or AttributeType.TEXT)

    def draft(self) -> Draft:
        """As far as it can be read; also of a form that is not valid, for the preview."""
        cleaned = getattr(self, "cleaned_data", {})
        languages = [code for code, _name in settings.LANGUAGES]
        labels = {code: cleaned.get(f"label_{code}") or "" for code in languages}
        return Draft(
            code=self.definition.code if self.definition else cleaned.get("code") or suggested_code(labels),
            type=self.definition.type if self.definition else cleaned.get("type") or "",
            group=cleaned.get("group") or "",
            labels=labels,
            hints={code: cleaned.get(f"hint_{code}") or "" for code in languages},
            choices=[choice for choice in self.choices() if choice.code],
            applies_to=cleaned.get("applies_to") or AppliesTo.BOTH,
            is_required=bool(cleaned.get("is_required")),
            is_unique=bool(cleaned.get("is_unique")),
            rules={name: cleaned.get(name) or "" for name in RULES},
            formula=cleaned.get("formula") or "",
        )

    def choices(self) -> list[Choice]:
        if self._posted is None:
            return self.definition.choice_list if self.definition else []
        return posted_choices(self._posted)

    def choice_rows(self) -> list[ChoiceRow]:
        stored = {one.code for one in self.definition.choice_list} if self.definition else set()
        rows = [_row(one, one.code in stored) for one in self.choices()]
        return [*rows, *(_row(Choice(""), False) for _blank in range(0 if rows else _BLANK_ROWS))]

    def blank_row(self) -> ChoiceRow:
        return _row(Choice(""), False)

    def label_fields(self) -> Sequence[forms.BoundField]:
        return [self[f"label_{code}"] for code, _name in settings.LANGUAGES]

    def hint_fields(self) -> Sequence[forms.BoundField]:
        return [self[f"hint_{code}"] for code, _name in settings.LANGUAGES]


def posted_choices(data: QueryDict) -> list[Choice]:
    """The lines of the editor in their order; one without any name is left out, one without a code gets it from the
    English name, or its number."""
    codes = data.getlist("choice_code")
    retired = data.getlist("choice_retired")
    labels = {code: data.getlist(f"choice_{code}") for code, _name in settings.LANGUAGES}
    found: list[Choice] = []
    for index, code in enumerate(codes[:600]):
        named = {language: texts[index].strip() for language, texts in labels.items() if index < len(texts)}
        named = {language: text for language, text in named.items() if text}
        if not named and not code.strip():
            continue
        given = code.strip() or _slug(named.get("en", "")) or f"choice-{index + 1}"
        found.append(Choice(given, named, index < len(retired) and retired[index] == "yes"))
    return found


def suggested_code(labels: dict[str, str]) -> str:
    return _slug(labels.get("en", "")).replace("-", "_")[:39]


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:39]


def _row(choice: Choice, is_stored: bool) -> ChoiceRow:
    labels = [(code, str(name), choice.labels.get(code, "")) for code, name in settings.LANGUAGES]
    return ChoiceRow(choice.code, labels, choice.retired, is_stored)


def _initial(definition: AttributeDefinition) -> dict[str, object]:
    texts = {f"label_{code}": text for code, text in definition.labels.items()}
    texts |= {f"hint_{code}": text for code, text in definition.hints.items()}
    return {
        "group": definition.group, "applies_to": definition.applies_to, "is_required": definition.is_required,
        "is_unique": definition.is_unique, "formula": definition.formula, "version": definition.version, **texts,
        **definition.rules,
    }  # fmt: skip


class TypeForm(forms.Form):
    type = forms.ChoiceField(label=_("New type"), choices=())
    clears = forms.BooleanField(
        label=_("Clear the values that do not fit"), required=False,
        help_text=_("They are kept aside, so that the whole change can be taken back."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, definition: AttributeDefinition, **kwargs: Any) -> None:
        super().__init__(data, initial={"version": definition.version, **kwargs.pop("initial", {})}, **kwargs)
        field = self.fields["type"]
        assert isinstance(field, forms.ChoiceField)
        unfit = (AttributeType.COMPUTED, definition.type)
        field.choices = [(code, label) for code, label in AttributeType.choices if code not in unfit]
