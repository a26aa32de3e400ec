from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.conf import settings
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.enums import DeliveryState
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.open import Opening
from idic.domain.interact.cases.routing import unwanted_among
from idic.domain.interact.mail.models import Mailbox, Recipient
from idic.domain.interact.mail.parsing import ParsedMail
from idic.methods.normalise.emails import parse_email

#: To one address within an hour: two machines that answer one another end here.
MOST_RECEIPTS = 3


@dataclass(frozen=True)
class Wish:
    """The automatic receipt that a mail would have."""

    mailbox: Mailbox
    address: str
    text: str
    in_reply_to: str

    @classmethod
    def of(cls, mailbox: Mailbox, mail: ParsedMail) -> Wish | None:
        """None for a machine, a list, or who is not who they say they are."""
        if not mailbox.sends_receipts or not mailbox.smtp_host or mail.automatic or mail.is_forged:
            return None
        text, address = _text(mailbox, mail.language), mail.sender.address
        return cls(mailbox, address, text, mail.message_id) if parse_email(address).valid else None

    def draft(self, case: Case) -> MessageDraft:
        text = self.text.replace("{{case.number}}", case.number).replace("{{ case.number }}", case.number)
        return MessageDraft(
            text, subject=case.title, sender_address=self.mailbox.address, to=(self.address,), in_reply_to=self.in_reply_to,
            delivery=DeliveryState.QUEUED,
        )  # fmt: skip


class Receipts:
    """Which of these wishes come true: never for whoever had enough of them, or writes what nobody wants."""

    def __init__(self, wishes: Sequence[Wish]) -> None:
        addresses = {one.address for one in wishes}
        self._unwanted = unwanted_among(addresses) if addresses else frozenset()
        self._had = Counter(_had(addresses) if addresses else {})

    def added(self, opening: Opening, wish: Wish | None) -> Opening:
        if wish is None or wish.address in self._unwanted or self._had[wish.address] >= MOST_RECEIPTS:
            return opening
        self._had[wish.address] += 1
        return replace(opening, receipt=wish.draft)


def _had(addresses: set[str]) -> dict[str, int]:
    since = timezone.now() - timedelta(hours=1)
    sent = Recipient.objects.filter(address__in=addresses, mail__is_receipt=True, mail__created_at__gte=since)
    return dict(sent.values("address").annotate(n=Count("pk")).values_list("address", "n"))


def delivered_text(language: str) -> str:
    with override(language):
        return _("We have your message. Its number is {{case.number}}. We answer as soon as we can.")


def _text(mailbox: Mailbox, language: str) -> str:
    """The mailbox's own in the sender's language, else the delivered one in it: whoever wrote Chinese is not answered in
    Thai."""
    texts: dict[str, str] = mailbox.receipts
    if language:
        return texts.get(language) or delivered_text(language)
    house = settings.LANGUAGE_CODE
    return texts.get(house) or next(iter(texts.values()), "") or delivered_text(house)
