"""What a visitor does. Each act may arrive twice from a page that was not sure, and is done once."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.operations.messages import locked_today, receive_message
from idic.domain.interact.cases.operations.open import Opening as CaseOpening
from idic.domain.interact.cases.operations.open import open_with_messages
from idic.domain.interact.chat.enums import Asking, EndedBy
from idic.domain.interact.chat.errors import (
    AddressMissing,
    AddressRefused,
    ChatEnded,
    TextMissing,
    TextTooLong,
    TooFast,
)
from idic.domain.interact.chat.models import ChatSite, ChatTalk
from idic.domain.interact.chat.operations.files import Brought, kept_files, require_room
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.mail.queries.threads import customer_of
from idic.foundation.texts import one_line, trimmed
from idic.methods.normalise.emails import parse_email

LONGEST = 4000
#: Of one visitor within a minute.
MOST_A_MINUTE = 20
#: How long a sign that somebody writes holds, and how often being here is written down.
WRITES_FOR = timedelta(seconds=6)
_SEEN_EVERY = timedelta(seconds=10)


@dataclass(frozen=True)
class Opening:
    """`nonce` is made by the visitor's page, once for each conversation."""

    text: str
    nonce: str
    name: str = ""
    address: str = ""
    language: str = ""
    page: str = ""
    files: Sequence[Brought] = ()


def begin_talk(site: ChatSite, opening: Opening, *, is_live: bool) -> ChatTalk:
    """A case with its first message. Where nobody is there it is a message that is left, and needs an address."""
    known = ChatTalk.objects.filter(nonce=opening.nonce).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return _begun(site, opening, is_live=is_live)
    except IntegrityError:
        known = ChatTalk.objects.filter(nonce=opening.nonce).first()
        if known is None:
            raise
        return known


def say(talk: ChatTalk, text: str, *, nonce: str, files: Sequence[Brought] = ()) -> Message:
    """A file needs no words."""
    source, external_id = source_of(talk), f"{talk.pk}:{nonce}"
    known = Message.objects.filter(source=source, external_id=external_id).first()
    if known is not None:
        return known
    draft = MessageDraft(_checked(text, is_needed=not files), source=source, external_id=external_id)
    if files:
        require_room(source, ())
        draft = replace(draft, files=kept_files(files))
    try:
        with transaction.atomic():
            locked_today(talk.case, by=None)
            row = ChatTalk.objects.select_for_update(of=("self",), no_key=True).select_related("case").get(pk=talk.pk)
            if not row.is_live:
                raise ChatEnded
            lately = timezone.now() - timedelta(minutes=1)
            if Message.objects.filter(case=row.case_id, at__gte=lately, source=source).count() >= MOST_A_MINUTE:
                raise TooFast
            if draft.files:
                require_room(source, draft.files)
            row.writes_until, row.seen_at = None, timezone.now()
            row.save(update_fields=["writes_until", "seen_at"])
            return receive_message(row.case, _as_of(row.case, draft))
    except IntegrityError:
        return Message.objects.get(source=source, external_id=external_id)


def note_sight(talk: ChatTalk, *, writes: bool, read_id: int) -> None:
    """Asked every second and written only where it says something new. `read_id` 0: nothing is on show at the moment."""
    now = timezone.now()
    writing = talk.writes_until is not None and talk.writes_until > now
    if writes == writing and read_id <= talk.read_id and now - talk.seen_at < _SEEN_EVERY:
        return
    ChatTalk.objects.filter(pk=talk.pk).update(
        seen_at=now, writes_until=now + WRITES_FOR if writes else None, read_id=Greatest(F("read_id"), read_id)
    )


def source_of(talk: ChatTalk) -> str:
    """Of what this visitor said, and nobody else."""
    return f"chat:{talk.pk}"


def checked_address(text: str) -> str:
    parsed = parse_email(text)
    if not parsed.valid or not parsed.key:
        raise AddressRefused
    return trimmed(text, 254)


def _begun(site: ChatSite, opening: Opening, *, is_live: bool) -> ChatTalk:
    text = _checked(opening.text)
    if not opening.address.strip() and (not is_live or site.asking == Asking.REQUIRED):
        raise AddressMissing
    address = checked_address(opening.address) if opening.address.strip() else ""
    name, files = one_line(opening.name, 300), kept_files(opening.files)
    now = timezone.now()
    # whoever has this address says so themselves: the page of the case tells that nothing proves it
    customer = customer_of(address) if address else None
    talk = ChatTalk(
        pk=_number(), site=site, secret=secrets.token_urlsafe(32), nonce=opening.nonce, page=_page(opening.page),
        seen_at=now, ended_at=None if is_live else now, ended_by=EndedBy.GOES_ON if is_live else EndedBy.NOT_LIVE,
    )  # fmt: skip
    draft = CaseDraft(
        title=one_line(text, 80), mode=AccessMode.CHAT, purpose=site.purpose, text=text, customer=customer,
        contact_name=name, contact_address=address, topic=site.topic, team=site.team, language=opening.language,
        received_at=now,
    )  # fmt: skip
    said = MessageDraft(text, source=source_of(talk), external_id=f"{talk.pk}:{opening.nonce}", files=files)
    talk.case = open_with_messages([CaseOpening(draft, lambda case: _as_of(case, said))], by=None)[0].case
    talk.save(force_insert=True)
    return talk


def _number() -> int:
    """Its first message is named by it, and is written before it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [ChatTalk._meta.db_table])
        return int(cursor.fetchone()[0])


def _as_of(case: Case, draft: MessageDraft) -> MessageDraft:
    return replace(draft, sender_name=case.contact_name, sender_address=case.contact_address, customer=case.customer)


def _checked(text: str, *, is_needed: bool = True) -> str:
    found = trimmed(text.replace("\r\n", "\n"))
    if not found and is_needed:
        raise TextMissing
    if len(found) > LONGEST:
        raise TextTooLong
    return found


def _page(text: str) -> str:
    plain = trimmed(text.partition("?")[0].partition("#")[0])
    return plain[:300] if plain.startswith(("https://", "http://")) else ""
