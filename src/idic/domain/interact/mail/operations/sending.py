"""The steps of a mail on its way. Between them the worker may die at any moment:

claimed, not handed over  -> sent again, for no server has it
handed over, no answer    -> perhaps sent: shown so, and sent again only if a person says so
answered                  -> written down for each recipient; none that was accepted is ever given it again
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from idic.domain.interact.cases.enums import DeliveryState
from idic.domain.interact.cases.models import Message
from idic.domain.interact.mail.enums import RecipientState, SendingState
from idic.domain.interact.mail.errors import NotRetryable, PeerFailed
from idic.domain.interact.mail.models import Mailbox, OutgoingMail
from idic.domain.interact.mail.operations.telling import tell_not_delivered
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event

#: Longer than any server is waited for, so that nobody is declared dead who still sends.
HELD = timedelta(minutes=20)
PAUSES = tuple(timedelta(minutes=one) for one in (1, 5, 15, 60, 180, 360, 720))

_DELIVERY = {
    SendingState.SENT: DeliveryState.SENT, SendingState.PARTLY: DeliveryState.PARTLY,
    SendingState.FAILED: DeliveryState.FAILED, SendingState.UNSURE: DeliveryState.UNSURE,
}  # fmt: skip


@dataclass(frozen=True)
class Answers:
    """What the server said of each recipient before the text was handed over: address -> its words."""

    accepted: tuple[str, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)
    later: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def claim(mailbox_id: int) -> OutgoingMail | None:
    mail = (
        OutgoingMail.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("message__case", "mailbox")
        .filter(mailbox_id=mailbox_id, state=SendingState.WAITING, next_at__lte=timezone.now())
        .order_by("next_at", "pk")
        .first()
    )
    if mail is None:
        return None
    mail.state, mail.attempts = SendingState.SENDING, mail.attempts + 1
    mail.claimed_at, mail.handed_at = timezone.now(), None
    mail.save()
    return mail


@transaction.atomic
def hand_over(mail: OutgoingMail, answers: Answers) -> bool:
    """Written down before the text goes. False where somebody else holds it by now: then nothing may be sent."""
    row = _held(mail)
    if row is None:
        return False
    now = timezone.now()
    waiting = row.recipients.filter(state=RecipientState.WAITING)
    for address, said in answers.refused.items():
        waiting.filter(address=address).update(state=RecipientState.REFUSED, said=_plain(said), at=now)
    for address, said in answers.later.items():
        waiting.filter(address=address).update(said=_plain(said), at=now)
    # of those who are under way; whoever is to be asked later stays waiting
    waiting.filter(address__in=answers.accepted).update(state=RecipientState.UNSURE, at=now)
    row.handed_at = now if answers.accepted else None
    row.save(update_fields=["handed_at"])
    return True


@transaction.atomic
def accepted(mail: OutgoingMail, addresses: tuple[str, ...]) -> None:
    """Told too late it is still true, as long as nobody else has taken it up."""
    row = _of_this_claim(mail).first()
    if row is None:
        return
    now = timezone.now()
    row.recipients.filter(address__in=addresses).update(state=RecipientState.SENT, said="", at=now)
    row.sent_at, row.error_code, row.error_said = row.sent_at or now, "", ""
    Mailbox.objects.filter(pk=row.mailbox_id).update(last_sent_at=now)
    _settle(row)


@transaction.atomic
def not_accepted(mail: OutgoingMail, addresses: tuple[str, ...], error: PeerFailed, *, is_final: bool) -> None:
    """The server answered, and said no: nobody of them has it."""
    row = _held(mail)
    if row is None:
        return
    state = RecipientState.REFUSED if is_final else RecipientState.WAITING
    row.recipients.filter(address__in=addresses, state__in=[RecipientState.UNSURE, RecipientState.WAITING]).update(
        state=state, said=_plain(error.said), at=timezone.now()
    )
    row.error_code, row.error_said, row.handed_at = error.code, _plain(error.said), None
    _settle(row)


@transaction.atomic
def unanswered(mail: OutgoingMail, error: PeerFailed) -> None:
    """The line went dead. Before the text was handed over it is sent again; afterwards nobody knows."""
    row = _held(mail)
    if row is None:
        return
    row.error_code, row.error_said = error.code, _plain(error.said)
    _settle(row)


@transaction.atomic
def broken(mail: OutgoingMail, error: PeerFailed) -> None:
    """Something of ours went wrong: it is not sent, and told. Handed over before, it is perhaps sent."""
    row = _held(mail)
    if row is None:
        return
    row.recipients.filter(state=RecipientState.WAITING).update(state=RecipientState.REFUSED, at=timezone.now())
    row.error_code, row.error_said = error.code, _plain(error.said)
    _settle(row)


@transaction.atomic
def take_up_left(*, mailbox_id: int | None = None, held: timedelta = HELD) -> int:
    """Mails of workers that died in the middle. `held`: less for whoever knows that nobody sends them."""
    left = OutgoingMail.objects.select_for_update(skip_locked=True).filter(
        state=SendingState.SENDING, claimed_at__lte=timezone.now() - held
    )
    rows = list(left if mailbox_id is None else left.filter(mailbox_id=mailbox_id))
    for row in rows:
        row.error_code = row.error_code or "dropped"
        _settle(row)
    return len(rows)


@transaction.atomic
def send_again(mail: OutgoingMail, *, by: User) -> None:
    """Somebody says that it shall go out, again or after all. Whoever has it for certain is left out."""
    require(by, "channel.manage")
    put_on_its_way(mail, by=by)


def put_on_its_way(mail: OutgoingMail, *, by: User) -> None:
    """Who may say so is the caller's to know."""
    row = OutgoingMail.objects.select_for_update().get(pk=mail.pk)
    if row.state not in (SendingState.FAILED, SendingState.UNSURE, SendingState.PARTLY):
        raise NotRetryable
    left = row.recipients.filter(
        state__in=[RecipientState.REFUSED, RecipientState.UNSURE, RecipientState.WAITING, RecipientState.BOUNCED]
    )
    if not left.update(state=RecipientState.WAITING):
        raise NotRetryable
    row.state, row.attempts, row.next_at, row.handed_at = SendingState.WAITING, 0, timezone.now(), None
    row.error_code, row.error_said = "", ""
    row.save()
    Message.objects.filter(pk=row.message_id).update(delivery=DeliveryState.QUEUED)
    append_event(NewEvent("mailbox.sent_again", "mailbox", row.mailbox_id, after={"message_id": row.message_id}), by=by)


def _held(mail: OutgoingMail) -> OutgoingMail | None:
    return _of_this_claim(mail).filter(state=SendingState.SENDING).first()


def _of_this_claim(mail: OutgoingMail) -> QuerySet[OutgoingMail]:
    """Locked; empty where it was claimed anew since, which is another worker's."""
    return OutgoingMail.objects.select_for_update().filter(pk=mail.pk, claimed_at=mail.claimed_at)


def _settle(row: OutgoingMail) -> None:
    """What the states of the recipients make of the mail, and the mail of the message."""
    states = list(row.recipients.values_list("state", flat=True))
    before = row.state
    if RecipientState.UNSURE in states:
        row.state = SendingState.UNSURE
    elif RecipientState.WAITING in states and row.attempts <= len(PAUSES):
        row.state, row.next_at = SendingState.WAITING, timezone.now() + PAUSES[max(0, row.attempts - 1)]
    else:
        if RecipientState.WAITING in states:
            row.recipients.filter(state=RecipientState.WAITING).update(state=RecipientState.REFUSED)
            states = [RecipientState.REFUSED if one == RecipientState.WAITING else one for one in states]
        good = states.count(RecipientState.SENT)
        row.state = SendingState.SENT if good == len(states) else SendingState.PARTLY if good else SendingState.FAILED
    row.handed_at = row.handed_at if row.state == SendingState.UNSURE else None
    row.save()
    if row.state in _DELIVERY:
        Message.objects.filter(pk=row.message_id).update(delivery=_DELIVERY[SendingState(row.state)])
    if row.state in (SendingState.PARTLY, SendingState.FAILED, SendingState.UNSURE) and row.state != before:
        bad = row.recipients.exclude(state=RecipientState.SENT).values_list("address", flat=True)
        tell_not_delivered(row, {"state": row.state, "addresses": list(bad)[:20]})


def _plain(text: str) -> str:
    return text.replace("\x00", "")[:300]
