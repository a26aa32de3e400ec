"""How a view of a record part answers: htmx gets the part, everybody else the page with the tab open."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from idic.doors.web.records.pages import page_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.undo.offering import say_done
from idic.foundation.desk.subjects import Subject


def is_part(request: SignedInRequest) -> bool:
    return bool(request.htmx) and not request.htmx.history_restore_request


def back_to(subject: Subject, tab: str = "") -> HttpResponse:
    page = page_of(subject.code, subject.pk)
    return redirect(f"{page}?tab={tab}" if tab else page)


def refusal(request: SignedInRequest, error: Exception, subject: Subject, tab: str) -> HttpResponse:
    """Where no part of the page can hold the sentence: a notice."""
    messages.error(request, str(error))
    return HttpResponse(status=204) if is_part(request) else back_to(subject, tab)


def tell_done(request: SignedInRequest, sentence: str, subject: Subject) -> None:
    say_done(request, sentence, noun=subject.code, pk=subject.pk)
