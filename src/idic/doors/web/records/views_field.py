"""One field of a record: shown, changed in place, and where two people met, both words side by side."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import trigger_client_event

from idic.doors.web.records.answers import back_to, is_part, tell_done
from idic.doors.web.records.posted import posted_value
from idic.doors.web.records.values import (
    CHOSEN,
    choices_of,
    in_brief,
    may_reveal,
    record_fields,
    shown_field,
    typed_in_words,
    typed_of,
)
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.desk.errors import FieldConflict
from idic.foundation.desk.operations.fields import change_field, editable_field
from idic.foundation.desk.queries.history import field_history
from idic.foundation.desk.subjects import Subject, access_subject
from idic.foundation.desk.typed import Typed
from idic.foundation.nouns.errors import FieldLocked, NounError
from idic.foundation.nouns.fields import Field


@require_http_methods(["GET", "POST"])
def field(request: SignedInRequest, noun: str, pk: int, name: str) -> HttpResponse:
    subject = access_subject(request.user, noun, pk)
    found = record_fields(request.user, subject).get(name)
    if found is None:
        raise NotVisible
    if request.method == "POST":
        return _save(request, subject, found)
    if "edit" not in request.GET and is_part(request):
        return _row(request, subject, found)
    try:
        editable_field(request.user, subject.code, name)
        access_subject(request.user, noun, pk, action="change")
    except FieldLocked as error:
        return render(request, "records/field_locked.html", _context(subject, found) | {"error": error}, status=403)
    typed = typed_of(found, subject)
    return _form(request, subject, found, typed=typed, was=typed)


@require_GET
def history(request: SignedInRequest, noun: str, pk: int, name: str) -> HttpResponse:
    subject = access_subject(request.user, noun, pk)
    found = record_fields(request.user, subject).get(name)
    if found is None or shown_field(request.user, subject, found).is_masked:
        raise NotVisible
    changes = [
        (one, _stored(found, one.before), _stored(found, one.after))
        for one in field_history(subject.code, subject.pk, name)
    ]
    template = "records/field_history.html" if is_part(request) else "records/field_history_page.html"
    return render(request, template, _context(subject, found) | {"changes": changes})


def _save(request: SignedInRequest, subject: Subject, found: Field) -> HttpResponse:
    typed, was = posted_value(request.POST, "value", found), posted_value(request.POST, "was", found)
    if "theirs" in request.POST:
        return _row(request, subject, found) if is_part(request) else back_to(subject)
    try:
        saved = change_field(subject.code, subject.pk, name=found.name, value=typed, was=was, by=request.user)
    except FieldConflict as conflict:
        return _form(request, subject, found, typed=typed, was=conflict.theirs, conflict=conflict, status=422)
    except NounError as error:
        return _form(request, subject, found, typed=typed, was=was, error=str(error), status=422)
    if saved.is_changed:
        tell_done(request, _("%(field)s was changed.") % {"field": found.label}, saved.subject)
    if not is_part(request):
        return back_to(subject)
    fields = record_fields(request.user, saved.subject)
    others = [shown_field(request.user, saved.subject, fields[name]) for name in saved.also if name in fields]
    response = HttpResponse(
        _row_text(request, saved.subject, fields.get(found.name, found))
        + "".join(_row_text(request, saved.subject, one.field, is_beside=True) for one in others)
    )
    if saved.is_changed:
        trigger_client_event(
            response, "record:changed", {"noun": subject.code, "pk": subject.pk, "title": saved.subject.title}
        )
    return response


def _row(request: SignedInRequest, subject: Subject, found: Field) -> HttpResponse:
    return HttpResponse(_row_text(request, subject, found))


def _row_text(request: SignedInRequest, subject: Subject, found: Field, *, is_beside: bool = False) -> str:
    values = _context(subject, found) | {
        "one": in_brief(shown_field(request.user, subject, found)),
        "is_beside": is_beside,
    }
    values["may_reveal"] = may_reveal(request.user, subject.code)
    return render_to_string("records/field.html", values, request=request)


def _form(
    request: SignedInRequest,
    subject: Subject,
    found: Field,
    *,
    typed: Typed,
    was: Typed,
    conflict: FieldConflict | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    values = _context(subject, found) | {
        "typed": typed, "was": was, "was_list": was if isinstance(was, list) else [was], "conflict": conflict,
        "error": error, "choices": choices_of(found) if found.input in CHOSEN else [],
        "theirs": typed_in_words(found, conflict.theirs) if conflict else "",
        "mine": typed_in_words(found, typed) if conflict else "",
        "person": (conflict.who or _("The system")) if conflict else "",
    }  # fmt: skip
    template = "records/field_form.html" if is_part(request) else "records/field_page.html"
    return render(request, template, values, status=status)


def _context(subject: Subject, found: Field) -> dict[str, object]:
    return {"subject": subject, "field": found, "noun": subject.code, "pk": subject.pk}


def _stored(found: Field, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return typed_in_words(found, [str(one) for one in value])
    return typed_in_words(found, str(value))
