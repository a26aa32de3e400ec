from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.mail.enums import IncomingState
from idic.domain.interact.mail.keeping import keep_bytes
from idic.domain.interact.mail.models import IncomingMail, Mailbox

_FOLDER = "mail"


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
    rows = []
    for one in fetched:
        kept = keep_bytes(one.data, folder=_FOLDER, suffix=".eml")
        rows.append(
            IncomingMail(
                mailbox=mailbox, uid_validity=uid_validity, uid=one.uid, digest=kept.digest, raw_path=kept.path,
                size=max(one.size, len(one.data)), is_cut=one.is_cut, received_at=now,
            )
        )  # fmt: skip
    with transaction.atomic():
        IncomingMail.objects.bulk_create(rows, ignore_conflicts=True)
        last = max((one.uid for one in fetched), default=0)
        Mailbox.objects.filter(pk=mailbox.pk, uid_validity=uid_validity, last_uid__lt=last).update(last_uid=last)
    uids = [one.uid for one in fetched]
    waiting = IncomingMail.objects.filter(
        mailbox=mailbox, uid_validity=uid_validity, uid__in=uids, state=IncomingState.TAKEN
    )
    return list(waiting.order_by("uid").values_list("pk", flat=True))
