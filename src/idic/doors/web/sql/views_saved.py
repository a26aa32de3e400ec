from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.doors.web.requests import SignedInRequest
from idic.foundation.paging.keyset import Order, keyset_page
from idic.warehouse.adhoc.errors import AdhocError
from idic.warehouse.adhoc.operations import archive_query, save_query
from idic.warehouse.adhoc.queries import access_query, visible_queries
from idic.warehouse.models import SqlQuery


@require_GET
def saved(request: SignedInRequest) -> HttpResponse:
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(visible_queries(request.user), Order("name"), cursor=cursor)
    return render(request, "sql/saved.html", {"page": page, "rows": page.rows})


@require_POST
def save(request: SignedInRequest) -> HttpResponse:
    return _save(request, None)


@require_POST
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    return _save(request, access_query(request.user, pk, to_change=True))


@require_POST
def archive(request: SignedInRequest, pk: int) -> HttpResponse:
    query = access_query(request.user, pk, to_change=True)
    archive_query(query, by=request.user)
    messages.success(request, _("The question “%(name)s” was put away.") % {"name": query.name})
    return redirect("sql:saved")


def _save(request: SignedInRequest, query: SqlQuery | None) -> HttpResponse:
    version = request.POST.get("version", "")
    try:
        kept = save_query(
            name=request.POST.get("name", ""), text=request.POST.get("text", "").replace("\0", ""),
            is_shared=request.POST.get("is_shared") == "on", by=request.user, query=query,
            version=int(version) if version.isascii() and version.isdecimal() and len(version) < 9 else 0,
        )  # fmt: skip
    except AdhocError as error:
        messages.error(request, str(error))
        return redirect("sql:ask")
    messages.success(request, _("The question “%(name)s” is saved.") % {"name": kept.name})
    return redirect(f"{reverse('sql:ask')}?query={kept.pk}")
