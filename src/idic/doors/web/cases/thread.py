"""What was said in a case and noted beside it, in the order of time, as the page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, Q, QuerySet, Window
from django.utils.html import escape, linebreaks, urlize
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.enums import DeliveryState, MessageKind
from idic.domain.interact.cases.models import Case, Message, MessageFile
from idic.domain.interact.cases.queries.news import deliveries_told
from idic.domain.interact.cases.queries.said import files_with, messages_in
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.mail.queries.undelivered import sending_mailboxes
from idic.domain.interact.papers.operations.reading import SOURCE as WORDS_OF_LETTERS
from idic.doors.web.cases.wording import DELIVERY_TONES, MODE_ICONS, UNDELIVERED
from idic.doors.web.long_text import long_text
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.accounts.enums import AttributeGroup
from idic.foundation.accounts.masking import shown_text
from idic.foundation.accounts.models import User
from idic.foundation.desk.queries.notes import notes_of
from idic.foundation.desk.subjects import Subject
from idic.foundation.nouns.registry import noun_of
from idic.foundation.storage.remembered import RememberedQuery

#: So many are shown at first; the earlier ones on request.
SHOWN = 60
_MOST = 1000
_NOTES = 100
#: Kinds of pictures that are shown within the text of a mail.
DRAWN = ("image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp")
_FOLDED = 3
_ON_PAPER: dict[str, tuple[str, ...]] = {AccessMode.FAX: ("fax",), AccessMode.LETTER: ("paper",)}
#: A messenger may have taken what it did not answer.
_TROUBLED: dict[str, tuple[str, ...]] = dict.fromkeys(
    (AccessMode.LINE, AccessMode.MESSENGER), (*UNDELIVERED, DeliveryState.UNSURE)
)
_NOT_SHOWN = (
    "html",
    *(f"author__{one.attname}" for one in User._meta.concrete_fields if one.name not in ("id", "display_name")),
    *(f"customer__{one.attname}" for one in Customer._meta.concrete_fields if one.name not in ("id", "name")),
)
_IS_FORMATTED = ExpressionWrapper(~Q(html=""), output_field=BooleanField())


@dataclass(frozen=True)
class Said:
    """`kind` is that of the message, or "note", or "request" for the words with which the case began."""

    kind: str
    at: datetime
    who: str
    html: SafeString
    icon: str
    anchor: str
    pk: int = 0
    subject: str = ""
    mode: str = ""
    delivery: str = ""
    delivery_tone: Tone = "neutral"
    # the channel of what is known not to have arrived, or not with everybody
    undelivered: str = ""
    files: Sequence[MessageFile] = ()
    channel: str = ""
    # its sender laid it out: that is fetched when it is asked for
    is_formatted: bool = False
    # of a case on paper: with the letter or the fax that was made of it
    message: Message | None = None

    @property
    def pictures(self) -> list[MessageFile]:
        """Of a chat they are seen at once; of a mail they stand in its own layout."""
        return [
            one for one in self.files if self.channel == AccessMode.CHAT and one.media_type in DRAWN and not one.refused
        ]

    @property
    def is_message(self) -> bool:
        return self.kind in MessageKind.values

    @property
    def side(self) -> str:
        """The customer's words stand on the left, ours on the right, what a machine wrote and our notes between them."""
        return {"inbound": "left", "request": "left", "outbound": "right"}.get(self.kind, "middle")


@dataclass(frozen=True)
class Thread:
    said: list[Said]
    # messages that are not shown
    earlier: int
    last_message: int
    # of the latest messages, by which an open page notices that one arrived
    deliveries: str
    # whether any mailbox does; read with the messages, so not known where none is
    sends_mail: bool | None

    @property
    def last_outbound(self) -> Said | None:
        return next((one for one in reversed(self.said) if one.kind == MessageKind.OUTBOUND), None)


def thread_of(case: Case, reader: User, *, everything: bool = False, whole: str = "") -> Thread:
    """`whole`: the anchor of the one of which all is shown, however long."""
    kept = {"all": "1"} if everything else {}
    most = _MOST if everything else SHOWN
    rows = _newest(most, *_ON_PAPER.get(case.mode, ()))(case.pk)
    messages, has_more = rows[:most], len(rows) > most
    earlier = getattr(rows[0], "together", 0) - most if has_more else 0
    files: dict[int, list[MessageFile]] = {}
    for file in _files_of([one.pk for one in messages]) if messages else ():
        files.setdefault(file.message_id, []).append(file)
    found = [_message(one, case, reader, _Text(whole, kept), files.get(one.pk, [])) for one in messages]
    if case.text and not has_more and not any(one.text == case.text for one in messages):
        found.append(_request(case, reader, _Text(whole, kept)))
    since = min((one.at for one in messages), default=None) if has_more else None
    for shown in notes_of(Subject(noun_of("case"), case), size=_NOTES).notes:
        note = shown.note
        if since is None or note.created_at >= since:
            who = note.author.display_name if note.author else _("A former user")
            found.append(
                Said("note", note.created_at, who, SafeString(shown.html), "notes", f"note-{note.pk}", pk=note.pk)
            )
    found.sort(key=lambda one: (one.at, one.kind != "request", one.pk))
    told = deliveries_told(one.delivery for one in messages)
    sends = getattr(messages[0], "sends_mail", None) if messages else None
    return Thread(found, earlier, max((one.pk for one in messages), default=0), told, sends)


@dataclass(frozen=True)
class _Text:
    """How long texts are shown on this page."""

    whole: str
    kept: dict[str, str]

    def shown(self, text: str, anchor: str) -> SafeString:
        return long_text(text, anchor, self.whole, _folded, kept=self.kept)


@cache
def _newest(most: int, *with_them: str) -> RememberedQuery[Message]:
    def build(case: int) -> QuerySet[Message]:
        rows = messages_in(case).select_related("author", "customer", *with_them).defer(*_NOT_SHOWN)
        rows = rows.annotate(
            together=Window(Count("pk")), is_formatted=_IS_FORMATTED, sends_mail=Exists(sending_mailboxes())
        )
        return rows.order_by("-at", "-pk")[: most + 1]

    return RememberedQuery(build, 910_001)


_files_of = RememberedQuery(files_with, [910_001])


def _message(one: Message, case: Case, reader: User, text: _Text, files: Sequence[MessageFile]) -> Said:
    return Said(
        one.kind, one.at, _who(one, case, reader), text.shown(one.text, f"message-{one.pk}"),
        MODE_ICONS[one.mode], f"message-{one.pk}", one.pk,
        one.subject if one.subject != case.title else "", one.get_mode_display(),
        one.get_delivery_display() if one.delivery else "", DELIVERY_TONES.get(one.delivery, "neutral"),
        one.mode if one.delivery in _TROUBLED.get(one.mode, UNDELIVERED) else "", _beside(one, files), one.mode,
        is_formatted=getattr(one, "is_formatted", False), message=one if case.mode in _ON_PAPER else None,
    )  # fmt: skip


def _beside(one: Message, files: Sequence[MessageFile]) -> list[MessageFile]:
    """Without the pictures of a text that can be seen laid out: they stand in it."""
    drawn = DRAWN if getattr(one, "is_formatted", False) else ()
    return [file for file in files if not (file.content_id and file.media_type in drawn)]


def _request(case: Case, reader: User, text: _Text) -> Said:
    return Said(
        "request", case.received_at, contact_name(case, reader), text.shown(case.text, "request"),
        MODE_ICONS[case.mode], "request", mode=case.get_mode_display(),
    )  # fmt: skip


def _who(one: Message, case: Case, reader: User) -> str:
    if one.kind == MessageKind.OUTBOUND:
        return one.author.display_name if one.author else _("A former user")
    if one.kind == MessageKind.AUTOMATIC:
        if one.source == WORDS_OF_LETTERS:
            return _("Read from the scan")
        return one.sender_name or _("Sent by itself")
    named = one.sender_name or (one.customer.name if one.customer else "")
    return named or address_shown(one.sender_address, reader) or contact_name(case, reader)


def contact_name(case: Case, reader: User) -> str:
    if case.customer is not None:
        return case.customer.name
    return case.contact_name or address_shown(case.contact_address, reader) or _("Somebody who gave no name")


def address_shown(address: str, reader: User) -> str:
    """As far as the reader's role shows how somebody is reached."""
    return shown_text(reader, "customer", AttributeGroup.CONTACT, "email" if "@" in address else "phone", address).text


def _folded(text: str) -> SafeString:
    """What is quoted between the words is folded."""
    parts = []
    for is_quoted, lines in groupby(text.split("\n"), lambda line: line.startswith(">")):
        some = list(lines)
        html = linebreaks(urlize("\n".join(some), nofollow=True, autoescape=True))
        if is_quoted and len(some) >= _FOLDED:
            html = f'<details class="said-quoted"><summary>{escape(_("Quoted text"))}</summary>{html}</details>'
        parts.append(html)
    return SafeString("".join(parts))
