from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from idic.domain.customize.loyalty.drafts import ProgrammeDraft
from idic.domain.customize.loyalty.enums import Rounding
from idic.domain.customize.loyalty.models import Programme, Rule
from idic.domain.customize.loyalty.operations.programmes import MOST_MONTHS, MOST_POINTS
from idic.domain.customize.loyalty.operations.taking import LONGEST_REASON, MOST

_PLAIN = [ProhibitNullCharactersValidator()]
_NAMES = ("points", "per", "rounding", "months")


class ProgrammeForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=120, validators=_PLAIN, error_messages={"required": _("Give the programme a name.")}
    )
    unit = forms.CharField(
        label=_("What the points are called"), max_length=40, validators=_PLAIN,
        help_text=_("In your own words, as customers read it behind a number: points, stars, leaves."),
        error_messages={"required": _("Say what the points are called.")},
    )  # fmt: skip
    points = forms.IntegerField(
        label=_("Points"),
        min_value=1,
        max_value=MOST_POINTS,
        initial=1,
        error_messages={"required": _("Between 1 and 10,000 points.")},
    )
    per = forms.DecimalField(
        label=_("For each"), min_value=0, max_digits=14, decimal_places=2, initial=10,
        help_text=_("Of the total of a purchase, as it stands in the books."),
        error_messages={"required": _("Give an amount above zero.")},
    )  # fmt: skip
    rounding = forms.ChoiceField(label=_("Rounding"), choices=Rounding.choices)
    months = forms.IntegerField(
        label=_("Good for so many months"), required=False, min_value=1, max_value=MOST_MONTHS,
        help_text=_("Until the end of the month that lies so many months later. Leave it empty where points never expire."),
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, programme: Programme | None = None, rule: Rule | None = None) -> None:
        initial: dict[str, object] = {"months": 12}
        if programme is not None and rule is not None:
            initial = {name: getattr(rule, name) for name in _NAMES}
            initial |= {"name": programme.name, "unit": programme.unit, "version": programme.version}
        super().__init__(data, initial=initial)

    def draft(self) -> ProgrammeDraft:
        data = self.cleaned_data
        return ProgrammeDraft(data["name"], data["unit"], **{name: data[name] for name in _NAMES})


class PointsForm(forms.Form):
    """`number` is made with the form, so that one press counts once."""

    points = forms.IntegerField(
        label=_("Points"), min_value=-MOST, max_value=MOST, error_messages={"required": _("Say how many points.")}
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=LONGEST_REASON, validators=_PLAIN)
    number = forms.RegexField(r"^[0-9a-f]{16,32}$")
