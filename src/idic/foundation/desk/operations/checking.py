"""What happens to a file after it came in: a scanner looks at it, and a small picture of it is made."""

from __future__ import annotations

import logging
import shlex
import subprocess
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from idic.foundation.desk.enums import AttachmentState
from idic.foundation.desk.file_kinds import PDF, kind_of
from idic.foundation.desk.models import Attachment
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.nouns.registry import noun_of

logger = logging.getLogger(__name__)

_SCAN_SECONDS = 300
#: Longer than the attempts of its own job take.
_LEFT_AFTER = timedelta(minutes=10)
_SIDE = 640
# A picture of a few kilobytes may open into gigabytes: larger ones get no preview.
_MOST_PIXELS = 60_000_000

CLEAN, INFECTED = 0, 1


class ScannerFailed(Exception):
    """Neither clean nor infected: the file waits, and is looked at again."""


def check(attachment_id: int) -> None:
    """Safe to repeat."""
    found = Attachment.objects.filter(pk=attachment_id).first()
    if found is None or found.state == AttachmentState.REFUSED:
        return
    if found.state == AttachmentState.SCANNING and not _scanned(found):
        return
    if not found.preview:
        preview = _preview(found)
        if preview:
            Attachment.objects.filter(digest=found.digest, path=found.path).update(preview=preview)


def check_left() -> int:
    """Whose own job gave up, or was lost. A scanner that fails ends the round: the others would wait for it too."""
    left = Attachment.objects.filter(
        state=AttachmentState.SCANNING, deleted_at__isnull=True, created_at__lt=timezone.now() - _LEFT_AFTER
    )
    ids = list(left.order_by("pk").values_list("pk", flat=True)[:200])
    for number, pk in enumerate(ids):
        try:
            check(pk)
        except (ScannerFailed, OSError, subprocess.SubprocessError):
            logger.exception("the scanner does not answer; %s files wait", len(ids) - number)
            return number
    return len(ids)


def _scanned(found: Attachment) -> bool:
    command = settings.CONFIGURATION.scan_command
    if command:
        done = subprocess.run(
            [*shlex.split(command), default_storage.path(found.path)], capture_output=True, timeout=_SCAN_SECONDS,
            check=False,
        )  # fmt: skip
        if done.returncode == INFECTED:
            _quarantine(found)
            return False
        if done.returncode != CLEAN:
            logger.error("the scanner ended with %s on attachment %s", done.returncode, found.pk)
            raise ScannerFailed
    Attachment.objects.filter(pk=found.pk, state=AttachmentState.SCANNING).update(state=AttachmentState.CLEAN)
    return True


@transaction.atomic
def _quarantine(found: Attachment) -> None:
    """Every record that holds the same bytes loses it; the file is set apart where nothing reads it."""
    rows = list(
        Attachment.objects.select_for_update().filter(digest=found.digest).exclude(state=AttachmentState.REFUSED)
    )
    aside = f"quarantine/{found.digest}"
    if default_storage.exists(found.path):
        if not default_storage.exists(aside):
            with default_storage.open(found.path) as stream:
                default_storage.save(aside, stream)
        default_storage.delete(found.path)
    for row in rows:
        row.state, row.reason, row.path, row.preview = AttachmentState.REFUSED, "infected", aside, ""
        row.save(update_fields=["state", "reason", "path", "preview"])
        record = noun_of(row.noun).model._default_manager.filter(pk=row.subject_id).first()
        append_event(
            NewEvent(
                "attachment.refused", row.noun, row.subject_id, noun_of(row.noun).customer_of(record) if record else None,
                after={"attachment_id": row.pk, "name": row.name},
            ),
            by=None,
        )  # fmt: skip


def _preview(found: Attachment) -> str:
    """The path of a small picture, or nothing where none can be made: a preview is never worth a failure."""
    kind = kind_of(found.media_type)
    if kind is None or not (kind.is_picture or kind is PDF):
        return ""
    source = Path(default_storage.path(found.path))
    try:
        content = _first_page(source) if kind is PDF else _thumbnail(source)
    except Exception as error:
        # A damaged file brings any error of two libraries of C; it stays a file without a preview.
        logger.info("no preview of attachment %s: %s", found.pk, type(error).__name__)
        return ""
    path = f"previews/{found.digest[:2]}/{found.digest}.webp"
    return path if default_storage.exists(path) else default_storage.save(path, ContentFile(content))


def _thumbnail(source: Path) -> bytes:
    from PIL import Image, ImageOps  # only the worker needs it

    with Image.open(source) as image:
        if image.width * image.height > _MOST_PIXELS:
            raise Image.DecompressionBombError
        image.draft("RGB", (_SIDE * 2, _SIDE * 2))
        turned = ImageOps.exif_transpose(image)
        turned.thumbnail((_SIDE, _SIDE))
        return _written(turned)


def _first_page(source: Path) -> bytes:
    # only the worker needs it
    import pypdfium2

    document = pypdfium2.PdfDocument(source)
    try:
        page = document[0]
        scale = _SIDE / max(page.get_width(), page.get_height(), 1)
        return _written(page.render(scale=min(scale, 4)).to_pil())
    finally:
        document.close()


def _written(image: object) -> bytes:
    from PIL import Image  # only the worker needs it

    assert isinstance(image, Image.Image)
    stream = BytesIO()
    mode = "RGBA" if image.mode in ("RGBA", "LA", "P", "PA") else "RGB"
    # Written anew without what the camera or the program noted about itself.
    image.convert(mode).save(stream, "WEBP", quality=80)
    return stream.getvalue()
