from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.work.models import Participant
from idic.domain.work.queries.calendar import Entry
from idic.domain.work.queries.tasks import access_task, holds
from idic.doors.web.records.strip import strip_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.work.forms import OutcomeForm
from idic.doors.web.work.occurrence import entry_at
from idic.doors.web.work.wording import before, repeats, row_of, when, with_at
from idic.foundation.accounts.enums import AttributeGroup
from idic.foundation.accounts.masking import shown_text
from idic.foundation.accounts.models import User
from idic.foundation.desk.subjects import Subject
from idic.foundation.languages import formats
from idic.foundation.nouns.registry import noun_of


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    task = access_task(request.user, pk)
    return detail_page(request, entry_at(task, request.GET.get("at", "")))


def detail_page(
    request: SignedInRequest, entry: Entry, *, outcome: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    user, task = request.user, entry.task
    changes = holds(user, task, "task.change")
    row = row_of(entry, may_change=changes)
    people = list(task.participants.select_related("user", "customer").order_by("pk"))
    strip = strip_of(request, Subject(noun_of("task"), task))
    return render(
        request,
        "work/detail.html",
        {
            "task": task,
            "entry": entry,
            "strip": strip,
            "row": row,
            "may_change": changes,
            "may_delete": holds(user, task, "task.delete"),
            "facts": _facts(entry),
            "people": [_person(one, user) for one in people],
            "reminders": [before(minutes) for minutes in task.reminders],
            "outcome_form": outcome or OutcomeForm(initial={"at": row.at}),
            "edit_url": with_at(reverse("tasks:edit", args=[task.pk]), row.at),
            "delete_fields": {"at": row.at},
        },
        status=status,
    )


def _facts(entry: Entry) -> list[tuple[str, object]]:
    task = entry.task
    rows: list[tuple[str, object]] = [
        (_("Due") if entry.times.starts_at is None else _("When"), when(entry.times)),
        (_("Repeats"), repeats(task.rule) if task.rule else ""),
        (_("Who"), task.owner.display_name),
        (_("Team"), task.team.name if task.team else ""),
        (_("Place"), task.place),
        (_("Priority"), task.get_priority_display()),
        (_("Created"), formats.moment(task.created_at)),
    ]
    if task.done_at:
        rows.append((_("Closed"), formats.moment(task.done_at)))
        rows.append((_("Closed by"), task.done_by.display_name if task.done_by else ""))
    return [row for row in rows if row[1]]


def _person(one: Participant, reader: User) -> dict[str, str]:
    if one.user is not None:
        return {"name": one.user.display_name, "note": _("Colleague"), "url": ""}
    if one.customer is not None:
        return {"name": one.customer.name, "note": _mail(one, reader) or _("No e-mail address is known."),
                "url": reverse("customers:detail", args=[one.customer.pk])}  # fmt: skip
    return {"name": one.name or one.email, "note": one.email if one.name else _("Outside"), "url": ""}


def _mail(one: Participant, reader: User) -> str:
    return shown_text(reader, "customer", AttributeGroup.CONTACT, "email", one.email).text
