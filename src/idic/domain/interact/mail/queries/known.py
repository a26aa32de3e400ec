"""What is known of a few mails at once: one statement for each question, however many they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.models import Message
from idic.domain.interact.mail.enums import IncomingState
from idic.domain.interact.mail.models import IncomingMail, Mailbox, OutgoingMail
from idic.domain.interact.mail.parsing import ParsedMail
from idic.domain.interact.mail.queries.threads import customers_of, looked_up

SOURCE = "mail"


@dataclass
class Known:
    """Of names: the message that each stands for. Whoever files a mail of these adds what became of it."""

    own: frozenset[str] = frozenset()
    ours: dict[str, int] = field(default_factory=dict)
    theirs: dict[str, int] = field(default_factory=dict)
    customers: dict[str, Customer] = field(default_factory=dict)
    filed: dict[str, IncomingMail] = field(default_factory=dict)

    def message_named(self, names: Sequence[str]) -> int | None:
        """The first that is known. Our own names cannot be guessed; those of customers are known to whoever was in the
        thread."""
        return next((found for one in names if (found := self.ours.get(one) or self.theirs.get(one)) is not None), None)

    def first_named(self, name: str) -> IncomingMail | None:
        """The mail that first came under this name and became a message."""
        if name not in self.filed and (message := self.theirs.get(name)) is not None:
            filed = IncomingMail.objects.filter(message_id=message, state=IncomingState.FILED)
            if (first := filed.order_by("pk").first()) is not None:
                self.filed[name] = first
        return self.filed.get(name)


def known_of(mails: Sequence[ParsedMail], names: Sequence[str]) -> Known:
    """`names` are those under which they are kept."""
    asked = {*names, *(name for mail in mails for name in (mail.message_id, *looked_up(mail)))}
    senders = {mail.sender.address for mail in mails if mail.sender.address}
    ours = OutgoingMail.objects.filter(header_id__in=asked).values_list("header_id", "message_id")
    theirs = Message.objects.filter(source=SOURCE, external_id__in=asked).values_list("external_id", "pk")
    return Known(
        own=frozenset(Mailbox.objects.filter(address__in=senders).values_list("address", flat=True)),
        ours=dict(ours), theirs=dict(theirs), customers=customers_of(senders),
    )  # fmt: skip


def earlier_of(rows: Sequence[IncomingMail]) -> dict[tuple[int, str], IncomingMail]:
    """The first mail of each of these bytes in its mailbox that is whole and has not failed: one of `rows` itself, where
    none came before them."""
    ours = {row.pk: row for row in rows}
    same = IncomingMail.objects.filter(
        mailbox_id__in={row.mailbox_id for row in rows}, digest__in={row.digest for row in rows}, is_cut=False
    ).exclude(state=IncomingState.FAILED)  # fmt: skip
    found: dict[tuple[int, str], IncomingMail] = {}
    for one in same.order_by("mailbox_id", "digest", "pk").distinct("mailbox_id", "digest"):
        found[one.mailbox_id, one.digest] = ours.get(one.pk, one)
    return found
