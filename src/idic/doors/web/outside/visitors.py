"""Pages for people outside: nobody signs in as staff, and whoever comes reads their own language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

from idic.doors.web.shell.context import HTML_LANGUAGES
from idic.doors.web.shell.preferences import remember_in_cookies
from idic.foundation.accounts.enums import Language

View = Callable[..., HttpResponseBase]


def in_visitors_language(view: View) -> View:
    """Open to everybody, in the language of `?lang=`, which is remembered; else of the cookie; else of the browser. A
    member of staff who looks in reads it as a visitor would."""

    @login_not_required
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = request.GET.get("lang", "")
        chosen = asked if asked in HTML_LANGUAGES else ""
        language = chosen or get_language_from_request(request)
        language = language if language in HTML_LANGUAGES else Language.ENGLISH.value
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = view(request, *args, **kwargs)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        if chosen and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != chosen:
            remember_in_cookies(response, {"language": chosen})
        return response

    return shown


def page(request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """`template` extends outside/base.html. Search engines leave it alone."""
    language = translation.get_language() or Language.ENGLISH.value
    given = {"html_language": HTML_LANGUAGES[language], "language_links": _languages(request, language), **context}
    response = render(request, template, given, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _languages(request: HttpRequest, now: str) -> list[tuple[str, str, str, bool]]:
    """(address, language for HTML, its own name, whether it is the one shown)."""
    found = []
    for code, html in HTML_LANGUAGES.items():
        asked = request.GET.copy()
        asked["lang"] = code
        found.append((f"{request.path}?{asked.urlencode()}", html, Language(code).label, code == now))
    return found
