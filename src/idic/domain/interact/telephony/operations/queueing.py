"""Who comes into the queue of those to be called, and leaves it by themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from idic.domain.differentiate.models import CustomerScore
from idic.domain.identify.models import Customer
from idic.domain.identify.rules import visible_customers
from idic.domain.interact.cases.clocks.hours import hours_of
from idic.domain.interact.contact import AccessMode, Priority, Purpose
from idic.domain.interact.standards.enums import Measure
from idic.domain.interact.standards.queries.targets import Contact, target_for
from idic.domain.interact.telephony.enums import CallBackReason, CallBackState
from idic.domain.interact.telephony.errors import NumberMissing
from idic.domain.interact.telephony.models import NEVER, Call, CallBack
from idic.domain.interact.telephony.numbers import customer_with, number_of
from idic.domain.interact.telephony.operations.rows import record
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.texts import one_line, trimmed
from idic.methods.business_clock import BudgetNotReached

#: Nobody outside has a number of fewer digits.
_SHORTEST = 3


@transaction.atomic
def ask_call_back(
    number: str, *, by: User, name: str = "", note: str = "", customer: Customer | None = None, at: datetime | None = None
) -> CallBack:  # fmt: skip
    """Somebody asks to be called. Who stands in the queue already stands there once, with the new note."""
    require(by, "case.create")
    plain = number_of(number)
    if not plain or sum(one.isdecimal() for one in number) < _SHORTEST:
        raise NumberMissing
    if customer is not None and not visible_customers(by).filter(pk=customer.pk).exists():
        raise NotVisible
    return _queued(
        plain, CallBackReason.ASKED, customer or customer_with(plain), None, at=at or timezone.now(), by=by,
        name=name, note=note,
    )  # fmt: skip


def ask_for_missed(call: Call, *, at: datetime) -> CallBack:
    return _queued(call.number, CallBackReason.MISSED, call.customer, call, at=at, by=None)


def ask_for_wish(call: Call, *, at: datetime) -> CallBack:
    return _queued(call.number, CallBackReason.ASKED, call.customer, call, at=at, by=None)


def settle(call: Call, *, at: datetime) -> None:
    """Whoever was spoken with need not be called; whoever was called in vain was tried."""
    if not call.number:
        return
    row = CallBack.objects.select_for_update().filter(number=call.number, state=CallBackState.OPEN).first()
    if row is None or (call.answered_at is not None and call.answered_at < row.asked_at and row.call_id != call.pk):
        return
    if call.answered_at is not None:
        row.state, row.closed_at, row.closed_by = CallBackState.DONE, at, call.agent
        row.version += 1
        row.save()
        record("call_back.done", row, by=call.agent, at=at)
    else:
        row.tries, row.last_try_at, row.version = row.tries + 1, at, row.version + 1
        row.save()
        record("call_back.tried", row, by=call.agent, at=at, after={"tries": row.tries})


def _queued(
    number: str, reason: str, customer: Customer | None, call: Call | None, *, at: datetime, by: User | None,
    name: str = "", note: str = "",
) -> CallBack:  # fmt: skip
    """The database says whether the number stands there already, so that two calls at once make one row."""
    name, note = one_line(name, 300), trimmed(note)
    row, is_new = CallBack.objects.get_or_create(
        number=number, state=CallBackState.OPEN,
        defaults={
            "name": name, "reason": reason, "customer": customer, "call": call, "note": note[:1000], "asked_at": at,
            "due_at": _due(customer, at), "created_by": by,
        },
    )  # fmt: skip
    if is_new:
        record("call_back.asked", row, by=by, at=at, after={"reason": reason})
        return row
    row = CallBack.objects.select_for_update().get(pk=row.pk)
    if call is None or row.call_id != call.pk:
        row.calls += 1
    row.note = "\n".join(filter(None, (row.note, note)))[:1000]
    row.name, row.customer = row.name or name, row.customer or customer
    if reason == CallBackReason.ASKED:
        row.reason = reason
    row.version += 1
    row.save()
    return row


def _due(customer: Customer | None, at: datetime) -> datetime:
    """By the standard for the first response by telephone; without one nothing is promised."""
    tier = CustomerScore.objects.filter(customer=customer).values_list("tier", flat=True).first() if customer else ""
    contact = Contact(AccessMode.PHONE, Purpose.REQUEST_SERVICE, tier or "", Priority.NORMAL)
    target = target_for(contact, Measure.FIRST_RESPONSE, at=at)
    if target is None or target.minutes is None:
        return NEVER
    try:
        return hours_of(target.calendar_id).clock.due(at, timedelta(minutes=target.minutes))
    except BudgetNotReached:
        return NEVER
