from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.identify.models import Customer
from idic.domain.interact.attachments import kept_file
from idic.domain.interact.cases.drafts import CaseDraft, FileDraft, MessageDraft
from idic.domain.interact.cases.enums import MessageKind
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.mail.enums import MailTrouble
from idic.domain.interact.mail.models import IncomingMail
from idic.domain.interact.mail.parsing import MailFile, ParsedMail
from idic.domain.interact.mail.queries.known import SOURCE
from idic.domain.interact.mail.queries.threads import Place
from idic.domain.interact.mail.tokens import without_mark

#: Faults of a mail by which something of it is missing in its message.
_LEAVE_OUT = frozenset({
    "text_cut", "html_too_long", "too_many_files", "too_many_parts", "parts_unreadable", "unreadable", "encoding_broken",
})  # fmt: skip


def message_draft(row: IncomingMail, mail: ParsedMail, customer: Customer | None, *, external_id: str) -> MessageDraft:
    return MessageDraft(
        mail.new_text or mail.text, at=_moment(row, mail), kind=MessageKind.AUTOMATIC if mail.automatic else MessageKind.INBOUND,
        subject=mail.subject, html=mail.html, sender_name=mail.sender.name, sender_address=mail.sender.address,
        customer=customer, to=tuple(one.address for one in mail.to), cc=tuple(one.address for one in mail.cc),
        source=SOURCE, external_id=external_id, in_reply_to=mail.in_reply_to, raw_path=row.raw_path,
        files=(*(_kept(one, mail) for one in mail.files), *_rest(row, mail)),
    )  # fmt: skip


def case_draft(row: IncomingMail, mail: ParsedMail, customer: Customer | None, place: Place) -> CaseDraft:
    mailbox = row.mailbox
    return CaseDraft(
        title=without_mark(mail.subject) or mail.new_text[:80].strip() or _("E-mail without a subject"),
        mode=AccessMode.EMAIL, purpose=mailbox.purpose, text=(mail.new_text or mail.text)[:20_000], customer=customer,
        contact_name=mail.sender.name, contact_address=mail.sender.address, topic=mailbox.topic, language=mail.language,
        team=mailbox.team, received_at=min(_moment(row, mail), timezone.now()), origin=place.named,
    )  # fmt: skip


def _moment(row: IncomingMail, mail: ParsedMail) -> datetime:
    """A date of years ago is a wrong clock: promises do not run from it."""
    at = min(mail.date or row.received_at, row.received_at)
    return at if (row.received_at - at).days < 14 else row.received_at


def _rest(row: IncomingMail, mail: ParsedMail) -> list[FileDraft]:
    """Whoever reads the message must know that there is more."""
    if not row.is_cut and _LEAVE_OUT.isdisjoint(mail.faults):
        return []
    return [FileDraft(_("The rest of this mail"), "", 0, "", "", refused=MailTrouble.LEFT_OUT)]


def _kept(file: MailFile, mail: ParsedMail) -> FileDraft:
    """Many programs name every file; only what the text shows stands in it and not below."""
    shown = file.content_id if file.content_id and f"cid:{file.content_id}" in mail.html else ""
    return kept_file(file.name, file.media_type, file.data, content_id=shown)
