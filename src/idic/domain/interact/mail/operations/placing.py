"""Where the mails of one transaction go: to a message in a case, to a new case, to a note on a mail that came back, or nowhere.

New cases are written together, as late as the next mail allows: one that speaks of a waiting one has them written first.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from idic.domain.interact.cases.models import Message
from idic.domain.interact.cases.operations.messages import receive_message
from idic.domain.interact.cases.operations.open import Opening, open_with_messages
from idic.domain.interact.mail.enums import IncomingState
from idic.domain.interact.mail.models import IncomingMail
from idic.domain.interact.mail.operations.bounced import mark_bounced
from idic.domain.interact.mail.operations.entering import case_draft, message_draft
from idic.domain.interact.mail.operations.queueing import queue_receipts
from idic.domain.interact.mail.operations.receipts import Receipts, Wish
from idic.domain.interact.mail.parsing import ParsedMail
from idic.domain.interact.mail.parsing.automatic import BOUNCE, REPLY
from idic.domain.interact.mail.queries.known import SOURCE, Known
from idic.domain.interact.mail.queries.threads import looked_up, place_of
from idic.domain.interact.mail.readers import Taken, read_elsewhere


@dataclass(frozen=True)
class _Waiting:
    row: IncomingMail
    external_id: str
    opening: Opening
    wish: Wish | None


class Placing:
    def __init__(self, known: Known) -> None:
        self._known = known
        self._waiting: list[_Waiting] = []
        self._names: set[str] = set()

    def place(self, row: IncomingMail, mail: ParsedMail) -> None:
        """Sets what became of it; the caller writes that down after `finish`."""
        if mail.sender.address in self._known.own or mail.message_id in self._known.ours:
            return ignored(row, "own")
        if (taken := read_elsewhere(row, mail)) is not None:
            return _taken(row, taken)
        if mail.automatic == BOUNCE and mail.bounce is not None:
            return _came_back(row, mail)
        if not self._names.isdisjoint((row.header_id, *looked_up(mail))):
            self.finish()
        external_id = self._name_of(row)
        if not external_id:
            return ignored(row, "twice")
        place = place_of(mail, self._known.message_named)
        if mail.automatic == REPLY and place.case is None:
            return ignored(row, "auto_reply")
        customer = self._known.customers.get(mail.sender.address) or place.customer
        draft = message_draft(row, mail, customer, external_id=external_id)
        if place.case is not None:
            return self._filed(row, external_id, receive_message(place.case, draft))
        wish = Wish.of(row.mailbox, mail)
        self._waiting.append(_Waiting(row, external_id, Opening(case_draft(row, mail, customer, place), draft), wish))
        self._names |= {row.header_id, external_id}
        return None

    def finish(self) -> None:
        waiting, self._waiting, self._names = self._waiting, [], set()
        if not waiting:
            return
        receipts = Receipts([one.wish for one in waiting if one.wish is not None])
        openings = [receipts.added(one.opening, one.wish) for one in waiting]
        opened = open_with_messages(openings, by=None)
        for one, found in zip(waiting, opened, strict=True):
            self._filed(one.row, one.external_id, found.messages[0])
        queue_receipts(
            (found.messages[1], one.row.mailbox)
            for one, found in zip(waiting, opened, strict=True)
            if found.messages[1:]
        )

    def _name_of(self, row: IncomingMail) -> str:
        """Empty where the very same mail came before. Somebody else's, or another text, under a name that is taken is a
        mail of its own."""
        if row.header_id not in self._known.theirs:
            return row.header_id
        first = self._known.first_named(row.header_id)
        if first is not None and first.content_digest == row.content_digest:
            row.case_id, row.message_id = first.case_id, first.message_id
            return ""
        other = f"{row.header_id[:440]}#{row.content_digest[:32]}"
        known = Message.objects.filter(source=SOURCE, external_id=other).first()
        if known is not None:
            row.case_id, row.message_id = known.case_id, known.pk
            return ""
        return other

    def _filed(self, row: IncomingMail, external_id: str, message: Message) -> None:
        row.case_id, row.message_id = message.case_id, message.pk
        row.state, row.reason, row.error, row.filed_at = IncomingState.FILED, "", "", timezone.now()
        self._known.theirs[external_id] = message.pk
        self._known.filed.setdefault(external_id, row)


def ignored(row: IncomingMail, reason: str) -> None:
    row.state, row.reason, row.error, row.filed_at = IncomingState.IGNORED, reason, "", timezone.now()


def _taken(row: IncomingMail, taken: Taken) -> None:
    if taken.message is not None:
        row.case_id, row.message_id = taken.message.case_id, taken.message.pk
    if taken.reason:
        return ignored(row, taken.reason)
    row.state, row.reason, row.error, row.filed_at = IncomingState.FILED, "", "", timezone.now()
    return None


def _came_back(row: IncomingMail, mail: ParsedMail) -> None:
    bounce = mail.bounce
    if bounce is None or not bounce.is_final:
        return ignored(row, "delayed")
    back = mark_bounced(bounce)
    if back is None:
        return ignored(row, "unknown_bounce")
    row.case_id, row.message_id = back.case_id, back.pk
    return ignored(row, "bounce")
