from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path, PurePath

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.desk.enums import AttachmentState
from idic.foundation.desk.errors import FileRefused
from idic.foundation.desk.file_kinds import FileKind, recognise
from idic.foundation.desk.models import Attachment
from idic.foundation.desk.subjects import access_subject
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.files.drafts import draft_folder
from idic.foundation.files.storage import local_path
from idic.foundation.jobs.queueing import queue

NAME_LIMIT = 200


def size_limit() -> int:
    """In bytes."""
    return int(settings.CONFIGURATION.attachment_limit_mb) * 1024 * 1024


def too_large() -> FileRefused:
    return FileRefused(
        _("The file is too large: at most %(limit)s are taken. Make it smaller, or keep it elsewhere and note where.")
        % {"limit": filesizeformat(size_limit())}
    )


def add_attachment(noun: str, pk: int, *, name: str, chunks: Iterable[bytes], by: User) -> Attachment:
    """The bytes are written aside and looked at before anything is kept; a file that is there already is kept once."""
    subject = access_subject(by, noun, pk, action="change")
    name = clean_name(name)
    with draft_folder() as folder:
        draft, digest, size = folder / "upload", hashlib.sha256(), 0
        with draft.open("wb") as stream:
            for chunk in chunks:
                size += len(chunk)
                if size > size_limit():
                    raise too_large()
                digest.update(chunk)
                stream.write(chunk)
        kind = recognise(draft, name)
        path = _kept(draft, digest.hexdigest(), kind)
    with transaction.atomic():
        subject = access_subject(by, noun, pk, action="change")
        has_scanner = bool(settings.CONFIGURATION.scan_command)
        attachment = Attachment.objects.create(
            noun=subject.code, subject_id=subject.pk, name=name, media_type=kind.media_type, size=size,
            digest=digest.hexdigest(), path=path, uploaded_by=by, created_at=timezone.now(),
            state=AttachmentState.SCANNING if has_scanner else AttachmentState.CLEAN,
        )  # fmt: skip
        append_event(
            NewEvent(
                "attachment.added", subject.code, subject.pk, subject.customer_id,
                after={"attachment_id": attachment.pk, "name": name, "bytes": size, "sha256": attachment.digest},
            ),
            by=by,
        )  # fmt: skip
        _queue(attachment)
    return attachment


@transaction.atomic
def remove_attachment(attachment_id: int, *, by: User) -> Attachment:
    """The file itself stays for a while, so that it can come back."""
    found = Attachment.objects.select_for_update().filter(pk=attachment_id, deleted_at__isnull=True).first()
    if found is None:
        raise NotVisible
    subject = access_subject(by, found.noun, found.subject_id, action="change")
    found.deleted_at = timezone.now()
    found.save(update_fields=["deleted_at"])
    append_event(
        NewEvent(
            "attachment.removed", subject.code, subject.pk, subject.customer_id,
            before={"attachment_id": found.pk, "name": found.name},
        ),
        by=by,
    )  # fmt: skip
    return found


def clean_name(name: str) -> str:
    """The last part of it, without signs that cannot be seen; as long as is kept, its ending whole."""
    told = PurePath(name.replace("\\", "/")).name
    told = "".join(sign for sign in told if sign.isprintable()).strip().lstrip(".") or _("file")
    ending = PurePath(told).suffix[:20]
    return told if len(told) <= NAME_LIMIT else told[: NAME_LIMIT - len(ending)] + ending


def _kept(draft: Path, digest: str, kind: FileKind) -> str:
    """Under its own name only when it is whole: whoever brings the same file is told that it is there."""
    path = f"attachments/{digest[:2]}/{digest}{kind.suffix}"
    if default_storage.exists(path) and default_storage.size(path) == draft.stat().st_size:
        return path
    with draft.open("rb") as stream:
        part = default_storage.save(f"{path}.part", File(stream))
    os.replace(local_path(part), local_path(path))
    return path


def _queue(attachment: Attachment) -> None:
    from idic.foundation.desk.tasks import check_attachment  # the task module needs the app registry to be ready

    queue(check_attachment, attachment_id=attachment.pk)
