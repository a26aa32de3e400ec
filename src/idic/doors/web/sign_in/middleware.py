from __future__ import annotations

import time
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from idic.doors.web.shell.referrers import page_before
from idic.doors.web.sign_in.sessions import SEEN_AT
from idic.foundation.accounts.models import User
from idic.foundation.accounts.operations.sessions import note_session_seen
from idic.foundation.accounts.queries.second_factor import has_second_factor

Respond = Callable[[HttpRequest], HttpResponse]

SEEN_EVERY = 5 * 60
HAS_FACTOR = "second_factor_of"

# What a person without the second factor that is asked of him may still open: to set it up, to read, to leave.
OPEN_WITHOUT_FACTOR = frozenset({
    "account-factor", "account-totp", "account-codes", "account-passkeys", "account-passkey-add",
    "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_login", "account_logout",
    "shell:preferences", "favicon", "healthz",
})  # fmt: skip


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """A form that was sent after the session had ended leads back to its page, not to an address that only takes forms."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        before = page_before(request) if request.method == "POST" else ""
        if before:
            return redirect_to_login(before, self.get_login_url(view_func), self.get_redirect_field_name(view_func))
        return super().handle_no_permission(request, view_func)


class LastSeenMiddleware:
    """Keeps the list of sessions current at the price of one write in five minutes.

    Only sessions that were begun by signing in carry the mark; stands after the sign-in middleware.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seen = request.session.get(SEEN_AT)
        if isinstance(seen, int) and time.time() - seen > SEEN_EVERY and request.user.is_authenticated:
            request.session[SEEN_AT] = int(time.time())
            note_session_seen(
                request.session.session_key or "",
                address=get_adapter().get_client_ip(request),
                device=request.headers.get("User-Agent", ""),
            )
        return self.get_response(request)


class SecondFactorMiddleware:
    """Whoever must have a second factor and has none yet is led to the page that sets one up, from everywhere."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not settings.CONFIGURATION.second_factor_roles or not isinstance(user, User):
            return self.get_response(request)
        if not settings.CONFIGURATION.requires_second_factor(user.role) or self._has_factor(request, user):
            return self.get_response(request)
        try:
            name = resolve(request.path_info).view_name
        except Resolver404:
            name = ""
        if name in OPEN_WITHOUT_FACTOR:
            return self.get_response(request)
        if getattr(request, "htmx", False):
            answer = HttpResponse(status=204)
            answer["HX-Redirect"] = redirect("account-factor")["Location"]
            return answer
        return redirect("account-factor")

    def _has_factor(self, request: HttpRequest, user: User) -> bool:
        """Asked of the database once in a session: whoever resets or removes a factor ends the session or the mark."""
        if request.session.get(HAS_FACTOR) == user.pk:
            return True
        if not has_second_factor(user):
            return False
        request.session[HAS_FACTOR] = user.pk
        return True
