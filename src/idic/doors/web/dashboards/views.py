from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.doors.web.dashboards.narrowing import bar_question, read_narrowing
from idic.doors.web.questions.builder import builder_context
from idic.doors.web.questions.snapshots import as_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.undo.offering import say_done
from idic.foundation.accounts.rules import may
from idic.foundation.paging.keyset import Order, keyset_page
from idic.foundation.views.enums import Sharing
from idic.warehouse.models import TileSize
from idic.warehouse.operations.dashboards import MOST_TILES, change_dashboard, create_dashboard, delete_dashboard
from idic.warehouse.operations.stars import star_dashboard, unstar_dashboard
from idic.warehouse.queries.questions import (
    access_dashboard,
    access_dashboards,
    access_questions,
    may_change,
    with_stars,
)
from idic.warehouse.questions.errors import QuestionError
from idic.warehouse.questions.periods import PRESETS

_MOST_OFFERED = 200


@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    found = with_stars(access_dashboards(request.user), request.user).select_related("owner", "team")
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(found, Order("id", descending=True), cursor=cursor)
    context = {
        "page": page, "rows": page.rows, "may_share": may(request.user, "question.share"), "sharings": Sharing.choices,
    }  # fmt: skip
    return render(request, "dashboards/list.html", context)


@require_POST
def create(request: SignedInRequest) -> HttpResponse:
    try:
        dashboard = create_dashboard(
            name=request.POST.get("name", ""), sharing=request.POST.get("sharing", Sharing.PRIVATE), by=request.user
        )
    except QuestionError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("dashboards:list"))
    return HttpResponseRedirect(reverse("dashboards:detail", args=[dashboard.pk]))


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The bar and empty places; each tile asks for its own figures when it comes into sight."""
    dashboard = access_dashboard(request.user, pk)
    by = read_narrowing(request.GET)
    tiles = list(dashboard.tiles.select_related("question"))
    question = bar_question(by)
    stored = question.stored() | {"add": request.GET.get("add", "")}
    mine = may_change(request.user, dashboard)
    context: dict[str, Any] = {
        "dashboard": dashboard, "tiles": tiles, "pairs": urlencode(by.pairs()), "base": request.path,
        "builder": builder_context(question, stored, user=request.user),
        "as_of": as_of(by.snapshot), "present": f"{request.path}?{urlencode(replace(by, snapshot='').pairs())}",
        "may_report": may(request.user, "report.manage"),
        "question": question, "preset": by.preset, "may_change": mine, "sizes": TileSize.choices,
        "periods": [(code, str(label)) for code, label in PRESETS.items() if code != "between"],
        "may_share": may(request.user, "question.share"), "sharings": Sharing.choices,
        "is_full": len(tiles) >= MOST_TILES,
        "offered": list(access_questions(request.user).order_by("name", "id")[:_MOST_OFFERED]) if mine else [],
    }  # fmt: skip
    return render(request, "dashboards/detail.html", context)


@require_POST
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    dashboard = access_dashboard(request.user, pk)
    try:
        change_dashboard(
            dashboard, version=version_of(request), name=request.POST.get("name"), sharing=request.POST.get("sharing"),
            by=request.user,
        )  # fmt: skip
    except QuestionError as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse("dashboards:detail", args=[pk]))


@require_POST
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    dashboard = access_dashboard(request.user, pk)
    try:
        delete_dashboard(dashboard, by=request.user)
    except QuestionError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("dashboards:detail", args=[pk]))
    say_done(request, _("“%(name)s” was deleted.") % {"name": dashboard.name}, noun="dashboard", pk=pk)
    return HttpResponseRedirect(reverse("dashboards:list"))


@require_POST
def star(request: SignedInRequest, pk: int) -> HttpResponse:
    dashboard = access_dashboard(request.user, pk)
    (star_dashboard if request.POST.get("star") == "yes" else unstar_dashboard)(dashboard, by=request.user)
    return HttpResponseRedirect(reverse("dashboards:detail", args=[pk]))


def version_of(request: SignedInRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
