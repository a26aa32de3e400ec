"""A mailbox with a mail that could not be filed and one that was not sent; and a mail of the house that perhaps left."""

from __future__ import annotations

from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.messages import acknowledge_case
from idic.domain.interact.mail.models import IncomingMail, Mailbox, OutgoingMail, Recipient
from idic.domain.interact.mail.operations.mailboxes import MailboxDraft, Server, save_mailbox
from idic.foundation.accounts.models import User
from idic.foundation.house_mail.models import HouseMail
from idic.foundation.house_mail.operations.asking import ask_mail
from idic.foundation.letters.merging import Merged
from idic.foundation.letters.models import Delivery
from idic.foundation.letters.operations.deliveries import send_mail
from idic.loop.automation.models import Rule, WebhookDelivery


def make_mailbox(address: str, by: User) -> Mailbox:
    """On a server that is not there."""
    server = Server("127.0.0.1", 9, "none", "desk", "a pass phrase")
    draft = MailboxDraft("Service desk", address, server, server, receipts={"en": "We have it."}, sends_receipts=True)
    return save_mailbox(None, draft, by=by)


def make_unfiled(mailbox: Mailbox, uid: int = 1) -> IncomingMail:
    return IncomingMail.objects.create(
        mailbox=mailbox, uid_validity=1, uid=uid, digest=f"{uid:064}", raw_path="mail/none.eml", size=10, state="failed",
        reason="error", error="ValueError", sender="anan@customer.example", received_at=timezone.now(),
    )  # fmt: skip


def make_house_mail(user: User) -> HouseMail:
    mail = ask_mail("notices", arguments={"notifications": [], "delivery": "at_once"}, user=user)
    HouseMail.objects.filter(pk=mail.pk).update(state="unsure", error="Interrupted", attempts=1)
    return mail


def make_unsent_letter(customer: Customer, user: User) -> Delivery:
    letter = send_mail(
        Merged("Your order", "It is on its way.", ()), template=None, noun="customer", record=customer,
        to="anan@customer.example", language="en", by=user,
    )  # fmt: skip
    Delivery.objects.filter(pk=letter.pk).update(state="failed", error="compose", attempts=1)
    return letter


def make_webhook(rule: Rule) -> WebhookDelivery:
    return WebhookDelivery.objects.create(
        rule=rule, event_id=1, url="https://example.com/in", body={}, state="failed", error="TypeError", attempts=1,
        next_at=timezone.now(),
    )  # fmt: skip


def make_unsent(mailbox: Mailbox, case: Case) -> OutgoingMail:
    message = acknowledge_case(case, MessageDraft("We have it.", to=("anan@customer.example",)))
    mail = OutgoingMail.objects.create(
        message=message, mailbox=mailbox, header_id=f"idic.{message.pk}@example.org", state="failed",
        next_at=timezone.now(),
    )  # fmt: skip
    Recipient.objects.create(mail=mail, address="anan@customer.example", state="refused", said="550 no such user")
    return mail
