from __future__ import annotations

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.desk.enums import AttachmentState
from idic.foundation.desk.errors import FileNotReady
from idic.foundation.desk.models import Attachment
from idic.foundation.desk.subjects import Subject, access_subject

_MOST = 100


def attachments_of(subject: Subject) -> list[Attachment]:
    rows = Attachment.objects.filter(noun=subject.code, subject_id=subject.pk, deleted_at__isnull=True)
    return list(rows.select_related("uploaded_by").order_by("-pk")[:_MOST])


def access_attachment(user: User, pk: int) -> tuple[Attachment, Subject]:
    found = Attachment.objects.select_related("uploaded_by").filter(pk=pk, deleted_at__isnull=True).first()
    if found is None:
        raise NotVisible
    return found, access_subject(user, found.noun, found.subject_id)


def readable_attachment(user: User, pk: int) -> Attachment:
    found, _subject = access_attachment(user, pk)
    if found.state != AttachmentState.CLEAN:
        raise FileNotReady
    return found
