"""Error pages. They need no database and no signed-in user, so that they show whatever has failed. People outside read the
name of the organisation, where it can be read; the product is none of theirs."""

from __future__ import annotations

import sys

from django.db import DatabaseError, InterfaceError, transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language_from_request

from idic.doors.web.outside.places import is_outside
from idic.doors.web.shell.preferences import THEME_COOKIE
from idic.doors.web.shell.referrers import page_before
from idic.foundation.accounts.enums import Theme
from idic.foundation.organisation.queries import Shown, organisation_shown
from idic.foundation.storage.cut_off import is_cut_off


def _page(request: HttpRequest, template: str, status: int, **values: str) -> HttpResponse:
    theme = request.COOKIES.get(THEME_COOKIE, "")
    if theme not in Theme.values:
        theme = Theme.AUTO.value
    # What failed before the reader's preferences were known is told in what the browser asks for.
    language = getattr(request, "LANGUAGE_CODE", None) or get_language_from_request(request)
    outside = is_outside(request)
    with translation.override(language):
        named = {"is_outside": outside, "organisation": _organisation(status) if outside else None}
        page = render_to_string(template, {"preferences": {"theme": theme}, **named, **values})
    return HttpResponse(page, status=status)


def _organisation(status: int) -> Shown:
    if status == 503:
        return Shown()
    try:
        with transaction.atomic():
            return organisation_shown()
    except (DatabaseError, InterfaceError):
        return Shown()


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
    return _page(request, "shell/errors/423.html", 423, why=str(exception), back=page_before(request))


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
    return _page(request, "shell/errors/csrf.html", 403, back=page_before(request))
