"""The form field of a custom attribute, and what was typed into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.translation import gettext as _

from idic.foundation.accounts.enums import GroupAccess
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import group_access
from idic.foundation.attributes.enums import GROUP_CHOICES, AppliesTo, AttributeType
from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.attributes.problems import Unfit
from idic.foundation.attributes.queries.definitions import definitions_of
from idic.foundation.attributes.reading import LONGEST, as_typed, read_value


@dataclass(frozen=True)
class Shown:
    bound: BoundField
    suffix: str
    css: str


@dataclass
class Group:
    label: str
    fields: list[Shown] = field(default_factory=list)

    @property
    def css(self) -> str:
        """A group that only one kind has is shown for that kind alone."""
        kinds = {one.css for one in self.fields}
        return kinds.pop() if len(kinds) == 1 else ""


def typed_attributes(noun: str, user: User) -> list[AttributeDefinition]:
    """What this person may fill in: the groups that the role leaves open to change."""
    return [
        one
        for one in definitions_of(noun)
        if not one.is_computed and group_access(user, noun, one.group) == GroupAccess.CHANGED
    ]


def attribute_input(definition: AttributeDefinition, current: str = "") -> forms.Field:
    """`current` is the value as it stands: a retired choice is offered to whoever holds it."""
    held = current.split(";")
    more: dict[str, Any] = {
        "label": definition.label, "help_text": definition.hint or _limits(definition), "required": False,
    }  # fmt: skip
    choices = [(one.code, one.label) for one in definition.choice_list if not one.retired or one.code in held]
    match definition.type:
        case AttributeType.CHOICE:
            return forms.ChoiceField(choices=[("", _("Not given")), *choices], **more)
        case AttributeType.CHOICES:
            return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **more)
        case AttributeType.YES_NO:
            answers = [("", _("Not given")), ("yes", _("Yes")), ("no", _("No"))]
            return forms.ChoiceField(choices=answers, **more)
        case AttributeType.DATE:
            return _text({"type": "date"}, more)
        case AttributeType.LINK:
            return _text({"inputmode": "url", "maxlength": str(LONGEST), "placeholder": "https://"}, more)
        case AttributeType.NUMBER | AttributeType.MONEY:
            return _text({"inputmode": "decimal", "maxlength": "40"}, more)
    return _text({"maxlength": definition.rules.get("longest") or str(LONGEST)}, more)


def _text(attributes: dict[str, str], more: dict[str, Any]) -> forms.CharField:
    return forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "off", **attributes}), **more)


def _limits(definition: AttributeDefinition) -> str:
    rules: dict[str, str] = definition.rules
    if pattern := rules.get("pattern"):
        return _("Written as %(pattern)s: 9 is a digit, A a letter, * either.") % {"pattern": pattern}
    if "minimum" in rules and "maximum" in rules:
        return _("From %(minimum)s to %(maximum)s.") % rules
    if "minimum" in rules:
        return _("At least %(minimum)s.") % rules
    return _("At most %(maximum)s.") % rules if "maximum" in rules else ""


def initial_values(definitions: Sequence[AttributeDefinition], stored: Mapping[str, str]) -> dict[str, object]:
    """Kept values as the form fields take them."""
    return {
        one.key: [code for code in stored[one.key].split(";") if code]
        if one.type == AttributeType.CHOICES
        else stored[one.key]
        for one in definitions
        if one.key in stored
    }


def suffix_of(definition: AttributeDefinition) -> str:
    return settings.CONFIGURATION.currency if definition.type == AttributeType.MONEY else ""


class AttributeFields(forms.Form):
    """A form with the custom attributes of its noun: every fault is shown at its field, all at once."""

    def __init__(
        self, *args: Any, attributes: Sequence[AttributeDefinition] = (), stored: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        known = stored or {}
        kwargs["initial"] = {**(kwargs.get("initial") or {}), **initial_values(attributes, known)}
        super().__init__(*args, **kwargs)
        self.attributes = list(attributes)
        for one in self.attributes:
            self.fields[one.key] = attribute_input(one, known.get(one.key, ""))

    def attribute_values(self, kind: str = "") -> dict[str, str | list[str]]:
        """As typed; what the kind of record does not have is emptied."""
        return {
            one.key: (self.cleaned_data.get(one.key) or "") if not kind or one.applies_to_kind(kind) else ""
            for one in self.attributes
        }

    def check_attributes(self, kind: str = "") -> None:
        for one in self.attributes:
            if one.key in self.errors or (kind and not one.applies_to_kind(kind)):
                continue
            typed = self.cleaned_data.get(one.key) or ""
            # What stands there already was taken under the rules of its time.
            unchanged = as_typed(typed) == as_typed(self.initial.get(one.key) or "")
            try:
                value = read_value(one, typed, decimal=".", stored=unchanged)
                if value is None and one.is_required:
                    raise Unfit("attribute_missing")
            except Unfit as unfit:
                self.add_error(one.key, unfit.sentence)

    @property
    def attribute_groups(self) -> list[Group]:
        """In the order of the groups, those that hold something."""
        found = {str(code): Group(str(label)) for code, label in GROUP_CHOICES}
        css = {AppliesTo.PERSON: "of-person", AppliesTo.ORGANISATION: "of-organisation"}
        for one in self.attributes:
            # Only for the mark beside the label: what is required depends on the kind, and is checked with it.
            self.fields[one.key].required = one.is_required
            shown = Shown(self[one.key], suffix_of(one), css.get(AppliesTo(one.applies_to), ""))
            found[one.group].fields.append(shown)
        return [group for group in found.values() if group.fields]
