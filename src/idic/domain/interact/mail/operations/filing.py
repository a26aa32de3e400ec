"""What a kept mail becomes: a message in its case, a new case, a note on a mail that came back - or nothing, with a reason."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from idic.domain.interact.cases.models import Message
from idic.domain.interact.mail.enums import IncomingState
from idic.domain.interact.mail.models import IncomingMail, Mailbox, OutgoingMail
from idic.domain.interact.mail.operations.bounced import mark_bounced
from idic.domain.interact.mail.operations.entering import enter
from idic.domain.interact.mail.operations.receipts import acknowledge
from idic.domain.interact.mail.parsing import ParsedMail, read_mail
from idic.domain.interact.mail.parsing.automatic import BOUNCE, REPLY
from idic.domain.interact.mail.queries.threads import place_of
from idic.foundation.files.storage import local_path

logger = logging.getLogger(__name__)

SOURCE = "mail"
MOST_ATTEMPTS = 3
_LOCKS = 1_230_259_524
_TOGETHER = 20


def file_mails(ids: Sequence[int]) -> int:
    """Several to a transaction, for most of the time goes into making one last. One that cannot be filed holds up no
    other, and where two workers wait for one another each mail goes by itself. Returns how many were settled."""
    settled = 0
    for start in range(0, len(ids), _TOGETHER):
        together = ids[start : start + _TOGETHER]
        try:
            settled += _file_together(together)
        except OperationalError:
            settled += sum(1 for pk in together if file_mail(pk))
    return settled


def file_waiting(limit: int = 200) -> int:
    """What a worker had kept and not filed when it ended."""
    waiting = IncomingMail.objects.filter(state=IncomingState.TAKEN).order_by("pk").values_list("pk", flat=True)[:limit]
    return file_mails(list(waiting))


def file_mail(pk: int) -> bool:
    """Safe to repeat and to do twice at once. An error is written down with the mail, which is tried again up to three
    times and then waits for a person."""
    try:
        with transaction.atomic():
            return _file(pk)
    except (OperationalError, InterfaceError):
        # the database, not the mail: it stays taken
        raise
    except Exception as error:
        logger.exception("mail %s could not be filed", pk)
        _note_failure(pk, error)
        return False


def _file_together(ids: Sequence[int]) -> int:
    settled, failed = 0, list[tuple[int, Exception]]()
    with transaction.atomic():
        for pk in ids:
            try:
                with transaction.atomic():
                    settled += _file(pk)
            except (OperationalError, InterfaceError):
                raise
            except Exception as error:
                logger.exception("mail %s could not be filed", pk)
                failed.append((pk, error))
    for pk, why in failed:
        _note_failure(pk, why)
    return settled


def _file(pk: int) -> bool:
    row = (
        IncomingMail.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("mailbox__team", "mailbox__topic")
        .filter(pk=pk, state=IncomingState.TAKEN)
        .first()
    )
    if row is None:
        return False
    if _came_before(row):
        return _ignored(row, "twice")
    try:
        data = local_path(row.raw_path).read_bytes()
    except FileNotFoundError:
        return _failed(row, "lost")
    mail = read_mail(data)
    row.header_id, row.sender = mail.message_id[:500], mail.sender.address[:254]
    row.subject, row.content_digest = mail.subject, _content_digest(mail)
    row.faults = [*mail.faults, *(["cut"] if row.is_cut else []), *(["forged"] if mail.is_forged else [])]
    # Two mails of one name at once, from two mailboxes: the second sees what the first became.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCKS, row.header_id])
    return _place(row, mail)


def _place(row: IncomingMail, mail: ParsedMail) -> bool:
    if (
        Mailbox.objects.filter(address=mail.sender.address).exists()
        or OutgoingMail.objects.filter(header_id=mail.message_id).exists()
    ):
        return _ignored(row, "own")
    if mail.automatic == BOUNCE and mail.bounce is not None:
        if not mail.bounce.is_final:
            return _ignored(row, "delayed")
        back = mark_bounced(mail.bounce)
        if back is None:
            return _ignored(row, "unknown_bounce")
        row.case_id, row.message_id = back.case_id, back.pk
        return _ignored(row, "bounce")
    external_id = row.header_id
    known = _known(row)
    if known is not None:
        if known.content_digest == row.content_digest:
            row.case_id, row.message_id = known.case_id, known.message_id
            return _ignored(row, "twice")
        # somebody else's, or another text, under a name that is taken: it is a mail of its own
        external_id = f"{row.header_id[:440]}#{row.content_digest[:32]}"
    place = place_of(mail)
    if mail.automatic == REPLY and place.case is None:
        return _ignored(row, "auto_reply")
    message, is_new = enter(row, mail, place, external_id=external_id)
    row.case_id, row.message_id = message.case_id, message.pk
    row.state, row.reason, row.error, row.filed_at = IncomingState.FILED, "", "", timezone.now()
    row.save()
    if is_new:
        acknowledge(row.mailbox, message, mail)
    return True


def _known(row: IncomingMail) -> IncomingMail | None:
    """The mail that first came under this name and became a message."""
    message = Message.objects.filter(source=SOURCE, external_id=row.header_id).values_list("pk", flat=True).first()
    if message is None:
        return None
    return IncomingMail.objects.filter(message_id=message, state=IncomingState.FILED).order_by("pk").first()


def _came_before(row: IncomingMail) -> bool:
    """The server numbers anew, or the mailbox was moved: the same bytes are the same mail."""
    same = IncomingMail.objects.filter(mailbox_id=row.mailbox_id, digest=row.digest, pk__lt=row.pk, is_cut=False)
    first = same.exclude(state=IncomingState.FAILED).order_by("pk").first()
    if first is None:
        return False
    row.case_id, row.message_id, row.header_id = first.case_id, first.message_id, first.header_id
    row.sender, row.subject = first.sender, first.subject
    return True


def _content_digest(mail: ParsedMail) -> str:
    said = [mail.sender.address, mail.subject, " ".join(mail.text.split()), str(mail.date)]
    digests = [hashlib.sha256(one.data).hexdigest() for one in mail.files]
    return hashlib.sha256("\x00".join([*said, *digests]).encode("utf-8", "replace")).hexdigest()


def _ignored(row: IncomingMail, reason: str) -> bool:
    row.state, row.reason, row.error, row.filed_at = IncomingState.IGNORED, reason, "", timezone.now()
    row.save()
    return True


def _failed(row: IncomingMail, reason: str) -> bool:
    row.state, row.reason = IncomingState.FAILED, reason
    row.save()
    return True


@transaction.atomic
def _note_failure(pk: int, error: Exception) -> None:
    row = IncomingMail.objects.select_for_update().filter(pk=pk, state=IncomingState.TAKEN).first()
    if row is None:
        return
    row.attempts += 1
    row.error = type(error).__name__ if not isinstance(error, DatabaseError) else f"database: {type(error).__name__}"
    if row.attempts >= MOST_ATTEMPTS:
        row.state, row.reason = IncomingState.FAILED, "error"
    row.save(update_fields=["attempts", "error", "state", "reason"])
