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

from idic.doors.web.dashboards.narrowing import Narrowing, narrowed, read_narrowing
from idic.doors.web.dashboards.views import version_of
from idic.doors.web.questions.address import address
from idic.doors.web.questions.pictures import height_of
from idic.doors.web.questions.views import answer_context
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.errors import NotVisible
from idic.warehouse.asking import AskingError
from idic.warehouse.models import Dashboard, DashboardTile, SavedQuestion, TileSize
from idic.warehouse.operations.dashboards import add_tile, arrange_tiles
from idic.warehouse.queries.questions import access_dashboard, access_question, access_questions
from idic.warehouse.questions.asked import answered, day_of
from idic.warehouse.questions.errors import QuestionError
from idic.warehouse.questions.question import Question
from idic.warehouse.questions.reading import read_question

ROWS_OF_A_TILE = 10


@require_GET
def tile(request: SignedInRequest, pk: int, tile_pk: int) -> HttpResponse:
    """One question of the dashboard, for whoever looks at it; what they may not see stays an empty place."""
    dashboard = access_dashboard(request.user, pk)
    shown = dashboard.tiles.filter(pk=tile_pk).first()
    if shown is None:
        raise NotVisible
    context: dict[str, Any] = {"tile": shown, "problem": "", "saved": None}
    saved = access_questions(request.user).filter(pk=shown.question_id).first()
    if saved is None:
        context["problem"] = _("This question was deleted, or is not shared with you.")
    else:
        context |= {"saved": saved} | _answered(request, dashboard, shown, saved)
    return render(request, "dashboards/tile.html", context)


@require_POST
def add(request: SignedInRequest, pk: int) -> HttpResponse:
    dashboard = access_dashboard(request.user, pk)
    number = request.POST.get("question", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise NotVisible
    question = access_question(request.user, int(number))
    size = request.POST.get("size", TileSize.MEDIUM)
    try:
        add_tile(dashboard, question, size=size if size in TileSize.values else TileSize.MEDIUM, by=request.user)
    except QuestionError as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse("dashboards:detail", args=[pk]))


@require_POST
def arrange(request: SignedInRequest, pk: int) -> HttpResponse:
    """The tiles in the order in which they are sent; one whose size is empty is taken off."""
    dashboard = access_dashboard(request.user, pk)
    numbers = [int(one) for one in request.POST.getlist("tile") if one.isascii() and one.isdigit() and len(one) < 19]
    sizes = request.POST.getlist("size")
    tiles = [(number, size) for number, size in zip(numbers, sizes, strict=False) if size in TileSize.values]
    try:
        arrange_tiles(dashboard, tiles, version=version_of(request), by=request.user)
    except QuestionError as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse("dashboards:detail", args=[pk]))


def _answered(
    request: SignedInRequest, dashboard: Dashboard, shown: DashboardTile, saved: SavedQuestion
) -> dict[str, Any]:
    by = read_narrowing(request.GET)
    try:
        own = read_question(saved.asked)
        question, unused = narrowed(own, by)
        if any(one.is_long for one in question.rows):
            question = replace(question, limit=min(question.limit or ROWS_OF_A_TILE, ROWS_OF_A_TILE))
        pivot = answered(question, user=request.user, today=day_of(question))
    except (QuestionError, AskingError) as error:
        return {"problem": str(error)}

    def linked(one: Question) -> str:
        return _linked(dashboard, own, by, one)

    context = answer_context(request, question, pivot, linked)
    return context | {
        "unused": [str(one.dimension.label) for one in unused],
        "open": address(reverse("questions:ask"), question),
        "height": _height(shown, context["answer"]),
    }


def _height(shown: DashboardTile, answer: dict[str, Any]) -> str:
    if answer["kind"] == "map":
        return "md" if shown.size == TileSize.SMALL else "lg"
    height = height_of(answer["kind"], answer["picture"], "sm" if shown.size == TileSize.SMALL else "md")
    # Its neighbours stretch with it.
    return "lg" if height == "xl" else height


def _linked(dashboard: Dashboard, own: Question, by: Narrowing, one: Question) -> str:
    """A click on a bar narrows the whole dashboard to it; on the one already chosen, it takes that away again."""
    before = {(f.dimension.code, f.values) for f in by.filters}
    picked = [f for f in one.filters if f not in own.filters]
    again = [f for f in picked if (f.dimension.code, f.values) in before]
    added = [f for f in picked if f not in again and f.dimension.code not in [g.dimension.code for g in by.filters]]
    kept = [f for f in by.filters if added or f not in again]
    pairs = Narrowing((*kept, *added), by.preset, by.snapshot).pairs()
    return f"{reverse('dashboards:detail', args=[dashboard.pk])}?{urlencode(pairs)}"
