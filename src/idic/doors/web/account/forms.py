from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from idic.doors.web.name_field import NameField
from idic.foundation.accounts.enums import Era, Language, Theme


class OwnAccountForm(forms.Form):
    display_name = NameField(label=_("Name"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices, widget=forms.RadioSelect)
    era = forms.ChoiceField(label=_("Years"), choices=Era.choices, widget=forms.RadioSelect)


class OwnPasswordForm(forms.Form):
    old_password = forms.CharField(
        label=_("Present password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    new_password = forms.CharField(
        label=_("New password"),
        help_text=_("At least ten characters, not a common word, not your name."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    repeated = forms.CharField(
        label=_("New password again"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean_repeated(self) -> str:
        repeated: str = self.cleaned_data["repeated"]
        if repeated != self.cleaned_data.get("new_password", repeated):
            raise forms.ValidationError(_("The two new passwords differ."))
        return repeated
