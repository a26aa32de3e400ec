"""Error pages. They need no database and no signed-in user, so that they show whatever has failed."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_request

from idic.doors.web.shell.preferences import THEME_COOKIE
from idic.foundation.accounts.enums import Theme
from idic.foundation.storage.cut_off import is_cut_off


def _page(request: HttpRequest, template: str, status: int, **values: str) -> HttpResponse:
    theme = request.COOKIES.get(THEME_COOKIE, "")
    if theme not in Theme.values:
        theme = Theme.AUTO.value
    # What failed before the reader's preferences were known is told in what the browser asks for.
    language = getattr(request, "LANGUAGE_CODE", None) or get_language_from_request(request)
    with translation.override(language):
        page = render_to_string(template, {"preferences": {"theme": theme}, **values})
    return HttpResponse(page, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "shell/errors/400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "shell/errors/403.html", 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "shell/errors/404.html", 404)


def act_asked_as_page(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """Browsers show nothing at all for an empty answer; one comes here after signing in again in the middle of an act."""
    response = _page(request, "shell/errors/405.html", 405)
    response["Allow"] = refused["Allow"]
    return response


def record_locked(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Who comes from a page of ours is led back to it."""
    before = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    return _page(request, "shell/errors/423.html", 423, why=str(exception), back=before if is_ours else "")


def server_error(request: HttpRequest) -> HttpResponse:
    if is_cut_off(sys.exc_info()[1]):
        return database_away(request)
    return _page(request, "shell/errors/500.html", 500)


def database_away(request: HttpRequest) -> HttpResponse:
    """While it starts, recovers from a crash or is restored; a page can be asked for again as it is."""
    again = request.get_full_path() if request.method == "GET" else ""
    response = _page(request, "shell/errors/503.html", 503, again=again)
    response["Retry-After"] = "10"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, "shell/errors/csrf.html", 403)
