from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.doors.web.records.answers import is_part
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.timeline.wording import people_in, word_events
from idic.foundation.accounts.queries.names import names_of_users
from idic.foundation.desk.queries.history import record_events
from idic.foundation.desk.subjects import Subject, access_subject

PAGE = 20


def history_part(request: SignedInRequest, subject: Subject, *, before_id: int | None = None) -> str:
    events = record_events(subject.code, subject.pk, before_id=before_id, limit=PAGE + 1)
    shown = events[:PAGE]
    values = {
        "subject": subject, "entries": word_events(shown, users=names_of_users(people_in(shown)), reader=request.user),
        "next": shown[-1].pk if len(events) > PAGE else None, "is_first": before_id is None,
    }  # fmt: skip
    return render_to_string("records/history.html", values, request=request)


@require_GET
def history(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    subject = access_subject(request.user, noun, pk)
    text = request.GET.get("before", "")
    before = int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
    part = history_part(request, subject, before_id=before)
    if is_part(request):
        return HttpResponse(part)
    return render(request, "records/part_page.html", {"subject": subject, "title": _("History"), "part": part})
