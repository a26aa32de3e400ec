from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from idic.domain.differentiate.enums import Tier
from idic.domain.interact.contact import AccessMode, Priority, Purpose
from idic.domain.interact.standards.enums import CLOCKS, STEPS, Measure, Offered, Requirement, Told
from idic.domain.interact.standards.models import AccessCell, StandardVersion
from idic.domain.interact.standards.operations.cells import CellValues
from idic.domain.interact.standards.operations.standards import USUAL_LADDER, Said, Scope, Step
from idic.doors.web.standards.typed_time import as_typed, in_minutes, number_field, unit_field
from idic.doors.web.standards.wording import html_language, languages
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.users import active_users
from idic.foundation.calendars.models import Calendar
from idic.foundation.calendars.queries.calendars import offered_calendars

_ANY = ("", pgettext_lazy("condition", "Any"))
_MOMENT = "%Y-%m-%dT%H:%M"
#: What is kept in minutes, and the field with the unit in which it is typed.
_TIMES = {"target_minutes": "target_unit", "most_pause_minutes": "most_pause_unit"}


def _offer(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


def _people(chosen: User | None) -> Any:
    """Whoever is named stays to be chosen after they have left."""
    return active_users(chosen.pk if chosen else None)


def _calendars(chosen: Calendar | None) -> Any:
    return offered_calendars(chosen.pk if chosen else None)


class CellForm(forms.Form):
    offered = forms.ChoiceField(
        label=_("Is it offered?"),
        choices=Offered.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is offered.")},
    )
    address = forms.CharField(
        label=_("What reaches it"), max_length=300, required=False, help_text=_("An address, a number or a place."),
        validators=[ProhibitNullCharactersValidator()],
    )  # fmt: skip
    is_free = forms.BooleanField(label=_("Without cost to the customer"), required=False)
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("Who answers for it"), required=False, empty_label=_("Nobody yet")
    )
    calendar = forms.ModelChoiceField(
        Calendar.objects.none(), label=_("Open hours"), required=False, empty_label=_("The default calendar")
    )
    cost_per_contact = forms.DecimalField(
        label=_("What a contact costs us"), required=False, min_value=0, max_digits=12, decimal_places=2
    )
    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        validators=[ProhibitNullCharactersValidator()],
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    _NAMES = ("offered", "address", "is_free", "owner", "calendar", "cost_per_contact", "note")

    def __init__(self, data: Any = None, *, cell: AccessCell) -> None:
        super().__init__(data, initial={name: getattr(cell, name) for name in (*self._NAMES, "version")})
        _offer(self, "owner", _people(cell.owner))
        _offer(self, "calendar", _calendars(cell.calendar))

    def values(self) -> CellValues:
        data = self.cleaned_data
        return CellValues(
            offered=data["offered"], address=data["address"], is_free=data["is_free"], owner=data["owner"],
            calendar=data["calendar"], cost_per_contact=data["cost_per_contact"], note=data["note"],
        )  # fmt: skip


class SaidForm(forms.Form):
    """One version: what holds from a moment on."""

    target_share = forms.DecimalField(
        label=_("In how many of a hundred"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        error_messages={"required": _("The share is between 1 and 100 %.")},
    )
    target_minutes = number_field(
        _("Within, of open time"), _("Leave it empty where the measure is a share and no time.")
    )
    target_unit = unit_field()
    most_pause_minutes = number_field(
        _("Stands still for at most, of open time"),
        _("All pauses of a case together; then its clock runs on. Empty: for as long as the case waits."),
    )
    most_pause_unit = unit_field()
    no_pause_for_others = forms.BooleanField(
        label=_("Runs on while the case waits for somebody else"), required=False,
        help_text=_(
            "Ticked, only waiting for the customer and an agreed date stop the clock; what a supplier or another "
            "office takes is counted as ours."
        ),
    )  # fmt: skip
    counts_anew = forms.BooleanField(
        label=_("Counts anew from the change"), required=False,
        help_text=_(
            "Where it comes to hold while a clock runs, for example by another priority: ticked, its time counts from "
            "then; otherwise from the first contact. What was late already stays late."
        ),
    )  # fmt: skip
    calendar = forms.ModelChoiceField(
        Calendar.objects.none(), label=_("Open hours"), required=False, empty_label=_("The default calendar")
    )
    valid_from = forms.DateTimeField(
        label=_("Holds from"), required=False, input_formats=[_MOMENT, "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT),
        help_text=_("Leave empty for now. Cases received before keep what they were promised."),
    )  # fmt: skip
    training = forms.CharField(
        label=_("Staff training"), max_length=200, required=False, help_text=_("What our people learn for it."),
        validators=[ProhibitNullCharactersValidator()],
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, last: StandardVersion | None = None, version: int = 0, initial: Any = None
    ) -> None:
        given: dict[str, Any] = {"version": version, **(initial or {})}
        if last is not None:
            given |= {
                "target_share": format((last.target_share * 100).normalize(), "f"), "calendar": last.calendar,
                "training": last.training, "counts_anew": last.counts_anew, "no_pause_for_others": not last.pauses_for_others,
            }  # fmt: skip
            for name, unit in _TIMES.items():
                given[name], given[unit] = as_typed(getattr(last, name), last.calendar)
        super().__init__(data, initial=given)
        _offer(self, "calendar", _calendars(last.calendar if last else None))
        steps = last.escalation if last else [asdict(one) for one in self._usual_steps()]
        kept = {one["share"]: one for one in steps}
        for share in STEPS:
            self._add_step(share, kept.get(share, {}))
        for code, label in languages():
            for kind in ("customer", "staff"):
                texts: dict[str, str] = (getattr(last, f"{kind}_words") if last else {}) or {}
                self.fields[f"{kind}_{code}"] = forms.CharField(
                    label=label, required=False, max_length=1000, initial=texts.get(code, ""),
                    widget=forms.Textarea(attrs={"rows": 2, "lang": html_language(code)}),
                    validators=[ProhibitNullCharactersValidator()],
                )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name, unit in _TIMES.items():
            try:
                data[name] = in_minutes(data.get(name), data.get(unit, ""), data.get("calendar"))
            except forms.ValidationError as error:
                self.add_error(name, error)
        return data

    def _usual_steps(self) -> Iterable[Step]:
        return ()

    def _add_step(self, share: int, kept: dict[str, Any]) -> None:
        self.fields[f"tell_{share}"] = forms.ChoiceField(
            label=_("Who is told"), choices=Told.choices, required=False, initial=kept.get("tell", "")
        )
        self.fields[f"assign_{share}"] = forms.BooleanField(
            label=_("They get the case"), required=False, initial=kept.get("assign", False)
        )
        self.fields[f"priority_{share}"] = forms.ChoiceField(
            label=_("Priority at least"), choices=[("", _("As it is")), *Priority.choices], required=False,
            initial=kept.get("priority", ""),
        )  # fmt: skip

    @property
    def steps(self) -> list[tuple[int, list[Any]]]:
        return [(share, [self[f"{name}_{share}"] for name in ("tell", "assign", "priority")]) for share in STEPS]

    def _escalation(self) -> tuple[Step, ...]:
        data = self.cleaned_data
        found = (Step(one, data[f"tell_{one}"], data[f"assign_{one}"], data[f"priority_{one}"]) for one in STEPS)
        return tuple(one for one in found if one.does_anything or one.assign)

    @property
    def customer_fields(self) -> list[Any]:
        return [self[f"customer_{code}"] for code, _label in languages()]

    @property
    def staff_fields(self) -> list[Any]:
        return [self[f"staff_{code}"] for code, _label in languages()]

    def said(self) -> Said:
        data = self.cleaned_data
        return Said(
            Decimal(data["target_share"]) / 100, data["target_minutes"], calendar=data["calendar"],
            customer_words={code: data[f"customer_{code}"] for code, _label in languages()},
            staff_words={code: data[f"staff_{code}"] for code, _label in languages()},
            training=data["training"], valid_from=data["valid_from"], escalation=self._escalation(),
            most_pause_minutes=data["most_pause_minutes"], pauses_for_others=not data["no_pause_for_others"],
            counts_anew=data["counts_anew"],
        )  # fmt: skip


class StandardForm(SaidForm):
    """With what it speaks of: that never changes afterwards."""

    measure = forms.ChoiceField(label=_("By what it is held"), choices=Measure.choices)
    requirement = forms.ChoiceField(
        label=_("Of what customers ask"),
        choices=[("", _("As usual for the measure")), *Requirement.choices],
        required=False,
    )
    mode = forms.ChoiceField(
        label=pgettext_lazy("contact", "Channel"), choices=[_ANY, *AccessMode.choices], required=False
    )
    purpose = forms.ChoiceField(
        label=pgettext_lazy("contact", "Purpose"), choices=[_ANY, *Purpose.choices], required=False
    )
    tier = forms.ChoiceField(label=_("Value tier of the customer"), choices=[_ANY, *Tier.choices], required=False)
    priority = forms.ChoiceField(label=_("Priority"), choices=[_ANY, *Priority.choices], required=False)
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("Who answers for it"), required=False, empty_label=_("Nobody yet")
    )

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        _offer(self, "owner", _people(None))

    def _usual_steps(self) -> Iterable[Step]:
        return USUAL_LADDER

    def _escalation(self) -> tuple[Step, ...]:
        """The usual ladder stands in the form before a measure is chosen: where it has no time, it says nothing."""
        return super()._escalation() if self.cleaned_data["measure"] in CLOCKS else ()

    def scope(self) -> Scope:
        return Scope(*(self.cleaned_data[name] for name in ("mode", "purpose", "tier", "priority")))
