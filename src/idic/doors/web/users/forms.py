from __future__ import annotations

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from idic.doors.web.name_field import NameField
from idic.foundation.accounts.enums import Role
from idic.foundation.accounts.models import Team, User
from idic.foundation.accounts.queries.users import teams


class _PersonForm(forms.Form):
    display_name = NameField(label=_("Name"), max_length=120)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.SERVICE)
    team = forms.ModelChoiceField(
        label=_("Team"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("No team"),
        help_text=_("Some roles reach only the customers and follow-ups of their team."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        team = self.fields["team"]
        assert isinstance(team, forms.ModelChoiceField)
        team.queryset = teams()


class NewUserForm(_PersonForm):
    email = forms.EmailField(label=_("E-mail"), max_length=254, help_text=_("The address to sign in with."))
    password = forms.CharField(
        label=_("First password"),
        help_text=_("At least ten characters. Hand it over in person; it can be changed under “My account”."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    field_order = ("email", "display_name", "role", "team", "password")

    def clean(self) -> None:
        given = self.cleaned_data
        password = given.get("password", "")
        if password:
            user = User(email=given.get("email", ""), display_name=given.get("display_name", ""))
            try:
                validate_password(password, user)
            except forms.ValidationError as error:
                self.add_error("password", error)


class EditUserForm(_PersonForm):
    is_active = forms.BooleanField(
        label=_("May sign in"),
        required=False,
        help_text=_("Take the tick away when somebody leaves: what they did stays under their name."),
    )
    password = forms.CharField(
        label=_("New password"),
        required=False,
        help_text=_("Leave it empty to keep the present one."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if password:
            validate_password(password, self._user)
        return password


class TeamForm(forms.Form):
    name = NameField(label=_("Name of the team"), max_length=120)
