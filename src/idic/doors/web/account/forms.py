from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from idic.doors.web.choices import offer
from idic.doors.web.name_field import NameField
from idic.doors.web.users.permission_words import PERMISSION_WORDS
from idic.foundation.accounts.enums import Era, Language, Theme
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import PERMISSIONS, may


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


class AppCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code that the app shows"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class PasskeyNameForm(forms.Form):
    name = NameField(label=_("Name"), max_length=80)


class NewTokenForm(forms.Form):
    name = NameField(
        label=_("What is it for?"),
        max_length=80,
        help_text=_("The program that will use it, so that you know it later."),
    )
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Left empty, the token counts until you revoke it."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing that the token may do.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "scopes", [(one, PERMISSION_WORDS.get(one, one)) for one in PERMISSIONS if may(user, one)])
