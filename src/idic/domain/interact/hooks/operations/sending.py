"""Answers on their way to a messenger, at least once: each attempt carries the same number, by which the other side knows
one that it has already. What was handed over at the last attempt and never answered is perhaps sent."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from idic.domain.interact.cases.enums import DeliveryState
from idic.domain.interact.cases.models import Message
from idic.domain.interact.cases.operations.rows import locked
from idic.domain.interact.hooks.carriers import send
from idic.domain.interact.hooks.enums import HookState
from idic.domain.interact.hooks.errors import NotRetryable, SendingFailed
from idic.domain.interact.hooks.models import HookChannel, HookDelivery, HookTalk
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.desk.enums import NotificationKind
from idic.foundation.desk.operations.notifications import notify
from idic.foundation.events.operations.append import NewEvent, append_event

logger = logging.getLogger(__name__)

PAUSES = tuple(timedelta(minutes=one) for one in (1, 2, 5, 15, 60, 180, 360))
#: Longer than anybody is waited for.
HELD = timedelta(minutes=5)
#: What nobody thought of; the log of the worker says what.
UNFORESEEN = "unforeseen"
_DELIVERY = {
    HookState.SENT: DeliveryState.SENT, HookState.FAILED: DeliveryState.FAILED, HookState.UNSURE: DeliveryState.UNSURE,
}  # fmt: skip


@transaction.atomic
def queue_answer(message: Message) -> HookDelivery | None:
    """Once for each message, however often it is asked; None where its case is no conversation of a messenger."""
    row = Message.objects.select_for_update(of=("self",)).select_related("case").get(pk=message.pk)
    known = HookDelivery.objects.filter(message=row).first()
    if known is not None or row.delivery != DeliveryState.NONE:
        return None
    talk = HookTalk.objects.select_related("channel").filter(case=row.case_id).order_by("-pk").first()
    if talk is None:
        return None
    delivery = HookDelivery.objects.create(message=row, channel=talk.channel, talk=talk, next_at=timezone.now())
    why = "left" if talk.left_at else "" if talk.channel.address else "no_address"
    if why:
        delivery.error = why
        _settle(delivery, HookState.FAILED)
    else:
        Message.objects.filter(pk=row.pk).update(delivery=DeliveryState.QUEUED)
    return delivery


def deliver(pk: int) -> bool:
    """One attempt, if it is due and nobody else makes it. The call itself holds no transaction."""
    delivery = _claimed(pk)
    if delivery is None:
        return False
    try:
        status = send(delivery)
    except SendingFailed as failure:
        _failed(delivery, failure)
    except (OperationalError, InterfaceError):  # held until somebody finds it
        raise
    except Exception:  # what another try cannot mend, as far as anybody knows: a person says when
        logger.exception("answer %s could not be sent", delivery.number)
        _failed(delivery, SendingFailed(UNFORESEEN, is_final=True))
    else:
        _sent(delivery, status)
    return True


def deliver_due(limit: int = 100) -> int:
    """What waits, and what a worker that died held."""
    now = timezone.now()
    held = HookDelivery.objects.filter(state=HookState.SENDING, claimed_at__lt=now - HELD)
    # one that takes its worker down is not made for ever
    is_over = Q(is_unnumbered=True) | Q(attempts__gt=len(PAUSES))
    held.exclude(is_over).update(state=HookState.WAITING, next_at=now, was_handed_over=True)
    for pk in list(held.filter(is_over).values_list("pk", flat=True)):
        _give_up(pk, before=now - HELD)
    due = HookDelivery.objects.filter(state=HookState.WAITING, next_at__lte=now, channel__is_active=True)
    return sum(deliver(pk) for pk in list(due.order_by("next_at", "pk").values_list("pk", flat=True)[:limit]))


@transaction.atomic
def send_again(delivery: HookDelivery, *, by: User) -> None:
    require(by, "channel.manage")
    _again(delivery.message_id, (HookState.FAILED, HookState.UNSURE), by)


@transaction.atomic
def repeat_answer(message: Message, *, by: User) -> None:
    """Of an answer that nobody took, and which nobody can get twice, whoever works on the case says that it shall go."""
    locked(message.case, by=by)
    _again(message.pk, (HookState.FAILED,), by)


def _again(message_id: int, states: tuple[HookState, ...], by: User) -> None:
    row = HookDelivery.objects.select_for_update().filter(message=message_id, state__in=states).first()
    if row is None:
        raise NotRetryable
    row.state, row.attempts, row.next_at, row.error = HookState.WAITING, 0, timezone.now(), ""
    row.save()
    Message.objects.filter(pk=row.message_id).update(delivery=DeliveryState.QUEUED)
    append_event(NewEvent("hook.sent_again", "hook", row.channel_id, after={"message_id": row.message_id}), by=by)


@transaction.atomic
def _claimed(pk: int) -> HookDelivery | None:
    row = (
        HookDelivery.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("channel", "talk", "message__author", "message__case")
        .filter(pk=pk, state=HookState.WAITING, channel__is_active=True)
        .first()
    )
    if row is None:
        return None
    row.state, row.attempts, row.claimed_at = HookState.SENDING, row.attempts + 1, timezone.now()
    row.save(update_fields=["state", "attempts", "claimed_at"])
    return row


@transaction.atomic
def _sent(delivery: HookDelivery, status: int) -> None:
    """Told too late it is still true, as long as nobody else has taken it up."""
    if _of_this_claim(delivery).first() is None:
        return
    now = timezone.now()
    delivery.status, delivery.error, delivery.sent_at = status, "", now
    HookChannel.objects.filter(pk=delivery.channel_id).update(last_sent_at=now)
    _settle(delivery, HookState.SENT)


@transaction.atomic
def _failed(delivery: HookDelivery, failure: SendingFailed) -> None:
    if _of_this_claim(delivery).filter(state=HookState.SENDING).first() is None:
        return
    delivery.status, delivery.error = failure.status, failure.code
    delivery.was_handed_over |= failure.was_handed_over
    if not failure.is_final and delivery.attempts <= len(PAUSES):
        delivery.state, delivery.next_at = HookState.WAITING, timezone.now() + PAUSES[delivery.attempts - 1]
        delivery.save()
    else:
        _settle(delivery, HookState.UNSURE if delivery.was_handed_over else HookState.FAILED)


@transaction.atomic
def _give_up(pk: int, *, before: datetime) -> None:
    held = HookDelivery.objects.select_for_update(of=("self",), skip_locked=True)
    delivery = held.filter(pk=pk, state=HookState.SENDING, claimed_at__lt=before).first()
    if delivery is not None:
        delivery.error = delivery.error or "dropped"
        _settle(delivery, HookState.UNSURE)


def _of_this_claim(delivery: HookDelivery) -> QuerySet[HookDelivery]:
    """Locked; empty where it was claimed anew since, which is another worker's."""
    return HookDelivery.objects.select_for_update().filter(pk=delivery.pk, claimed_at=delivery.claimed_at)


def _settle(delivery: HookDelivery, state: HookState) -> None:
    delivery.state = state
    delivery.save()
    Message.objects.filter(pk=delivery.message_id).update(delivery=_DELIVERY[state])
    if state == HookState.SENT:
        return
    message, case = delivery.message, delivery.message.case
    event = append_event(
        NewEvent(
            "case.delivery_failed", "case", case.pk, customer_id=case.customer_id, before={"title": case.title},
            after={"message_id": message.pk, "state": state, "addresses": [delivery.channel.name]},
        ),
        by=None,
    )  # fmt: skip
    people = {one for one in (case.owner_id, message.author_id) if one is not None}
    data: dict[str, object] = {"verb": "case.delivery_failed", "title": case.title}
    notify(sorted(people), NotificationKind.CHANGE, noun="case", subject_id=case.pk, data=data, event_id=event)
