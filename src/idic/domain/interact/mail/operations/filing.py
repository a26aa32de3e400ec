"""What a kept mail becomes: a message in its case, a new case, a note on a mail that came back - or nothing, with a reason."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator, Sequence
from traceback import format_tb

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction

from idic.domain.interact.mail.enums import IncomingState
from idic.domain.interact.mail.models import IncomingMail, Mailbox
from idic.domain.interact.mail.operations.placing import Placing, ignored
from idic.domain.interact.mail.operations.rows import locked_cases
from idic.domain.interact.mail.parsing import ParsedMail, read_mail
from idic.domain.interact.mail.queries.known import earlier_of, known_of
from idic.foundation.files.storage import local_path
from idic.foundation.stamps.kept import under_one_stamp
from idic.foundation.storage.remembered import prepared_cursor

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
_LOCKS, _BOXES = 1_230_259_524, 1_230_259_549
#: To one transaction, and together in memory: most of what a mail costs is shared by those that go with it.
_TOGETHER, _BYTES_TOGETHER = 25, 16 * 1024 * 1024
# A mailbox is filed by one at a time, in its order: an answer is only understood behind what it answers.
_LOCK_BOXES = """
SELECT pg_advisory_xact_lock(%s, box::int)
FROM (SELECT DISTINCT mailbox_id AS box FROM mail_incomingmail WHERE id = ANY(%s) ORDER BY 1) o
"""
# In one order, so that two who file the same mails wait for one another and not in a ring.
_LOCK = (
    "SELECT pg_advisory_xact_lock(%s, h) FROM (SELECT DISTINCT hashtext(n) AS h FROM unnest(%s::text[]) n ORDER BY 1) o"
)
_BECAME = (
    "header_id text, sender text, subject text, content_digest text, faults jsonb, state text, reason text, error text, "
    "case_id bigint, message_id bigint, filed_at timestamptz"
)
_NAMES = tuple(one.split()[0] for one in _BECAME.split(", "))
_WRITE = (
    f"UPDATE mail_incomingmail AS m SET {', '.join(f'{one} = e.{one}' for one in _NAMES)} "  # noqa: S608 - our own words
    f"FROM jsonb_to_recordset(%s::jsonb) AS e(id bigint, {_BECAME}) WHERE m.id = e.id"
)


def file_mails(ids: Sequence[int]) -> int:
    """Several to a transaction. Where one of them cannot be filed, or two workers wait for one another, nothing of these
    has happened and each goes by itself. Returns how many were settled."""
    settled = 0
    for together in _bundles(ids):
        try:
            with transaction.atomic():
                settled += _file(together)
        except InterfaceError:
            raise
        except Exception as error:
            logger.info("%s mails are filed one by one: %s", len(together), type(error).__name__)
            settled += sum(1 for pk in together if file_mail(pk))
    return settled


def file_waiting(limit: int = 200, *, mailbox_id: int | None = None) -> int:
    """What a worker had kept and not filed when it ended."""
    waiting = IncomingMail.objects.filter(state=IncomingState.TAKEN)
    if mailbox_id is not None:
        waiting = waiting.filter(mailbox=mailbox_id)
    return file_mails(list(waiting.order_by("pk").values_list("pk", flat=True)[:limit]))


def file_mail(pk: int) -> bool:
    """Safe to repeat and to do twice at once. An error is written down with the mail, which is tried again up to three
    times and then waits for a person."""
    try:
        with transaction.atomic():
            return bool(_file([pk]))
    except (OperationalError, InterfaceError):
        # the database, not the mail: it stays taken
        raise
    except Exception as error:
        # where it broke, without the words of the error: what a database says of a row holds those of the mail
        where = "".join(format_tb(error.__traceback__))
        logger.error("mail %s could not be filed: %s\n%s", pk, type(error).__name__, where)
        _note_failure(pk, error)
        return False


def _bundles(ids: Sequence[int]) -> Iterator[list[int]]:
    found: list[int] = []
    weight = 0
    for pk, size in IncomingMail.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "size"):
        if found and (len(found) >= _TOGETHER or weight + size > _BYTES_TOGETHER):
            yield found
            found, weight = [], 0
        found.append(pk)
        weight += size
    if found:
        yield found


def _file(ids: Sequence[int]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_BOXES, [_BOXES, list(ids)])
    rows = list(
        IncomingMail.objects.select_for_update(skip_locked=True)
        .filter(pk__in=ids, state=IncomingState.TAKEN)
        .order_by("pk")
    )
    if not rows:
        return 0
    boxes = Mailbox.objects.select_related("team", "topic").in_bulk({row.mailbox_id for row in rows})
    earlier = earlier_of(rows)
    read: dict[int, ParsedMail] = {}
    for row in rows:
        row.mailbox = boxes[row.mailbox_id]
        first = earlier.get((row.mailbox_id, row.digest))
        if first is None or first.pk >= row.pk or first.state == IncomingState.FAILED:
            _read(row, read)
    mails = list(read.values())
    names = [row.header_id for row in rows if row.pk in read]
    # Two mails of one name at once, from two mailboxes: the second sees what the first became.
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [_LOCKS, names])
    with under_one_stamp():
        known = known_of(mails, names)
        locked_cases(mails, known)
        placing = Placing(known)
        for row in rows:
            if row.pk in read:
                placing.place(row, read[row.pk])
        placing.finish()
    for row in rows:
        if row.state == IncomingState.TAKEN:
            _came_before(row, earlier[row.mailbox_id, row.digest])
    _write(rows)
    return len(rows)


def _read(row: IncomingMail, read: dict[int, ParsedMail]) -> None:
    try:
        data = local_path(row.raw_path).read_bytes()
    except FileNotFoundError:
        row.state, row.reason = IncomingState.FAILED, "lost"
        return
    mail = read[row.pk] = read_mail(data)
    row.header_id, row.sender = mail.message_id[:500], mail.sender.address[:254]
    row.subject, row.content_digest = mail.subject, _content_digest(mail)
    row.faults = [*mail.faults, *(["cut"] if row.is_cut else []), *(["forged"] if mail.is_forged else [])]


def _came_before(row: IncomingMail, first: IncomingMail) -> None:
    """The server numbers anew, or the mailbox was moved: the same bytes are the same mail."""
    row.case_id, row.message_id, row.header_id = first.case_id, first.message_id, first.header_id
    row.sender, row.subject = first.sender, first.subject
    ignored(row, "twice")


def _write(rows: Sequence[IncomingMail]) -> None:
    told = [
        {"id": row.pk, **{name: getattr(row, name) for name in _NAMES}, "filed_at": row.filed_at and row.filed_at.isoformat()}
        for row in rows
    ]  # fmt: skip
    with prepared_cursor() as cursor:
        cursor.execute(_WRITE, [json.dumps(told)])


def _content_digest(mail: ParsedMail) -> str:
    said = [mail.sender.address, mail.subject, " ".join(mail.text.split()), str(mail.date)]
    digests = [hashlib.sha256(one.data).hexdigest() for one in mail.files]
    return hashlib.sha256("\x00".join([*said, *digests]).encode("utf-8", "replace")).hexdigest()


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
