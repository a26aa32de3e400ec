from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.doors.web.jobs.wording import percent_of
from idic.doors.web.lists.asked import Asked, read
from idic.doors.web.lists.page import page_of
from idic.doors.web.lists.wording import BULK_TONES, change_in_words, counted, outcome_in_words
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may, require
from idic.foundation.jobs.enums import JobState
from idic.foundation.nouns.errors import NounError, ValueRefused
from idic.foundation.nouns.registry import noun_of
from idic.foundation.paging.keyset import Order, bounded_count, keyset_page
from idic.foundation.views.acts import BulkAct
from idic.foundation.views.enums import BulkState
from idic.foundation.views.errors import ViewError
from idic.foundation.views.models import BulkChange
from idic.foundation.views.offers import act_of
from idic.foundation.views.operations.bulk import may_undo, start_bulk_change, start_undoing, stop_at_what_is_done
from idic.foundation.views.queries.bulk import access_change, access_changes
from idic.foundation.views.selections import Selection, read_ids

_LONGEST_QUERY = 12_000


@require_http_methods(["POST"])
def act(request: SignedInRequest, noun: str) -> HttpResponse:
    """First the form of the act for what is chosen, then, with `start`, the act itself."""
    page_of(noun)
    asked, selection = chosen(request, noun)
    try:
        what = act_of(noun, request.POST.get("act", ""))
        require(request.user, what.permission)
        if what.page:
            return redirect(f"{reverse(what.page)}?{urlencode({'ids': list(selection.ids)}, doseq=True)}")
        if selection.is_all:
            require(request.user, "bulk.change")
        if "start" not in request.POST:
            return _form(request, asked, selection, what)
        change = start_bulk_change(selection, what.code, _typed(request, what), by=request.user)
    except ValueRefused as refusal:
        return _form(request, asked, selection, what, refusal=refusal, status=422)
    except (ViewError, NounError) as refusal:
        messages.error(request, str(refusal))
        return redirect(asked.address())
    told = _("%(what)s: started for %(records)s. You can go on working, and undo it when it is done.")
    messages.success(request, told % {"what": change_in_words(change), "records": counted(noun, change.selected)})
    response = redirect("lists:change", change.pk)
    response["HX-Trigger"] = "jobs:started"
    return response


def chosen(request: SignedInRequest, noun: str) -> tuple[Asked, Selection]:
    query = QueryDict(request.POST.get("query", "")[:_LONGEST_QUERY])
    asked = read(page_of(noun), request.user, query)
    ids = read_ids(request.POST.getlist("ids"))
    return asked, asked.selection(ids, is_all=request.POST.get("all") == "1")


def _typed(request: SignedInRequest, what: BulkAct) -> dict[str, Any]:
    typed: dict[str, Any] = {name: values[-1] if len(values) == 1 else values for name, values in request.POST.lists()}
    if not what.is_choice:
        typed.pop("field", None)
    return typed


def _form(
    request: SignedInRequest, asked: Asked, selection: Selection, what: BulkAct, *, refusal: ValueRefused | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    noun = noun_of(selection.noun)
    count = bounded_count(selection.rows(request.user, what.permission))
    if not count.value:
        messages.error(request, _("Nothing of what is chosen may be changed by you."))
        return redirect(asked.address())
    context = {
        "act": what, "inputs": what.inputs(request.user), "noun": noun, "page": asked.page, "refusal": refusal,
        "records": counted(noun.code, count.value, is_more=count.is_more), "ids": selection.ids, "is_all": selection.is_all,
        "query": asked.query.urlencode(), "back": asked.address(), "typed": request.POST, "field": request.POST.get("field"),
    }  # fmt: skip
    return render(request, "lists/act.html", context, status=status)


@require_GET
def changes(request: SignedInRequest) -> HttpResponse:
    found = keyset_page(
        access_changes(request.user), Order("pk", descending=True),
        cursor=request.GET.get("after") or request.GET.get("before"), size=25,
    )  # fmt: skip
    return render(request, "lists/changes.html", {"rows": [_row(one, request) for one in found.rows], "page": found})


@require_GET
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access_change(request.user, pk)
    return render(request, "lists/change.html", {"row": _row(found, request), "change": found})


@require_GET
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """The part that asks for itself; a change that has ended answers with its outcome."""
    found = access_change(request.user, pk)
    return render(request, "lists/change_state.html", {"row": _row(found, request), "change": found})


@require_POST
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access_change(request.user, pk)
    try:
        start_undoing(found, by=request.user)
    except ViewError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Undoing has started. What was changed since stays as it is."))
    return redirect("lists:change", pk)


@require_POST
def keep(request: SignedInRequest, pk: int) -> HttpResponse:
    """After a job was stopped: what it had done by then is the change."""
    found = access_change(request.user, pk)
    try:
        stop_at_what_is_done(found, by=request.user)
    except ViewError as refusal:
        messages.error(request, str(refusal))
    return redirect("lists:change", pk)


def _row(found: BulkChange, request: SignedInRequest) -> dict[str, Any]:
    job = found.job
    is_open = found.state in (BulkState.RUNNING, BulkState.UNDOING)
    is_stuck = is_open and job is not None and job.state in (JobState.FAILED, JobState.CANCELLED)
    return {
        "change": found, "what": change_in_words(found), "tone": "danger" if is_stuck else BULK_TONES[found.state],
        "state": _("Stopped") if is_stuck else found.get_state_display(), "outcome": outcome_in_words(found),
        "records": counted(found.noun, found.selected), "may_undo": may_undo(found, request.user),
        "is_running": is_open and not is_stuck, "is_stuck": is_stuck, "percent": percent_of(job) if job else None,
        "url": reverse("lists:change", args=[found.pk]), "progress_url": reverse("lists:progress", args=[found.pk]),
        "job_url": reverse("jobs:detail", args=[job.pk]) if job and may(request.user, "job.see") else "",
    }  # fmt: skip
