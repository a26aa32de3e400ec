from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from idic.domain.interact.contact import Purpose
from idic.doors.web.name_field import NameField


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class LetterForm(forms.Form):
    title = NameField(label=_("What it is about"), max_length=300)
    purpose = forms.ChoiceField(
        label=pgettext_lazy("contact", "Purpose"), choices=Purpose.choices, initial=Purpose.REQUEST_SERVICE
    )
    received_on = forms.DateField(label=_("Came on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    contact_name = NameField(label=_("Sender, as written on it"), max_length=300, required=False)
    text = forms.CharField(
        label=_("What it says, in short"), required=False, max_length=20_000,
        validators=[ProhibitNullCharactersValidator()], widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    scans = forms.Field(
        label=_("Scanned pages"), required=False, widget=ManyFiles(attrs={"accept": "application/pdf,.pdf", "multiple": True}),
        help_text=_("One PDF or several that belong to one letter."),
    )  # fmt: skip

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This lies in the future."))
        return day
