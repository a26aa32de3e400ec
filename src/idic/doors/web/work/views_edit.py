from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from idic.domain.identify.queries.customers import access_customer
from idic.domain.identify.queries.search import search_customers
from idic.domain.work.enums import TIMED_KINDS, Span, TaskKind
from idic.domain.work.errors import WorkError
from idic.domain.work.operations.change import change_task
from idic.domain.work.operations.create import create_task
from idic.domain.work.queries.calendar import Entry
from idic.domain.work.queries.tasks import access_task
from idic.domain.work.recurrence import zone
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.doors.web.undo.offering import say_done
from idic.doors.web.work.forms import TaskForm, initial_of
from idic.doors.web.work.occurrence import entry_at
from idic.doors.web.work.views_calendar import read_moment
from idic.doors.web.work.wording import KIND_ICONS, repeats, when, with_at
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import require
from idic.foundation.languages import formats
from idic.foundation.nouns.registry import access_record, noun_of, nouns

_NAMES = {"starts_at": "day", "ends_at": "end_clock", "due_on": "day", "guests": "addresses", "rule": "frequency"}


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    """`?customer=`, `?start=`, `?kind=` and `?noun=&pk=` fill in what is known already."""
    require(request.user, "task.create")
    if request.method == "GET":
        return _form_page(request, TaskForm(by=request.user, initial=_prefilled(request)))
    form = TaskForm(request.POST, by=request.user)
    if form.is_valid():
        try:
            subject_kind, subject_id = _subject(request)
            draft = form.draft(subject_kind=subject_kind, subject_id=subject_id)
            task = create_task(draft, by=request.user)
        except WorkError as error:
            tell(form, error, _NAMES)
        else:
            made = {"title": task.title}
            say_done(request, _("“%(title)s” is planned.") % made, noun="task", pk=task.pk)
            return redirect(_back(request) or reverse("tasks:detail", args=[task.pk]))
    return _form_page(request, form, status=422)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    task = access_task(request.user, pk, permission="task.change")
    entry = entry_at(task, request.POST.get("at", "") or request.GET.get("at", ""))
    if request.method == "GET":
        return _form_page(request, TaskForm(by=request.user, task=task, initial=initial_of(entry)), entry)
    form = TaskForm(request.POST, by=request.user, task=task)
    if form.is_valid():
        span = form.cleaned_data["span"] or Span.THIS
        try:
            values = form.values()
            if task.rule and span == Span.THIS:
                values.pop("rule", None)
            changed = change_task(
                task, values, version=form.cleaned_data["version"] or 0, by=request.user,
                span=span, occurrence_at=entry.occurrence_at,
            )  # fmt: skip
        except WorkError as error:
            tell(form, error, _NAMES)
        else:
            say_done(request, _("Saved."), noun="task", pk=changed.pk)
            return redirect(_back(request) or reverse("tasks:detail", args=[changed.pk]))
    return _form_page(request, form, entry, status=422)


@require_GET
def customers(request: SignedInRequest) -> HttpResponse:
    """Choices for the customer of a task while a name is typed."""
    found = search_customers(request.user, request.GET.get("customer_name", ""), limit=6)
    return render(request, "work/_customers.html", {"found": [one.customer for one in found]})


def _form_page(
    request: SignedInRequest, form: TaskForm, entry: Entry | None = None, *, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    timed = form["kind"].value() in TIMED_KINDS
    return render(
        request,
        "work/form.html",
        {
            "form": form,
            "task": form.task,
            "entry": entry,
            "when": when(entry.times) if entry else "",
            "repeats": repeats(form.task.rule) if form.task and form.task.rule else "",
            "is_timed": timed,
            "kinds": [(code, label, KIND_ICONS[code]) for code, label in TaskKind.choices],
            "shortcuts": [
                (_("Today"), today), (_("Tomorrow"), today + timedelta(days=1)),
                (_("Next week"), today + timedelta(days=7 - today.weekday())),
            ],
            "weekday_names": [formats.weekday(today + timedelta(days=number)) for number in range(7)],
            "next": _back(request),
            "cancel_url": _back(request) or (with_at(reverse("tasks:detail", args=[form.task.pk]), entry_text(entry))
                                             if form.task else reverse("tasks:list")),
        },
        status=status,
    )  # fmt: skip


def entry_text(entry: Entry | None) -> str:
    return entry.occurrence_at.isoformat() if entry and entry.occurrence_at else ""


def _prefilled(request: SignedInRequest) -> dict[str, object]:
    query, found = request.GET, dict[str, object]()
    customer = query.get("customer", "")
    if customer.isdecimal() and len(customer) < 19:
        found["customer"] = access_customer(request.user, int(customer))
    kind, pk = _subject(request)
    if kind and pk is not None:
        record = access_record(request.user, kind, pk)
        about = noun_of(kind).customer_of(record)
        if about is not None:
            found["customer"] = access_customer(request.user, about)
    if query.get("kind") in TaskKind.values:
        found["kind"] = query["kind"]
    found["day"] = timezone.localdate()
    try:
        start = read_moment(query.get("start", ""))
    except ValidationError:
        start = None  # a mistyped link: the form asks for the time
    if start is not None:
        local = start.astimezone(zone())
        found |= {"day": local.date(), "clock": local.time(), "kind": found.get("kind", TaskKind.MEETING)}
    if query.get("title"):
        found["title"] = query["title"][:300]
    return found


def _subject(request: SignedInRequest) -> tuple[str, int | None]:
    noun, pk = request.GET.get("noun", ""), request.GET.get("pk", "")
    if not noun or not pk.isdecimal() or len(pk) > 18:
        return "", None
    if noun not in {one.code for one in nouns()}:
        raise NotVisible
    access_record(request.user, noun, int(pk))
    # A customer has a column of its own.
    return ("", None) if noun == "customer" else (noun, int(pk))


def _back(request: SignedInRequest) -> str:
    """Where the form was opened from, if that is a page of ours."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts=None) else ""
