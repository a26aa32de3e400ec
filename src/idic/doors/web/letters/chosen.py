from __future__ import annotations

from dataclasses import dataclass, field

from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may
from idic.foundation.desk.errors import FileRefused
from idic.foundation.desk.operations.attachments import add_attachment
from idic.foundation.desk.subjects import Subject
from idic.foundation.letters.attached import MOST_FILES


@dataclass
class Chosen:
    """Files that go with the mail. New ones are kept with the record at once, so that nobody chooses them a second time
    where something else is still wrong."""

    ids: list[int] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, request: SignedInRequest, subject: Subject) -> Chosen:
        told = request.POST.getlist("attached")[: MOST_FILES + 1]
        found = cls([int(one) for one in told if one.isascii() and one.isdecimal() and len(one) < 19])
        if request.POST.get("act") == "pdf" or not may(request.user, subject.noun.permission("change")):
            return found
        for upload in request.FILES.getlist("file")[: MOST_FILES + 1]:
            try:
                kept = add_attachment(
                    subject.code, subject.pk, name=upload.name or "", chunks=upload.chunks(), by=request.user
                )
            except FileRefused as error:
                found.errors.append(str(error))
            else:
                found.ids.append(kept.pk)
        return found
