"""A request goes from step to step; whoever takes a step is written down, and the clock with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.identify.operations.customers import DESK_FIELDS
from idic.domain.identify.privacy.enums import OPEN_STATES, Refusal, RequestKind, RequestState, RequestWay
from idic.domain.identify.privacy.errors import (
    IdentityUnproven,
    NothingToCorrect,
    ReasonNeeded,
    RemedyUntold,
    WrongState,
)
from idic.domain.identify.privacy.models import PrivacyRequest
from idic.domain.identify.privacy.operations.objections import object_everywhere
from idic.domain.identify.privacy.queries.clocks import clock_of, due_of, jurisdiction_of
from idic.domain.identify.queries.customers import access_customer
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import one_line, trimmed


@transaction.atomic
def receive_request(
    customer: Customer, *, kind: str, way: str, received_on: date, language: str, asked: str = "",
    corrections: Mapping[str, str] | None = None, by: User,
) -> PrivacyRequest:  # fmt: skip
    """An objection takes effect here and now: it waits for no proof and no further step."""
    require(by, "privacy.manage")
    customer = access_customer(by, customer.pk)
    kept = {name: str(value).strip() for name, value in (corrections or {}).items() if name in DESK_FIELDS and value}
    if kind == RequestKind.RECTIFICATION and not kept:
        raise NothingToCorrect
    law = jurisdiction_of(customer)
    due = due_of(received_on, clock_of(law))
    request = PrivacyRequest.objects.create(
        kind=RequestKind(kind), customer=customer, jurisdiction=law, way=RequestWay(way), received_on=received_on,
        language=language, asked=trimmed(asked), corrections=kept, due_on=due.counted,
        practical_on=due.practical, warn_on=due.warn, owner=by, created_by=by,
    )  # fmt: skip
    _told("privacy_request.received", request, by)
    if kind == RequestKind.OBJECTION:
        stopped = object_everywhere(request, by=by)
        request.state, request.answered_at = RequestState.ANSWERED, timezone.now()
        request.figures = {"letters_stopped": stopped}
        _kept(request, "privacy_request.answered", by, "state", "answered_at", "figures")
    return request


@transaction.atomic
def ask_for_proof(request: PrivacyRequest, *, by: User) -> PrivacyRequest:
    """The clock stands until the person has proved who they are, and for nothing else."""
    locked = _locked(request, by, RequestState.RECEIVED)
    if locked.paused_at is not None:
        raise WrongState
    locked.paused_at = timezone.now()
    return _kept(locked, "privacy_request.paused", by, "paused_at")


@transaction.atomic
def check_identity(request: PrivacyRequest, *, how: str, by: User) -> PrivacyRequest:
    locked = _locked(request, by, RequestState.RECEIVED)
    how = one_line(how, 300)
    if not how:
        raise IdentityUnproven
    now = timezone.now()
    if locked.paused_at is not None:
        locked.paused_days += (timezone.localdate(now) - timezone.localdate(locked.paused_at)).days
        locked.paused_at = None
        _put_due(locked)
    locked.identity_how, locked.identity_at, locked.state = how, now, RequestState.IDENTIFIED
    return _kept(
        locked, "privacy_request.identified", by, "identity_how", "identity_at", "state", "paused_at", "paused_days",
        "due_on", "practical_on", "warn_on",
    )  # fmt: skip


@transaction.atomic
def scope_request(request: PrivacyRequest, *, note: str, owner: User | None = None, by: User) -> PrivacyRequest:
    """What is asked for, and what not: whole, or a part that the person named."""
    locked = _locked(request, by, RequestState.IDENTIFIED)
    locked.scope_note, locked.state = one_line(note, 500), RequestState.SCOPED
    locked.owner = owner or locked.owner
    return _kept(locked, "privacy_request.scoped", by, "scope_note", "state", "owner")


@transaction.atomic
def extend_request(request: PrivacyRequest, *, reason: str, by: User) -> PrivacyRequest:
    """Once, where the law knows it; the person is told why within the first period."""
    locked = _locked(request, by, *OPEN_STATES)
    reason = one_line(reason, 300)
    clock = clock_of(locked.jurisdiction)
    if not reason:
        raise ReasonNeeded
    if locked.extended_reason or not (clock.extension_days or clock.extension_months):
        raise WrongState
    locked.extended_reason = reason
    _put_due(locked)
    return _kept(locked, "privacy_request.extended", by, "extended_reason", "due_on", "practical_on", "warn_on")


@transaction.atomic
def answer_request(request: PrivacyRequest, *, by: User) -> PrivacyRequest:
    """For a request whose work is done outside of what the house does by itself."""
    locked = _locked(request, by, RequestState.SCOPED, RequestState.WORKING)
    locked.state, locked.answered_at = RequestState.ANSWERED, timezone.now()
    return _kept(locked, "privacy_request.answered", by, "state", "answered_at")


@transaction.atomic
def refuse_request(request: PrivacyRequest, *, refusal: str, note: str, remedy_told: bool, by: User) -> PrivacyRequest:
    locked = _locked(request, by, *OPEN_STATES)
    if refusal not in Refusal.values or not note.strip():
        raise ReasonNeeded
    if not remedy_told:
        raise RemedyUntold
    locked.refusal, locked.refusal_note = refusal, one_line(note, 500)
    locked.remedy_told, locked.state, locked.answered_at = True, RequestState.REFUSED, timezone.now()
    locked.paused_at = None
    return _kept(
        locked, "privacy_request.refused", by, "refusal", "refusal_note", "remedy_told", "state", "answered_at",
        "paused_at",
    )  # fmt: skip


@transaction.atomic
def close_request(request: PrivacyRequest, *, by: User) -> PrivacyRequest:
    locked = _locked(request, by, RequestState.ANSWERED, RequestState.REFUSED)
    locked.state, locked.closed_at = RequestState.CLOSED, timezone.now()
    return _kept(locked, "privacy_request.closed", by, "state", "closed_at")


def locked_for_work(request: PrivacyRequest, kind: RequestKind, *, by: User) -> PrivacyRequest:
    """For the acts that a request leads to: nothing is handed out or changed before it is known who asks."""
    locked = _locked(request, by, RequestState.IDENTIFIED, RequestState.SCOPED, RequestState.WORKING)
    if locked.kind != kind:
        raise WrongState
    if locked.identity_at is None:
        raise IdentityUnproven
    return locked


def _locked(request: PrivacyRequest, by: User, *states: RequestState) -> PrivacyRequest:
    require(by, "privacy.manage")
    locked = PrivacyRequest.objects.select_for_update(of=("self",)).select_related("customer").get(pk=request.pk)
    if locked.state not in states:
        raise WrongState
    return locked


def _put_due(request: PrivacyRequest) -> None:
    due = due_of(
        request.received_on, clock_of(request.jurisdiction), paused_days=request.paused_days,
        extended=bool(request.extended_reason),
    )  # fmt: skip
    request.due_on, request.practical_on, request.warn_on = due.counted, due.practical, due.warn


def _kept(request: PrivacyRequest, verb: str, by: User, *fields: str) -> PrivacyRequest:
    request.version += 1
    request.save(update_fields=[*fields, "version"])
    _told(verb, request, by)
    return request


def _told(verb: str, request: PrivacyRequest, by: User | None) -> None:
    append_event(
        NewEvent(
            verb, "privacy", request.pk, customer_id=request.customer_id,
            after={"kind": request.kind, "state": request.state, "due_on": request.due_on},
        ),
        by=by, agent="privacy",
    )  # fmt: skip
