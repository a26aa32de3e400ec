from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from idic.domain.interact.cases.errors import TitleMissing
from idic.domain.interact.contact import Purpose
from idic.doors.web.name_field import NameField

#: Of one letter.
MOST_FILES = 20


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return list(files.getlist(name))


class LetterForm(forms.Form):
    title = NameField(label=_("What it is about"), max_length=300, error_messages={"required": TitleMissing.sentence})
    purpose = forms.ChoiceField(
        label=pgettext_lazy("contact", "Purpose"), choices=Purpose.choices, initial=Purpose.REQUEST_SERVICE
    )
    received_on = forms.DateField(
        label=_("Came on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Say on which day it came.")},
    )
    contact_name = NameField(label=_("Sender, as written on it"), max_length=300, required=False)
    text = forms.CharField(
        label=_("What it says, in short"), required=False, max_length=20_000,
        validators=[ProhibitNullCharactersValidator()], widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    scans = forms.Field(
        label=_("Scanned pages"), error_messages={"required": _("Choose the scanned letter.")},
        widget=ManyFiles(attrs={"accept": "application/pdf,.pdf", "multiple": True}),
        help_text=_("One PDF or several that belong to one letter."),
    )  # fmt: skip

    def clean_scans(self) -> Any:
        """Refused, not cut: nobody would miss the pages that were left out."""
        files = self.cleaned_data["scans"]
        if len(files) > MOST_FILES:
            told = _("A letter takes at most %(count)s files. Put the pages into fewer of them.")
            raise forms.ValidationError(told % {"count": MOST_FILES})
        return files

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This lies in the future."))
        return day
