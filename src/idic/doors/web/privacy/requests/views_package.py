from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from idic.domain.identify.privacy.errors import PrivacyRefusal
from idic.domain.identify.privacy.links import public_address
from idic.domain.identify.privacy.operations.packages import fetch_package, hand_out
from idic.domain.identify.privacy.queries.requests import access_request, packages_of
from idic.doors.web.privacy.requests.views_detail import detail_page
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.errors import NotVisible


@require_POST
def link(request: SignedInRequest, pk: int) -> HttpResponse:
    """The link is shown this once: only its hash is kept."""
    asked = access_request(request.user, pk, permission="privacy.manage")
    package = next(iter(packages_of(asked)), None)
    if package is None:
        raise NotVisible
    try:
        secret = hand_out(package, by=request.user)
    except PrivacyRefusal as error:
        return detail_page(request, asked, problem=str(error), status=422)
    address = public_address() + reverse("privacy_requests:fetch", args=[secret])
    return detail_page(request, access_request(request.user, pk), link=address)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def fetch(request: HttpRequest, secret: str) -> HttpResponse:
    """Opening the page fetches nothing: a mail program that follows links must not use it up."""
    if request.method != "POST":
        return render(request, "privacy/requests/fetch.html", {"problem": ""})
    try:
        _package, content = fetch_package(secret)
    except PrivacyRefusal as error:
        return render(request, "privacy/requests/fetch.html", {"problem": str(error)}, status=410)
    return HttpResponse(
        content, content_type="application/zip",
        headers={
            "Content-Disposition": 'attachment; filename="my-data.zip"', "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
        },
    )  # fmt: skip
