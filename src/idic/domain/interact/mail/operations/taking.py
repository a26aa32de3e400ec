from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.mail.enums import IncomingState
from idic.domain.interact.mail.keeping import keep_bytes
from idic.domain.interact.mail.models import IncomingMail, Mailbox
from idic.foundation.files.storage import StoredFile

_FOLDER = "mail"
# Each waits for the disk, which takes what comes together at once.
_WRITERS = 8


@dataclass(frozen=True)
class Fetched:
    """One mail as the server gave it. `size` is what the server says; `is_cut` where `data` is its beginning alone."""

    uid: int
    data: bytes
    size: int = 0
    is_cut: bool = False


def take_mails(mailbox: Mailbox, uid_validity: int, fetched: Sequence[Fetched]) -> list[int]:
    """Files first, then one transaction for the rows and how far the mailbox is kept: killed anywhere in between, the same
    mails are fetched again and become the same rows. Returns the ids of those that are new."""
    now = timezone.now()
    with ThreadPoolExecutor(_WRITERS) as writers:
        kept = list(writers.map(_keep, fetched))
    rows = [
        IncomingMail(
            mailbox=mailbox, uid_validity=uid_validity, uid=one.uid, digest=stored.digest, raw_path=stored.path,
            size=max(one.size, len(one.data)), is_cut=one.is_cut, received_at=now,
        )
        for one, stored in zip(fetched, kept, strict=True)
    ]  # fmt: skip
    with transaction.atomic():
        IncomingMail.objects.bulk_create(rows, ignore_conflicts=True)
        last = max((one.uid for one in fetched), default=0)
        Mailbox.objects.filter(pk=mailbox.pk, uid_validity=uid_validity, last_uid__lt=last).update(last_uid=last)
    uids = [one.uid for one in fetched]
    waiting = IncomingMail.objects.filter(
        mailbox=mailbox, uid_validity=uid_validity, uid__in=uids, state=IncomingState.TAKEN
    )
    return list(waiting.order_by("uid").values_list("pk", flat=True))


def _keep(one: Fetched) -> StoredFile:
    return keep_bytes(one.data, folder=_FOLDER, suffix=".eml")
