from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from idic.domain.interact.cases.queries.seen import seen_case
from idic.domain.interact.mail.enums import IncomingState, SendingState
from idic.domain.interact.mail.models import IncomingMail, Mailbox, OutgoingMail
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.paging.keyset import COUNT_LIMIT

#: Silence after which something is wrong: the reader looks at least every half minute.
SILENT = timedelta(minutes=5)


def access_mailboxes(user: User) -> QuerySet[Mailbox]:
    require(user, "channel.manage")
    return Mailbox.objects.select_related("team", "topic").defer("imap_secret", "smtp_secret")


def access_mailbox(user: User, pk: int) -> Mailbox:
    require(user, "channel.manage")
    found = Mailbox.objects.select_related("team", "topic").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def mailbox_choices() -> list[tuple[str, str]]:
    rows = Mailbox.objects.order_by("name", "pk").values_list("pk", "name", "address")[:200]
    return [(str(pk), f"{name} ({address})") for pk, name, address in rows]


def chosen_mailbox(pk: str | int | None) -> Mailbox | None:
    """What a form gives back for it."""
    return Mailbox.objects.filter(pk=pk).first() if pk else None


def access_incoming(user: User, mailbox_id: int, pk: int) -> IncomingMail:
    require(user, "channel.manage")
    found = IncomingMail.objects.filter(mailbox=mailbox_id, pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def access_outgoing(user: User, mailbox_id: int, pk: int) -> OutgoingMail:
    require(user, "channel.manage")
    found = OutgoingMail.objects.filter(mailbox=mailbox_id, pk=pk).first()
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True)
class Figures:
    """Of the last 24 hours, up to 1,000 each; `waiting` and `failed` whenever they came."""

    came: int
    filed: int
    ignored: int
    waiting: int
    failed: int
    sent: int
    to_send: int
    trouble: int


def figures(mailbox: Mailbox) -> Figures:
    since = timezone.now() - timedelta(hours=24)
    of_box = IncomingMail.objects.filter(mailbox=mailbox)
    came = of_box.filter(received_at__gte=since).order_by("-received_at", "-pk").values("state")[: COUNT_LIMIT + 1]
    states = [row["state"] for row in came]
    left = of_box.filter(state__in=[IncomingState.TAKEN, IncomingState.FAILED]).aggregate(
        waiting=Count("pk", filter=Q(state=IncomingState.TAKEN)),
        failed=Count("pk", filter=Q(state=IncomingState.FAILED)),
    )
    out = OutgoingMail.objects.filter(mailbox=mailbox)
    latest = out.filter(created_at__gte=since).order_by("-created_at").values("state")[: COUNT_LIMIT + 1]
    sent = sum(row["state"] in (SendingState.SENT, SendingState.PARTLY) for row in latest)
    open_ = out.filter(
        state__in=[SendingState.WAITING, SendingState.SENDING, SendingState.FAILED, SendingState.UNSURE, SendingState.PARTLY]
    ).aggregate(
        to_send=Count("pk", filter=Q(state__in=[SendingState.WAITING, SendingState.SENDING])),
        trouble=Count("pk", filter=Q(state__in=[SendingState.FAILED, SendingState.UNSURE])),
    )  # fmt: skip
    return Figures(
        len(states), states.count(IncomingState.FILED), states.count(IncomingState.IGNORED), left["waiting"], left["failed"],
        sent, open_["to_send"], open_["trouble"],
    )  # fmt: skip


def health(mailbox: Mailbox) -> str:
    """A code: paused, error, silent, new, or well."""
    if not mailbox.is_active:
        return "paused"
    if mailbox.error_code:
        return "error"
    if not mailbox.imap_host:
        return "well"
    if mailbox.last_fetch_at is None:
        return "new"
    return "silent" if timezone.now() - mailbox.last_fetch_at > SILENT else "well"


def troubles(user: User, mailbox: Mailbox, *, limit: int = 30) -> tuple[list[IncomingMail], list[OutgoingMail]]:
    """What waits for a person, the latest first: mails that could not be filed, and mails that did not go out for certain."""
    incoming = IncomingMail.objects.filter(mailbox=mailbox, state=IncomingState.FAILED).order_by("-pk")[:limit]
    outgoing = OutgoingMail.objects.filter(
        mailbox=mailbox, state__in=[SendingState.FAILED, SendingState.UNSURE, SendingState.PARTLY]
    ).select_related("message").prefetch_related("recipients", seen_case(user, "message__case"))  # fmt: skip
    return list(incoming), list(outgoing.order_by("-pk")[:limit])


def received(user: User, mailbox: Mailbox) -> QuerySet[IncomingMail]:
    return IncomingMail.objects.filter(mailbox=mailbox).prefetch_related(seen_case(user))
