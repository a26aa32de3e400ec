from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.openid_connect import views as provider_views
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from requests import RequestException

from idic.foundation.accounts.errors import AccountError
from idic.foundation.accounts.models import User
from idic.foundation.accounts.operations.single_sign_on import admit_by_single_sign_on, tell_provider_linked
from idic.foundation.accounts.queries.users import user_with_email
from idic.foundation.configuration import SingleSignOn

logger = logging.getLogger("idic.sign_in")


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Lets in whom the provider vouches for and who is a user here; sign-up by form or by password stays shut."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise _refusal(request, _("Single sign-on serves to sign in, and for nothing else."))
        if sociallogin.is_existing:
            if not sociallogin.user.is_active:
                raise _refusal(request, _not_known())
            return
        user = self._user_of(request, sociallogin)
        # From now on the provider's own number for this person decides, whatever becomes of the address.
        with transaction.atomic():
            sociallogin.connect(request, user)
            tell_provider_linked(user, provider=sociallogin.account.provider)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        # The kind of fault alone: what a provider answers may hold a secret.
        logger.warning("single sign-on failed: %s %s", error or "", type(exception).__name__ if exception else "")
        if error == "cancelled":
            raise _refusal(request, _("You left the provider's page before signing in."))
        raise _refusal(request, _did_not_work())

    def _user_of(self, request: HttpRequest, sociallogin: SocialLogin) -> User:
        provider: SingleSignOn | None = settings.CONFIGURATION.single_sign_on
        addresses = sociallogin.email_addresses
        if provider is None or not addresses:
            raise _refusal(request, _("The provider sent no e-mail address, so it is not clear who you are here."))
        # Some providers write the word instead of the value.
        if not (addresses[0].verified in (True, "true") or provider.trusts_unverified_email):
            raise _refusal(request, _("The provider has not verified your e-mail address. Ask your administrator."))
        email = addresses[0].email.strip().lower()
        user = user_with_email(email)
        if user is None and provider.create_role:
            name = str(sociallogin.account.extra_data.get("userinfo", {}).get("name") or email)[:120]
            try:
                return admit_by_single_sign_on(email=email, display_name=name, role=provider.create_role)
            except AccountError as error:
                logger.warning("single sign-on could not add a user: %s", type(error).__name__)
        if user is None or not user.is_active:
            raise _refusal(request, _not_known())
        return user


def _not_known() -> str:
    return _("You are known to the provider, but you cannot sign in here. Ask your administrator to add you.")


def _did_not_work() -> str:
    return _("Single sign-on did not work. Try again; if it fails again, tell your administrator the time.")


def _refusal(request: HttpRequest, sentence: str) -> ImmediateHttpResponse:
    messages.error(request, sentence)
    return ImmediateHttpResponse(redirect("account_login"))


def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leads to the provider; an address that names none that is set up is not there."""
    return _guarded(request, lambda: provider_views.login(request, provider_id))


def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _guarded(request, lambda: provider_views.callback(request, provider_id))


def _guarded(request: HttpRequest, go: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        return go()
    except (RequestException, LookupError, TypeError, ValueError) as error:
        # The provider does not answer, or its description or claims lack what the protocol demands.
        logger.warning("single sign-on failed: %s", type(error).__name__)
        messages.error(request, _did_not_work())
        return redirect("account_login")
