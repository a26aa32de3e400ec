from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.domain.identify.privacy.enums import Refusal, RequestKind, RequestWay
from idic.foundation.accounts.enums import Language

#: What a rectification may name, in the order in which a person reads a letter.
CORRECTIONS = (
    ("title", _("Title")), ("given_name", _("Given name")), ("family_name", _("Family name")), ("phone", _("Phone")),
    ("email", _("E-mail")), ("birth_date", _("Birth date")), ("address", _("Address")), ("district", _("District")),
    ("province", _("Province")), ("postcode", _("Postcode")), ("country", _("Country")),
)  # fmt: skip


class RequestForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is asked"), choices=RequestKind.choices)
    way = forms.ChoiceField(label=_("Came by"), choices=RequestWay.choices)
    received_on = forms.DateField(
        label=_("Received on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The clock starts on this day."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the answer"), choices=Language.choices)
    asked = forms.CharField(
        label=_("In the person's words"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_received_on(self) -> object:
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class CorrectionForm(forms.Form):
    """Shown with every request; only a rectification reads it."""

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]  # passed on as they came
        for name, label in CORRECTIONS:
            self.fields[f"to_{name}"] = forms.CharField(label=label, required=False, max_length=300)

    def corrections(self) -> dict[str, str]:
        return {name.removeprefix("to_"): value for name, value in self.cleaned_data.items() if value}


class NoteForm(forms.Form):
    note = forms.CharField(label=_("Note"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class RefusalForm(forms.Form):
    refusal = forms.ChoiceField(label=_("Reason"), choices=Refusal.choices)
    note = forms.CharField(label=_("Explanation"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    remedy_told = forms.BooleanField(
        label=_("The person was told where they may complain"), required=False,
        help_text=_("The supervisory authority, and the court."),
    )  # fmt: skip
