from __future__ import annotations

import time
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from idic.doors.web.sign_in.cipher import CannotBeRead, decrypted, encrypted
from idic.doors.web.sign_in.sessions import SEEN_AT
from idic.foundation.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Users are made by an administrator; nobody signs up. A refusal never tells whether the address is known."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is wrong."),
        "too_many_login_attempts": _("Too many wrong passwords. Wait five minutes, then try again."),
        "incorrect_password": _("This is not your present password. Type it again."),
        "rate_limited": _("Too many tries. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> AbstractBaseUser | None:
        """Who was shut out reads what a stranger reads, even with the right password."""
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        request.session[SEEN_AT] = int(time.time())

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        messages.error(request, _now("You cannot sign in here. Ask your administrator."))
        return redirect("account_login")

    def add_message(self, *_arguments: Any, **_more: Any) -> None:
        """The views of this product say what they did in its own words and languages."""


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This is not right. Check it and try again; a code from the app serves only once."),
    }

    def encrypt(self, text: str) -> str:
        return encrypted(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises what a form shows: the same holds for signing in, confirming and looking at the codes."""
        try:
            return decrypted(encrypted_text)
        except CannotBeRead as error:
            raise ValidationError(str(error), code="unreadable_secret") from error

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        return _now("Passkey")

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.email if isinstance(user, User) else str(user)

    def _get_site_name(self) -> str:
        return "IDIC"
