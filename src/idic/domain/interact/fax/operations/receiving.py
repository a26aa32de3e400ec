from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.enums import OPEN_STATES, MessageKind
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.operations.messages import receive_message
from idic.domain.interact.cases.operations.open import Opening, open_with_messages
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.fax.enums import SOURCE
from idic.domain.interact.fax.models import FaxGateway
from idic.domain.interact.fax.numbers import number_in
from idic.domain.interact.fax.papers import is_paper, kept_pages
from idic.domain.interact.mail.models import IncomingMail
from idic.domain.interact.mail.parsing import ParsedMail
from idic.domain.interact.telephony.numbers import customer_with
from idic.foundation.jobs.operations.jobs import start_job

_LONGEST = 5000


def take_fax(gateway: FaxGateway, row: IncomingMail, mail: ParsedMail) -> Message:
    """A case, or one message more in the only open case in which we have answered that number. The number itself stands in
    no title: not everybody may see it. Where the gateway sends no page, what it wrote stands in the page's place."""
    number = number_in(gateway, mail)
    customer = customer_with(number)
    pages = [kept_pages(one) for one in mail.files if is_paper(one)]
    count = sum(one.count for one in pages)
    words = ngettext("Fax, %(count)s page", "Fax, %(count)s pages", count) % {"count": count} if count else _("Fax")
    said = words
    if not pages:
        words = _("Fax without a page")
        told = _("A fax has come, but no page of it. Perhaps it broke off: ask whoever sent it to send it again.")
        said = f"{told}\n\n{mail.new_text or mail.text}".strip()[:_LONGEST]
    draft = MessageDraft(
        said, at=row.received_at, customer=customer, sender_address=number, source=SOURCE,
        external_id=f"{row.header_id[:440]}#{row.content_digest[:32]}", raw_path=row.raw_path,
        files=tuple(one.file for one in pages),
    )  # fmt: skip
    known = Message.objects.filter(source=SOURCE, external_id=draft.external_id).first()
    if known is not None:
        return known
    case = _answered_case(number)
    if case is not None:
        message = receive_message(case, draft)
    else:
        box = gateway.mailbox
        wanted = CaseDraft(
            title=words, mode=AccessMode.FAX, purpose=box.purpose, customer=customer, contact_address=number,
            topic=box.topic, team=box.team, received_at=row.received_at,
        )  # fmt: skip
        message = open_with_messages([Opening(wanted, draft)], by=None)[0].messages[0]
    for pk, path in message.files.values_list("pk", "path"):
        if path.endswith(".pdf"):
            start_job("papers.read", {"file": pk}, by=None)
    FaxGateway.objects.filter(pk=gateway.pk).update(last_received_at=timezone.now())
    return message


def _answered_case(number: str) -> Case | None:
    if not number:
        return None
    found = list(
        Case.objects.filter(
            mode=AccessMode.FAX, contact_address=number, state__in=OPEN_STATES, deleted_at__isnull=True,
            messages__kind=MessageKind.OUTBOUND,
        ).distinct()[:2]
    )  # fmt: skip
    return found[0] if len(found) == 1 else None
