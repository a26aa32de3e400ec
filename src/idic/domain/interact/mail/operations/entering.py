from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.interact.attachments import kept_file
from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.enums import MessageKind
from idic.domain.interact.cases.models import Message
from idic.domain.interact.cases.operations.messages import receive_message
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.mail.models import IncomingMail
from idic.domain.interact.mail.parsing import ParsedMail
from idic.domain.interact.mail.queries.threads import Place, customer_of
from idic.domain.interact.mail.tokens import without_mark


def enter(row: IncomingMail, mail: ParsedMail, place: Place, *, external_id: str) -> tuple[Message, bool]:
    """The message, and whether it opened a case."""
    at = min(mail.date or row.received_at, row.received_at)
    # a date of years ago is a wrong clock: promises do not run from it
    at = at if (row.received_at - at).days < 14 else row.received_at
    customer = customer_of(mail.sender.address)
    draft = MessageDraft(
        mail.new_text or mail.text, at=at, kind=MessageKind.AUTOMATIC if mail.automatic else MessageKind.INBOUND,
        subject=mail.subject, html=mail.html, sender_name=mail.sender.name, sender_address=mail.sender.address,
        customer=customer, to=tuple(one.address for one in mail.to), cc=tuple(one.address for one in mail.cc),
        source="mail", external_id=external_id, in_reply_to=mail.in_reply_to, raw_path=row.raw_path,
        files=tuple(kept_file(one.name, one.media_type, one.data) for one in mail.files),
    )  # fmt: skip
    if place.case is not None:
        return receive_message(place.case, draft), False
    mailbox = row.mailbox
    case = open_case(
        CaseDraft(
            title=without_mark(mail.subject) or mail.new_text[:80].strip() or _("E-mail without a subject"),
            mode=AccessMode.EMAIL, purpose=mailbox.purpose, text=(mail.new_text or mail.text)[:20_000], customer=customer,
            contact_name=mail.sender.name, contact_address=mail.sender.address, topic=mailbox.topic, language=mail.language,
            team=mailbox.team, received_at=min(at, timezone.now()), origin=place.named,
        ),
        by=None,
    )  # fmt: skip
    return receive_message(case, draft), not mail.automatic
