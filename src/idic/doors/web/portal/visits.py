"""Who is there, on the portal. A cookie of its own that goes to the portal alone: it never makes anybody a user, and the
session of a user opens nothing here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from idic.domain.customize.loyalty.queries.programmes import has_programmes
from idic.domain.identify.models import Customer
from idic.domain.interact.portal.models import PortalSession
from idic.domain.interact.portal.operations.sessions import LIFE
from idic.domain.interact.portal.queries.sessions import session_of
from idic.doors.web.outside.uploads import is_too_large
from idic.doors.web.outside.visitors import in_visitors_language, page

COOKIE = "idic_portal"
_PATH = "/portal/"

View = Callable[..., HttpResponseBase]


class VisitorRequest(HttpRequest):
    """Whoever came in with a link; `customer` is who they are."""

    portal: PortalSession
    customer: Customer


def for_customers(view: View) -> View:
    """In the customer's language, for the customer alone. What is too large is refused before it is read, and only what is
    read can be checked for being forged: so that check is made here and not before."""

    @in_visitors_language
    @never_cache
    @csrf_exempt
    @wraps(view)
    def shown(request: VisitorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        session = visit_of(request)
        if session is None:
            return forget(redirect("portal:sign-in"))
        if session.customer is None:
            return redirect("portal:choose")
        request.portal, request.customer = session, session.customer
        if request.method == "POST" and is_too_large(request):
            return portal_page(request, "outside/too_large.html", {}, status=413)
        return csrf_protect(view)(request, *args, **kwargs)

    return shown


def visit_of(request: HttpRequest) -> PortalSession | None:
    return session_of(request.COOKIES.get(COOKIE, ""))


def remember(response: HttpResponse, key: str) -> HttpResponse:
    response.set_cookie(
        COOKIE, key, max_age=int(LIFE.total_seconds()), path=_PATH, secure=settings.SESSION_COOKIE_SECURE, httponly=True,
        samesite="Lax",
    )  # fmt: skip
    return response


def forget(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, path=_PATH)
    return response


def portal_page(request: VisitorRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    here = getattr(request.resolver_match, "url_name", "")
    given = {"customer": request.customer, "here": here, "has_points": has_programmes(), **context}
    return page(request, template, given, status=status)
