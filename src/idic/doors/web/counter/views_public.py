"""Pages at the counter for everybody: where numbers are taken, the page of one's number, and the big display."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.interact.counter.days import day_of
from idic.domain.interact.counter.enums import AT_DESK, TicketState
from idic.domain.interact.counter.errors import CounterError
from idic.domain.interact.counter.models import Ticket
from idic.domain.interact.counter.operations.taking import give_back, take_number
from idic.domain.interact.counter.queries.counters import counter_of_key, services_of, ticket_of_key
from idic.domain.interact.counter.queries.opening import is_open
from idic.domain.interact.counter.queries.waiting import board, expected_wait
from idic.doors.web.account.qr_code import qr_code_of
from idic.doors.web.counter.wording import in_my_language, service_name
from idic.doors.web.outside.addresses import public_address
from idic.doors.web.outside.limiting import limited
from idic.doors.web.outside.visitors import in_visitors_language, page
from idic.doors.web.shell.context import HTML_LANGUAGES

#: One tablet in a full hall gives a number every few seconds.
_MOST_NUMBERS = 150


@in_visitors_language
@require_GET
def kiosk(request: HttpRequest, key: str) -> HttpResponse:
    counter, now = counter_of_key(key), timezone.now()
    waits = board(counter, now=now).waiting
    context = {
        "counter": counter, "is_open": is_open(counter, at=now),
        "services": [(one, service_name(one), waits.get(one.letter, 0)) for one in services_of(counter)],
        "is_tablet": request.GET.get("tablet") == "1",
    }  # fmt: skip
    return page(request, "counter/kiosk.html", context)


@in_visitors_language
@limited("counter.take", most=_MOST_NUMBERS, minutes=10)
@require_POST
def take(request: HttpRequest, key: str) -> HttpResponse:
    counter = counter_of_key(key)
    asked, tail = request.POST.get("service", ""), "?tablet=1" if request.POST.get("tablet") == "1" else ""
    service = next((one for one in services_of(counter) if str(one.pk) == asked), None)
    try:
        if service is None:
            raise CounterError
        ticket = take_number(
            service, language=translation.get_language() or "", goes_first=request.POST.get("first") == "1"
        )
    except CounterError as error:
        messages.error(request, str(error) or _("Choose what you come for."))
        return redirect(f"{reverse('counter:kiosk', args=[key])}{tail}")
    return redirect(f"{reverse('counter:ticket', args=[ticket.key])}{tail}")


@in_visitors_language
@require_GET
def ticket(request: HttpRequest, key: str) -> HttpResponse:
    row, is_tablet = ticket_of_key(key), request.GET.get("tablet") == "1"
    context = _told(row) | {"is_tablet": is_tablet}
    if is_tablet:
        context["square"] = qr_code_of(public_address(request, reverse("counter:ticket", args=[key])))
    return page(request, "counter/ticket.html", context)


@in_visitors_language
@require_GET
def ticket_state(request: HttpRequest, key: str) -> HttpResponse:
    """The part that is read anew every few seconds."""
    return render(request, "counter/_ticket.html", _told(ticket_of_key(key)))


@in_visitors_language
@require_POST
def back(request: HttpRequest, key: str) -> HttpResponse:
    try:
        give_back(ticket_of_key(key))
    except CounterError as error:
        messages.error(request, str(error))
    return redirect("counter:ticket", key)


@in_visitors_language
@require_GET
def display(request: HttpRequest, key: str) -> HttpResponse:
    """`?in=th` shows one language, without it all four in turn. The page asks for what it shows every two seconds."""
    counter = counter_of_key(key)
    chosen = request.GET.get("in", "")
    language = chosen if chosen in HTML_LANGUAGES else translation.get_language() or "en"
    context = {
        "counter": counter, "html_language": HTML_LANGUAGES[language],
        "turn": chosen if chosen in HTML_LANGUAGES else " ".join(HTML_LANGUAGES), **_board(key, language),
    }  # fmt: skip
    with translation.override(language):
        response = render(request, "counter/display.html", context)
    response["X-Robots-Tag"], response["Content-Language"] = "noindex", language
    return response


@in_visitors_language
@require_GET
def display_state(request: HttpRequest, key: str) -> HttpResponse:
    asked = request.GET.get("in", "")
    language = asked if asked in HTML_LANGUAGES else "en"
    context = _board(key, language)
    with translation.override(language):
        response = render(request, "counter/_board.html", context)
    response["Idic-Mark"], response["Content-Language"] = context["mark"], language
    return response


def _board(key: str, language: str) -> dict[str, Any]:
    counter, now = counter_of_key(key), timezone.now()
    found = board(counter, now=now)
    with translation.override(language):
        waits = [
            (one.letter, in_my_language(one.names), found.waiting.get(one.letter, 0)) for one in services_of(counter)
        ]
    return {
        "counter": counter, "called": found.called, "waiting": waits, "mark": found.mark, "now": now,
        "board_language": HTML_LANGUAGES[language],
    }  # fmt: skip


def _told(row: Ticket) -> dict[str, Any]:
    is_past = row.day != day_of(timezone.now())
    is_waiting = row.state == TicketState.WAITING and not is_past
    return {
        "is_past": is_past,
        "ticket": row, "service": service_name(row.service), "is_waiting": is_waiting,
        "is_called": row.state in AT_DESK and not is_past,
        "expected": expected_wait(row, now=timezone.now()) if is_waiting else None,
    }  # fmt: skip
