from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.doors.web.records.answers import back_to, is_part, refusal, tell_done
from idic.doors.web.records.strip import state_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.desk.errors import DeskError
from idic.foundation.desk.markdown import TEXT_LIMIT
from idic.foundation.desk.operations.notes import add_note, delete_note, edit_note, pin_note
from idic.foundation.desk.queries.notes import (
    access_note,
    mentionable,
    notes_of,
    shown_notes,
    shown_text,
    versions_of,
)
from idic.foundation.desk.subjects import Subject, access_subject
from idic.foundation.nouns.errors import RecordOutdated
from idic.foundation.texts import trimmed


def notes_part(request: SignedInRequest, subject: Subject, **more: object) -> str:
    state_of(request, subject)
    values = {"subject": subject, "page": notes_of(subject), "limit": TEXT_LIMIT, "is_first": True, **more}
    return render_to_string("records/notes.html", values, request=request)


@require_http_methods(["GET", "POST"])
def notes(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    subject = access_subject(request.user, noun, pk)
    if request.method == "POST":
        return _add(request, subject)
    after = _position(request.GET.get("after", ""))
    if after is None:
        return HttpResponse(notes_part(request, subject)) if is_part(request) else back_to(subject, "notes")
    values = {"subject": subject, "page": notes_of(subject, after=after)}
    return render(request, "records/note_list.html", values)


@require_http_methods(["GET", "POST"])
def note(request: SignedInRequest, pk: int) -> HttpResponse:
    """One note: shown, edited (`?edit`), saved."""
    found, subject = access_note(request.user, pk)
    if request.method == "POST":
        text = request.POST.get("text", "")
        try:
            found = edit_note(found.pk, text=text, version=_number(request.POST.get("version", "")), by=request.user)
        except RecordOutdated:
            values = {"subject": subject, "note": found, "text": text, "limit": TEXT_LIMIT, "is_outdated": True}
            return render(request, "records/note_form.html", values, status=422)
        except DeskError as error:
            values = {"subject": subject, "note": found, "text": text, "limit": TEXT_LIMIT, "error": str(error)}
            return render(request, "records/note_form.html", values, status=422)
    elif "edit" in request.GET and found.author_id == request.user.pk:
        values = {"subject": subject, "note": found, "text": found.text, "limit": TEXT_LIMIT}
        return render(request, "records/note_form.html" if is_part(request) else "records/note_page.html", values)
    if not is_part(request):
        return back_to(subject, "notes")
    return render(request, "records/note.html", {"subject": subject, "one": shown_notes([found])[0]})


@require_POST
def pin(request: SignedInRequest, pk: int) -> HttpResponse:
    _found, subject = access_note(request.user, pk)
    pin_note(pk, is_pinned=request.POST.get("pinned") == "yes", by=request.user)
    return HttpResponse(notes_part(request, subject)) if is_part(request) else back_to(subject, "notes")


@require_POST
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    _found, subject = access_note(request.user, pk)
    try:
        delete_note(pk, by=request.user)
    except DeskError as error:
        return refusal(request, error, subject, "notes")
    tell_done(request, _("The note was deleted."), subject)
    return HttpResponse(notes_part(request, subject)) if is_part(request) else back_to(subject, "notes")


@require_GET
def versions(request: SignedInRequest, pk: int) -> HttpResponse:
    found, subject = access_note(request.user, pk)
    values = {
        "subject": subject,
        "note": found,
        "versions": [(one, shown_text(one.text)) for one in versions_of(found)],
    }
    return render(
        request, "records/note_versions.html" if is_part(request) else "records/note_versions_page.html", values
    )


@require_POST
def preview(request: SignedInRequest) -> HttpResponse:
    text = request.POST.get("text", "")[:TEXT_LIMIT]
    return render(request, "records/note_preview.html", {"html": shown_text(text)})


@require_GET
def people(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    """Who may be mentioned on this record, for the list under the @."""
    subject = access_subject(request.user, noun, pk)
    text = trimmed(request.GET.get("q", ""), 60)
    return render(request, "records/people.html", {"people": mentionable(subject, text), "asked": text})


def _add(request: SignedInRequest, subject: Subject) -> HttpResponse:
    text = request.POST.get("text", "")
    try:
        add_note(subject.code, subject.pk, text=text, by=request.user)
    except DeskError as error:
        part = notes_part(request, subject, text=text, error=str(error))
        if is_part(request):
            return HttpResponse(part, status=422)
        return render(
            request, "records/part_page.html", {"subject": subject, "title": _("Notes"), "part": part}, status=422
        )
    return HttpResponse(notes_part(request, subject)) if is_part(request) else back_to(subject, "notes")


def _position(text: str) -> tuple[bool, int] | None:
    """`1-57`: pinned notes up to that one are known; `0-57`: the others."""
    pinned, _dash, number = text.partition("-")
    return (pinned == "1", _number(number)) if pinned in ("0", "1") and _number(number) else None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
