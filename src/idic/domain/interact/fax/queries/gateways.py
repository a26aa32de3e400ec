from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from idic.domain.interact.cases.enums import DeliveryState
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.queries.seen import seen_case
from idic.domain.interact.fax.enums import FaxState
from idic.domain.interact.fax.models import FaxGateway, FaxSending
from idic.domain.interact.fax.numbers import address_for
from idic.domain.interact.mail.models import IncomingMail
from idic.domain.interact.mail.queries.mailboxes import health as mailbox_health
from idic.domain.interact.telephony.numbers import number_of
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.paging.keyset import COUNT_LIMIT

#: A gateway that has not reported after this will not.
LATE = timedelta(hours=6)


def access_gateways(user: User) -> QuerySet[FaxGateway]:
    require(user, "channel.manage")
    unheard = FaxSending.objects.filter(_late(), gateway=OuterRef("pk"))
    return FaxGateway.objects.select_related("mailbox__team", "mailbox__topic").annotate(is_late=Exists(unheard))


def access_gateway(user: User, pk: int) -> FaxGateway:
    found = access_gateways(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def is_its(gateway: FaxGateway, address: str) -> bool:
    """Whether a mail from there is the gateway's."""
    domain = address.rpartition("@")[2]
    return address in gateway.senders or f"@{domain}" in gateway.senders


def gateway_for(case: Case) -> FaxGateway | None:
    """Through which an answer goes: the one that its last fax came through, else its team's, else any that sends."""
    sending = FaxGateway.objects.filter(is_active=True, mailbox__is_active=True).exclude(mailbox__smtp_host="")
    found = list(sending.select_related("mailbox").order_by("pk")[:50])
    by_mailbox = {one.mailbox_id: one for one in found}
    if len(found) > 1:
        came = IncomingMail.objects.filter(case=case, mailbox_id__in=list(by_mailbox)).order_by("-pk")
        last = came.values_list("mailbox_id", flat=True).first()
        if last is not None:
            return by_mailbox[last]
        of_team = next((one for one in found if case.team_id and one.mailbox.team_id == case.team_id), None)
        if of_team is not None:
            return of_team
    return found[0] if found else None


def fax_number(case: Case) -> str:
    """Whoever faxed, else the customer's telephone is no fax: nothing is guessed."""
    return number_of(case.contact_address) if "@" not in case.contact_address else ""


def fax_address(case: Case) -> str:
    """Where an answer is mailed to so that it becomes a fax; empty where it cannot."""
    number = fax_number(case)
    gateway = gateway_for(case) if number else None
    return address_for(gateway, number) if gateway is not None else ""


def sendings(user: User, gateway: FaxGateway) -> QuerySet[FaxSending]:
    rows = FaxSending.objects.filter(gateway=gateway).select_related("message")
    return rows.prefetch_related(seen_case(user, "message__case"))


@dataclass(frozen=True)
class Figures:
    """Of the last 24 hours, up to 1,000 each; `late` whenever they were sent."""

    sent: int
    delivered: int
    failed: int
    late: int


def figures(gateway: FaxGateway) -> Figures:
    now = timezone.now()
    latest = FaxSending.objects.filter(gateway=gateway, created_at__gte=now - timedelta(hours=24))
    states = list(latest.order_by("-created_at").values_list("state", flat=True)[: COUNT_LIMIT + 1])
    late = FaxSending.objects.filter(_late(), gateway=gateway).values("pk")[: COUNT_LIMIT + 1]
    return Figures(len(states), states.count(FaxState.DELIVERED), states.count(FaxState.FAILED), len(late))


def _late() -> Q:
    """Handed to the gateway long ago, and nothing was heard since."""
    return Q(state=FaxState.WAITING, message__delivery=DeliveryState.SENT, created_at__lt=timezone.now() - LATE)


def health(gateway: FaxGateway) -> str:
    """A code: paused, late, or that of its mailbox. Of one that came through `access_gateways`."""
    if not gateway.is_active:
        return "paused"
    of_mailbox = mailbox_health(gateway.mailbox)
    return "late" if of_mailbox == "well" and getattr(gateway, "is_late", False) else of_mailbox
