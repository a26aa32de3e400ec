from __future__ import annotations

from collections.abc import Callable

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django_htmx.http import trigger_client_event

from idic.doors.web.shell.preferences import Preferences
from idic.doors.web.shell.undo_offers import undo_of
from idic.foundation.accounts.models import User
from idic.foundation.languages.formats import activate_era

Respond = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class SecurityHeadersMiddleware:
    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            if name != "X-Frame-Options" or not getattr(response, "xframe_options_exempt", False):
                response.headers.setdefault(name, value)
        # One address answers with a page or with a part of it: a shared cache must not mix them up.
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["HX-Request"])
        return response


class PreferencesMiddleware:
    """Language and era for this request: the user's own, else the cookie's, else what the browser asks for.

    Stands after the session and the sign-in middleware.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        preferences = Preferences.of(request)
        known = getattr(request, "_cached_user", None)
        if isinstance(known, User):
            # The user was read for the preferences: from here on without the wrapper that waits for the first question.
            request.user = known
        translation.activate(preferences.language)
        activate_era(preferences.era)
        request.LANGUAGE_CODE = preferences.language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", preferences.language)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response


class ToastMiddleware:
    """Messages left by a view that answered a part of a page travel in a header: the shell shows them as toasts."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if 300 <= response.status_code < 400 or not getattr(request, "htmx", False):
            return response
        if "HX-Redirect" in response.headers or "HX-Refresh" in response.headers:
            return response
        toasts = [
            {"text": str(message), "tone": message.level_tag, "undo": undo_of(message)}
            for message in get_messages(request)
        ]
        if toasts:
            trigger_client_event(response, "toast", {"toasts": toasts})
        return response
