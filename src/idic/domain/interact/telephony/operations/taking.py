from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.telephony.enums import CallEvent, CallState, Direction, Refusal
from idic.domain.interact.telephony.errors import EventRefused
from idic.domain.interact.telephony.models import Call, Exchange, Extension
from idic.domain.interact.telephony.numbers import customer_with, number_of
from idic.domain.interact.telephony.operations.queueing import ask_for_missed, ask_for_wish, settle
from idic.domain.interact.telephony.operations.rows import record
from idic.domain.interact.telephony.secrets import revealed
from idic.domain.interact.telephony.signing import check
from idic.domain.interact.telephony.told import Told, read_event
from idic.foundation.accounts.models import User


def take_signed(exchange: Exchange, *, stamp: str, signed: str, body: bytes, now: datetime | None = None) -> Call:
    """What came over the wire. A refusal is kept for the page on which somebody looks what is wrong; of strangers once a
    minute."""
    moment = now or timezone.now()
    try:
        check(revealed(exchange.secret), stamp=stamp, signed=signed, body=body, now=moment)
        if not exchange.is_active:
            raise EventRefused(Refusal.PAUSED)
        told = read_event(body)
    except EventRefused as refusal:
        noted = Exchange.objects.filter(pk=exchange.pk)
        if refusal.code in (Refusal.UNSIGNED, Refusal.FORGED):
            noted = noted.exclude(last_refused_at__gt=moment - timedelta(minutes=1))
        noted.update(last_refused_at=moment, last_refusal=refusal.code)
        raise
    return take_event(exchange, told, now=moment)


@transaction.atomic
def take_event(exchange: Exchange, told: Told, *, now: datetime | None = None) -> Call:
    """Told twice or out of order, it comes to the same. What lies in the future is now."""
    moment = now or timezone.now()
    at = min(told.at or moment, moment)
    Exchange.objects.filter(pk=exchange.pk).update(last_event_at=moment)
    direction = told.direction or Direction.INBOUND
    found, is_new = Call.objects.get_or_create(
        exchange=exchange, external_id=told.call, defaults={"direction": direction, "rang_at": at}
    )
    call = Call.objects.select_for_update().get(pk=found.pk)
    before = (call.state, call.answered_at is not None)
    _fill(call, told, at)
    call.version += 1
    call.save()
    if is_new:
        record("call.began", call, by=None, at=call.rang_at, after={"direction": call.direction})
    _tell(call, *before, at=at)
    if told.event == CallEvent.CALL_BACK and call.number:
        ask_for_wish(call, at=at)
    return call


def _fill(call: Call, told: Told, at: datetime) -> None:
    call.rang_at = min(call.rang_at, at)
    if told.direction:
        call.direction = told.direction
    if told.other and not call.number:
        call.number = number_of(told.other)
        call.customer = call.customer or customer_with(call.number)
    call.line, call.queue = told.line or call.line, told.queue or call.queue
    call.recording_url = told.recording or call.recording_url
    if told.event == CallEvent.RINGING:
        call.rung = sorted({*call.rung, *told.extensions})[:50]
    elif told.event == CallEvent.ANSWERED:
        _answer(call, told, at)
    elif told.event == CallEvent.ENDED:
        call.ended_at = max(call.ended_at or at, at)
    if call.agent_id is None and call.direction == Direction.OUTBOUND and told.extensions:
        call.extension = told.extensions[0]
        call.agent = _person(call.extension)
    call.state = _state(call)


def _answer(call: Call, told: Told, at: datetime) -> None:
    """The first answer ends the wait; whoever picked up last has the call."""
    call.answered_at = min(call.answered_at or at, at)
    if (
        told.extensions
        and call.direction == Direction.INBOUND
        and (call.picked_up_at is None or at >= call.picked_up_at)
    ):
        call.picked_up_at, call.extension = at, told.extensions[0]
        call.agent = _person(call.extension)


def _person(extension: str) -> User | None:
    found = Extension.objects.select_related("user").filter(number=extension).first()
    return found.user if found else None


def _state(call: Call) -> CallState:
    if call.ended_at is not None:
        return CallState.ENDED if call.answered_at is not None else CallState.MISSED
    return CallState.TALKING if call.answered_at is not None else CallState.RINGING


def _tell(call: Call, state: str, was_answered: bool, *, at: datetime) -> None:
    """What became of it, once each, and what follows for those who are to be called back."""
    by = call.agent
    if call.answered_at is not None and not was_answered:
        record("call.answered", call, by=by, at=call.answered_at, after={"direction": call.direction})
        settle(call, at=at)
    if call.state == CallState.ENDED and state != CallState.ENDED:
        seconds = int(call.talk.total_seconds()) if call.talk else 0
        record("call.ended", call, by=by, at=call.ended_at, after={"direction": call.direction, "seconds": seconds})
    elif call.state == CallState.MISSED and state != CallState.MISSED:
        record("call.missed", call, by=None, at=call.ended_at, after={"direction": call.direction})
        if call.direction == Direction.OUTBOUND:
            settle(call, at=at)
        elif call.number:
            ask_for_missed(call, at=at)
