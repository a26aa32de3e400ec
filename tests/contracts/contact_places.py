"""A telephone system with a call and somebody to be called; a counter with a desk and a number."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.models import Case, Message, MessageFile
from idic.domain.interact.cases.operations.messages import answer_case
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.counter.models import Counter, CounterService, Ticket
from idic.domain.interact.counter.operations.counters import (
    CounterDraft,
    ServiceDraft,
    add_desk,
    save_counter,
    save_service,
)
from idic.domain.interact.counter.operations.taking import take_number
from idic.domain.interact.fax.models import FaxGateway, FaxSending
from idic.domain.interact.fax.operations.gateways import GatewayDraft, save_gateway
from idic.domain.interact.papers.operations.taking import Scan, letter_draft, take_letter
from idic.domain.interact.telephony.models import Call, CallBack, Exchange
from idic.domain.interact.telephony.operations.queueing import ask_call_back
from idic.foundation.accounts.models import User
from tests.contracts.mailboxes import make_mailbox
from tests.exchanges import make_exchange, tell

#: As small as one gets.
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj trailer<</Root 1 0 R>>"


def make_call(exchange: Exchange, name: str = "1") -> Call:
    tell(exchange, "ringing", call=name, **{"from": f"08111{int(name):05d}", "extension": "201", "queue": "service"})
    tell(exchange, "answered", call=name, extension="201")
    return tell(exchange, "ended", call=name, recording="https://pbx.example/1.ogg")


def make_call_back(number: int, by: User) -> CallBack:
    return ask_call_back(f"08122{number:05d}", name="Malee Suk", note="About the invoice", by=by)


def make_counter(name: str, by: User) -> Counter:
    return save_counter(None, CounterDraft(name, "Ground floor"), by=by)


def make_service(counter: Counter, letter: str, by: User) -> CounterService:
    return save_service(counter, None, ServiceDraft(letter, {"en": "Payments", "th": "ชำระเงิน"}), by=by)


def make_ticket(service: CounterService) -> Ticket:
    return take_number(service)


def make_letter(by: User) -> Case:
    """Scanned, and answered by one that waits to be sent."""
    draft = letter_draft("About my pension", received_at=timezone.now() - timedelta(hours=2), contact_name="Malee Suk")
    case = take_letter(draft, [Scan("letter.pdf", [PDF])], by=by)
    answer_case(case, MessageDraft("We have looked into it."), by=by)
    return case


def make_gateway(by: User, name: str = "Fax provider") -> FaxGateway:
    """Through a mailbox of its own, on a server that is not there."""
    mailbox = make_mailbox(f"{name.lower().replace(' ', '.')}@example.org", by)
    draft = GatewayDraft(
        name, mailbox, ["@fax.example.com"], "{number}@fax.example.com", delivered_words=["successfully sent"],
        failed_words=["failed"],
    )  # fmt: skip
    return save_gateway(None, draft, by=by)


def make_fax(gateway: FaxGateway, by: User) -> FaxSending:
    """An answer that waits for its report."""
    case = open_case(CaseDraft(title="Fax, 1 page", mode="fax", contact_address="+6621234567"), by=by)
    draft = MessageDraft("We have it.", to=("6621234567@fax.example.com",), delivery="queued")
    answer = answer_case(case, draft, by=by)
    return FaxSending.objects.create(message=answer, gateway=gateway, number="+6621234567")


def make_contact_places(by: User) -> dict[str, Any]:
    """Under the names of the world."""
    exchange, counter = make_exchange(by), make_counter("Town hall", by)
    service, desk = make_service(counter, "A", by), add_desk(counter, "Desk 1", by=by)
    ticket, letter = make_ticket(service), make_letter(by)
    gateway = make_gateway(by)
    make_fax(gateway, by)
    return {
        "fax_gateway": gateway, "letter_case": letter, "letter_file": MessageFile.objects.get(message__case=letter),
        "letter_answer": Message.objects.get(case=letter, kind="outbound"),
        "exchange": exchange, "exchange_key": exchange.key, "call": make_call(exchange), "call_back": make_call_back(1, by),
        "call_act": "claim", "counter": counter, "counter_key": counter.key, "counter_service": service, "desk": desk,
        "ticket": ticket, "ticket_key": ticket.key, "ticket_act": "again",
    }  # fmt: skip


def make_more(exchange: Exchange, counter: Counter, number: int, by: User) -> None:
    """One row more for every list of these rooms."""
    make_call(exchange, str(number + 10))
    make_call_back(number + 10, by)
    make_exchange(by, f"Branch {number}")
    make_gateway(by, f"Fax {number}")
    make_fax(FaxGateway.objects.order_by("pk")[0], by)
    add_desk(counter, f"Desk {number + 10}", by=by)
    add_desk(make_counter(f"Branch {number}", by), "Desk 1", by=by)
    make_ticket(CounterService.objects.get(counter=counter))
