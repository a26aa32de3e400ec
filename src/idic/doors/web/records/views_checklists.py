from __future__ import annotations

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from idic.doors.web.records.answers import back_to, is_part, refusal, tell_done
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may
from idic.foundation.desk.errors import DeskError
from idic.foundation.desk.operations.checklists import (
    add_checklist,
    add_item,
    delete_checklist,
    move_item,
    remove_item,
    set_item_done,
)
from idic.foundation.desk.queries.checklists import (
    access_checklist,
    access_item,
    checklists_of,
    texts_like,
    used_before,
)
from idic.foundation.desk.subjects import Subject, access_subject


def checklists_part(request: SignedInRequest, subject: Subject) -> str:
    may_change = may(request.user, subject.noun.permission("change"))
    shown = [(one, list(one.items.all())) for one in checklists_of(subject)]
    values = {
        "subject": subject, "may_change": may_change,
        "checklists": [(one, items, sum(item.done_at is not None for item in items)) for one, items in shown],
        "earlier": used_before(subject.code) if may_change else [],
    }  # fmt: skip
    return render_to_string("records/checklists.html", values, request=request)


@require_http_methods(["GET", "POST"])
def checklists(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    subject = access_subject(request.user, noun, pk, action="change" if request.method == "POST" else "see")
    if request.method == "POST":
        try:
            title, items = _template(request, subject)
            add_checklist(subject.code, subject.pk, title=title, items=items, by=request.user)
        except DeskError as error:
            return refusal(request, error, subject, "checklists")
    return _answer(request, subject)


@require_POST
def item_add(request: SignedInRequest, pk: int) -> HttpResponse:
    _found, subject = access_checklist(request.user, pk, action="change")
    try:
        add_item(pk, text=request.POST.get("text", ""), by=request.user)
    except DeskError as error:
        return refusal(request, error, subject, "checklists")
    return _answer(request, subject)


@require_POST
def item(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """What is done to one item: `done`, `up`, `down` or `remove`."""
    _item, subject = access_item(request.user, pk, number, action="change")
    match request.POST.get("act"):
        case "remove":
            remove_item(number, by=request.user)
        case "up":
            move_item(number, up=True, by=request.user)
        case "down":
            move_item(number, up=False, by=request.user)
        case _:
            set_item_done(number, is_done=request.POST.get("done") == "yes", by=request.user)
    return _answer(request, subject)


@require_POST
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    _found, subject = access_checklist(request.user, pk, action="change")
    delete_checklist(pk, by=request.user)
    tell_done(request, _("The checklist was deleted."), subject)
    return _answer(request, subject)


def _template(request: SignedInRequest, subject: Subject) -> tuple[str, list[str]]:
    """A list that was used before, taken again from its start; else the title that was typed."""
    number = request.POST.get("like", "")
    if number.isascii() and number.isdecimal() and len(number) < 19:
        found = texts_like(subject.code, int(number))
        if found is not None:
            return found
    return request.POST.get("title", ""), []


def _answer(request: SignedInRequest, subject: Subject) -> HttpResponse:
    if is_part(request):
        return HttpResponse(checklists_part(request, subject))
    return back_to(subject, "checklists")
