from __future__ import annotations

from functools import cache
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from idic.doors.web.choices import offer
from idic.doors.web.name_field import NameField
from idic.foundation.calendars.enums import LIST_OF_ZONE, HolidayList
from idic.foundation.calendars.validators import known_zones

_DAY = {"type": "date"}
_LOCAL = "%Y-%m-%dT%H:%M"


class CalendarForm(forms.Form):
    """The week stands beside it, in rows of windows; whether it can serve is for the operation to say."""

    name = NameField(label=_("Name"), max_length=120)
    zone = forms.ChoiceField(label=_("Time zone"), help_text=_("Whose clock the hours below are."))
    holiday_list = forms.ChoiceField(
        label=_("Public holidays of"), choices=HolidayList.choices, required=False,
        help_text=_("They are taken year by year and can be corrected."),
    )  # fmt: skip
    valid_from = forms.DateField(
        label=_("New hours begin on"), required=False, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
        help_text=_("Left empty, they replace the present ones; from a later day on, both are kept."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, *args: Any, is_new: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "zone", _zones())
        if is_new:
            del self.fields["valid_from"]


class DayForm(forms.Form):
    KINDS = (
        ("closed", _("Not open")),
        ("half", _("Half day")),
        ("usual", _("Open as on a usual working day")),
        ("own", _("Open at the hours below")),
    )

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    name = forms.CharField(
        label=_("Name"), max_length=120, required=False, validators=[ProhibitNullCharactersValidator()]
    )
    kind = forms.ChoiceField(label=_("What holds"), choices=KINDS, initial="closed")


class TryForm(forms.Form):
    """Local times of the calendar."""

    start = forms.DateTimeField(
        label=_("A case comes in"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_LOCAL)
    )
    hours = forms.DecimalField(
        label=_("Promised working hours"), required=False, min_value=0, max_value=2000, max_digits=6, decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "0.25"}),
    )  # fmt: skip
    end = forms.DateTimeField(
        label=_("It is done"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_LOCAL),
    )


@cache
def _zones() -> list[tuple[str, str]]:
    """Those of the countries whose holidays are known by their zone stand first."""
    near = [name for name in LIST_OF_ZONE if name in known_zones()]
    rest = sorted(name for name in known_zones() if name not in near and ("/" in name or name == "UTC"))
    return [(name, name.replace("_", " ")) for name in (*near, *rest)]
