"""Answers of browsers to a challenge. allauth checks them; here anything that is not even such an answer is caught."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.utils.translation import gettext_lazy as _

from idic.doors.web.name_field import NameField

# What parsing a malformed answer raises: a key that is missing, a text where a list should be, bytes that end early.
_MALFORMED = (LookupError, AttributeError, TypeError, ValueError, AssertionError)


class _Checked:
    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]  # of the form beside it
        except _MALFORMED as error:
            raise get_adapter().validation_error("incorrect_code") from error


class SecondStepPasskeyForm(_Checked, AuthenticateWebAuthnForm):
    pass


class SignInPasskeyForm(_Checked, LoginWebAuthnForm):
    pass


class ConfirmingPasskeyForm(_Checked, ReauthenticateWebAuthnForm):
    pass


class NewPasskeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)
        self.fields["name"] = NameField(
            label=_("Name"),
            max_length=80,
            required=False,
            help_text=_("For you alone, so that you can tell your passkeys apart: the telephone, the key ring."),
        )

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except _MALFORMED as error:
            raise get_adapter().validation_error("incorrect_code") from error
        return cleaned
