from __future__ import annotations

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from idic.doors.web.choices import offer
from idic.doors.web.name_field import NameField
from idic.foundation.accounts.enums import Role
from idic.foundation.accounts.models import Team, User
from idic.foundation.accounts.queries.roles import role_choices
from idic.foundation.accounts.queries.users import active_users, teams, users_with_rights
from idic.foundation.nouns.registry import nouns


class _PersonForm(forms.Form):
    display_name = NameField(label=_("Name"), max_length=120)
    role = forms.ChoiceField(label=_("Role"), initial=Role.SERVICE)
    team = forms.ModelChoiceField(
        label=_("Team"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("No team"),
        help_text=_("Some roles reach only the customers and follow-ups of their team."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        offer(self, "role", role_choices())
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
    hand_over_to = forms.ModelChoiceField(
        label=_("Who takes over the open work"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
        help_text=_("Counts when the right to sign in is taken away. What is done stays under the present name."),
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
        successor = self.fields["hand_over_to"]
        assert isinstance(successor, forms.ModelChoiceField)
        successor.queryset = active_users().exclude(pk=user.pk)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if password:
            validate_password(password, self._user)
        return password


class TeamForm(forms.Form):
    name = NameField(label=_("Name of the team"), max_length=120)


class RoleNameForm(forms.Form):
    name = NameField(label=_("Name of the role"), max_length=80)


class NewRoleForm(RoleNameForm):
    like = forms.ChoiceField(
        label=_("Starts as a copy of"), help_text=_("What it allows can be changed on the next page.")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        offer(self, "like", role_choices())


class WhyForm(forms.Form):
    user = forms.ModelChoiceField(label=_("Who"), queryset=User.objects.none(), empty_label=None)
    noun = forms.ChoiceField(label=_("What kind of record"))
    pk = forms.IntegerField(
        label=_("Number of the record"), min_value=1, max_value=2**63 - 1, help_text=_("It stands in its address.")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        user, noun = self.fields["user"], self.fields["noun"]
        assert isinstance(user, forms.ModelChoiceField)
        assert isinstance(noun, forms.ChoiceField)
        user.queryset = users_with_rights()
        noun.choices = [(one.code, one.label) for one in nouns()]
