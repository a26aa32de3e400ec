from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.domain.identify.privacy.enums import BreachKind, Decision

_MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
_STEPS = [("", "–"), *((number, str(number)) for number in range(1, 5))]


class NewBreachForm(forms.Form):
    title = forms.CharField(label=_("What happened"), max_length=160)
    found_at = forms.DateTimeField(
        label=_("Found at"), widget=_MOMENT, input_formats=_FORMATS, help_text=_("The clock starts at this moment.")
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kind"), choices=BreachKind.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    is_exercise = forms.BooleanField(label=_("This is an exercise"), required=False)

    def clean_found_at(self) -> datetime:
        found: datetime = self.cleaned_data["found_at"]
        if found > timezone.now():
            raise forms.ValidationError(_("This moment is still to come."))
        return found


class FactsForm(forms.Form):
    title = forms.CharField(label=_("What happened"), max_length=160)
    kinds = forms.MultipleChoiceField(
        label=_("Kind"), choices=BreachKind.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    started_at = forms.DateTimeField(label=_("Began at"), widget=_MOMENT, input_formats=_FORMATS, required=False)
    records = forms.IntegerField(label=_("Records"), min_value=0, required=False)
    persons_told = forms.CharField(
        label=_("People, by law"), required=False, max_length=200, help_text=_("For example: TH 1200, EU 3")
    )
    classes = forms.CharField(label=_("Kinds of data"), required=False, max_length=300)
    cause = forms.CharField(label=_("Cause"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    effects = forms.CharField(label=_("Effects"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    measures = forms.CharField(label=_("Measures"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    likelihood = forms.TypedChoiceField(
        label=_("Likelihood of harm"), choices=_STEPS, coerce=int, empty_value=None, required=False
    )
    severity = forms.TypedChoiceField(label=_("Severity"), choices=_STEPS, coerce=int, empty_value=None, required=False)
    authority_text = forms.CharField(
        label=_("Text for the authority"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    people_text = forms.CharField(
        label=_("Text for the people"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, found_at: datetime, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.found_at = found_at

    def clean_started_at(self) -> datetime | None:
        started: datetime | None = self.cleaned_data["started_at"]
        if started is not None and started > self.found_at:
            raise forms.ValidationError(_("It cannot have begun after it was found."))
        return started

    def clean_persons_told(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for part in str(self.cleaned_data["persons_told"]).replace(";", ",").split(","):
            law, _blank, number = part.strip().partition(" ")
            if not law:
                continue
            if not number.strip().isdecimal():
                raise forms.ValidationError(_("Write a law and a number for each, as in: TH 1200, EU 3"))
            found[law.upper()[:4]] = int(number)
        return found

    def facts(self) -> dict[str, object]:
        told = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "persons_told")}
        return {**told, "persons": self.cleaned_data["persons_told"]}


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(label=_("Decision"), choices=[one for one in Decision.choices if one[0]])
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)
