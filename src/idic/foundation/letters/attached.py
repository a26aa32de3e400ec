"""Files that a mail takes along. They are files of the record: kept, looked at and erased with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.core.files.storage import default_storage
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from idic.foundation.desk.enums import AttachmentState
from idic.foundation.desk.models import Attachment
from idic.foundation.letters.errors import FilesGone, FilesTooLarge
from idic.foundation.letters.models import Delivery

MOST_FILES = 20
MOST_BYTES = 25 * 1024 * 1024
#: How long a mail waits for the scanner to look at its files.
_PATIENCE = timedelta(days=1)


class NotReady(Exception):
    """`is_final` where no waiting helps."""

    def __init__(self, *, is_final: bool) -> None:
        self.is_final = is_final
        super().__init__()


def checked_files(noun: str, pk: int, chosen: Iterable[int]) -> list[Attachment]:
    """Those of this record alone, in the order in which they were chosen."""
    wanted = list(dict.fromkeys(chosen))
    rows = Attachment.objects.filter(pk__in=wanted, noun=noun, subject_id=pk, deleted_at__isnull=True)
    found = {one.pk: one for one in rows.exclude(state=AttachmentState.REFUSED)}
    if len(found) != len(wanted):
        raise FilesGone
    if len(found) > MOST_FILES or sum(one.size for one in found.values()) > MOST_BYTES:
        raise FilesTooLarge
    return [found[one] for one in wanted]


def attach(mail: EmailMultiAlternatives, delivery: Delivery) -> None:
    """As the record has them now: nothing that was removed or found unsafe meanwhile goes out."""
    if not delivery.files:
        return
    try:
        files = checked_files(delivery.noun, delivery.subject_id, delivery.files)
        if any(one.state != AttachmentState.CLEAN for one in files):
            raise NotReady(is_final=timezone.now() - delivery.created_at > _PATIENCE)
        for one in files:
            with default_storage.open(one.path) as stream:
                mail.attach(one.name, stream.read(), one.media_type)
    except (FilesGone, FilesTooLarge, FileNotFoundError) as error:
        raise NotReady(is_final=True) from error


def named(deliveries: Sequence[Delivery]) -> dict[int, list[Attachment]]:
    """For a page of them, with those that were removed since."""
    wanted = {pk for one in deliveries for pk in one.files}
    found = Attachment.objects.in_bulk(wanted) if wanted else {}
    return {one.pk: [found[pk] for pk in one.files if pk in found] for one in deliveries}
