from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RefreshForm(forms.Form):
    """`as_of` empty means today, read again when the job runs."""

    as_of = forms.DateField(required=False)

    def clean_as_of(self) -> object:
        day = self.cleaned_data["as_of"]
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError(_("Choose today or a day in the past."))
        if day is not None and day.year < 1900:
            raise forms.ValidationError(_("Choose a day after 1900."))
        return day
