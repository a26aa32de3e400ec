from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from idic.doors.web.lists.asked import read
from idic.doors.web.lists.page import ListPage, page_of
from idic.doors.web.lists.views_list import show
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import require
from idic.foundation.nouns.registry import noun_of
from idic.foundation.views.errors import ViewError
from idic.foundation.views.models import SavedView
from idic.foundation.views.operations.saved_views import (
    change_view,
    copy_view,
    delete_view,
    move_view,
    open_first,
    open_first_for_role,
    save_view,
)
from idic.foundation.views.queries.saved_views import access_view

_LONGEST_QUERY = 12_000


@require_POST
def save(request: SignedInRequest, noun: str) -> HttpResponse:
    """The list as it is on show, under a name. What was typed stays where it is refused."""
    page, query = _list(request, noun)
    asked = read(page, request.user, query)
    try:
        view = save_view(
            noun, name=request.POST.get("name", ""), look=asked.look, sharing=request.POST.get("sharing", ""),
            by=request.user,
        )  # fmt: skip
    except ViewError as refusal:
        request.GET = query  # type: ignore[assignment]  # the page is shown as it was
        return show(page, request, status=422, refusal=refusal, typed_name=request.POST.get("name", "")[:80])
    messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
    return _to(page, view)


@require_POST
def change(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    """Saves what is on show into the view itself."""
    page, query = _list(request, noun)
    view = access_view(request.user, noun, pk)
    query["view"] = str(pk)
    look = read(page, request.user, query).look

    def act() -> SavedView:
        return change_view(view, look=look, version=_version(request), by=request.user)

    return _done(request, page, view, act, _("The view “%(name)s” is saved."), query)


@require_POST
def settings(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    page, query = _list(request, noun)
    view = access_view(request.user, noun, pk)

    def act() -> SavedView:
        return change_view(
            view, name=request.POST.get("name", ""), sharing=request.POST.get("sharing") or None,
            version=_version(request), by=request.user,
        )  # fmt: skip

    return _done(request, page, view, act, _("The view “%(name)s” is saved."), query)


@require_POST
def copy(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    page, query = _list(request, noun)
    view = access_view(request.user, noun, pk)
    name = _("%(name)s (copy)") % {"name": view.name}
    return _done(
        request,
        page,
        view,
        lambda: copy_view(view, name=name, by=request.user),
        _("The view “%(name)s” is saved."),
        query,
    )


@require_POST
def delete(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    page, _query = _list(request, noun)
    view = access_view(request.user, noun, pk)
    try:
        delete_view(view, by=request.user)
    except ViewError as refusal:
        messages.error(request, str(refusal))
        return _to(page, view)
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
    return redirect(f"{reverse(page.list_url)}?view=all")


@require_POST
def move(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    page, _query = _list(request, noun)
    view = access_view(request.user, noun, pk)
    move_view(view, step=-1 if request.POST.get("step") == "-1" else 1, by=request.user)
    return _to(page, view)


@require_POST
def first(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    """Opens by itself from now on: for me, for nobody any more, or for all of a role."""
    page, query = _list(request, noun)
    view = access_view(request.user, noun, pk)
    role = request.POST.get("role", "")

    def act() -> SavedView:
        if role:
            open_first_for_role(view, role[:60], by=request.user)
        else:
            open_first(noun, view if request.POST.get("first") == "1" else None, by=request.user)
        return view

    return _done(request, page, view, act, _("What opens first is changed."), query)


def _list(request: SignedInRequest, noun: str) -> tuple[ListPage, QueryDict]:
    page = page_of(noun)
    require(request.user, noun_of(noun).permission("see"))
    return page, QueryDict(request.POST.get("query", "")[:_LONGEST_QUERY], mutable=True)


def _version(request: SignedInRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


def _to(page: ListPage, view: SavedView) -> HttpResponse:
    return redirect(f"{reverse(page.list_url)}?view={view.pk}")


def _done(
    request: SignedInRequest, page: ListPage, view: SavedView, act: Callable[[], SavedView], told: str, query: QueryDict
) -> HttpResponse:
    try:
        saved = act()
    except ViewError as refusal:
        query["view"] = str(view.pk)
        request.GET = query  # type: ignore[assignment]  # the list as it was on show, with what could not be saved
        return show(page, request, status=422, refusal=refusal)
    messages.success(request, told % {"name": saved.name} if "%(name)s" in told else told)
    return _to(page, saved)
