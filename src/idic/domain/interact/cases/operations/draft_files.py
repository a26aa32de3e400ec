"""Files of an answer that was begun. They are kept before this is asked, and leave no event: nothing was said yet."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.drafts import FileDraft
from idic.domain.interact.cases.errors import FileIsProgram, FilesChanged, FilesNotCarried, FilesTooLarge
from idic.domain.interact.cases.models import Case, DraftFile, ReplyDraft
from idic.domain.interact.cases.operations.rows import locked
from idic.domain.interact.contact import AccessMode
from idic.foundation.accounts.models import User

MOST_FILES = 20
MOST_BYTES = 25 * 1024 * 1024
# What these send on is text alone.
_WITHOUT_FILES = frozenset({AccessMode.LINE, AccessMode.MESSENGER})


def carries_files(case: Case) -> bool:
    return case.mode not in _WITHOUT_FILES


@transaction.atomic
def attach_files(case: Case, files: Sequence[FileDraft], *, by: User) -> ReplyDraft:
    """All of them or none. The same file under the same name stands once."""
    row = locked(case, by=by)
    if not carries_files(row):
        raise FilesNotCarried
    if program := next((one for one in files if one.refused), None):
        raise FileIsProgram(program.name)
    draft, _made = ReplyDraft.objects.get_or_create(
        case=row, user=by, defaults={"text": "", "updated_at": timezone.now()}
    )
    DraftFile.objects.bulk_create(
        (DraftFile(draft=draft, name=one.name, media_type=one.media_type, size=one.size, digest=one.digest, path=one.path)
         for one in files), ignore_conflicts=True,
    )  # fmt: skip
    _require_room(draft)
    ReplyDraft.objects.filter(pk=draft.pk).update(updated_at=timezone.now())
    return draft


@transaction.atomic
def detach_file(case: Case, file_id: int, *, by: User) -> None:
    """Of one's own draft; one that is gone already is no mistake. A draft without text and files is none."""
    row = locked(case, by=by)
    DraftFile.objects.filter(draft__case=row, draft__user=by, pk=file_id).delete()
    ReplyDraft.objects.filter(case=row, user=by, text="", files__isnull=True).delete()


def files_to_send(case: Case, seen: Sequence[int], *, by: User) -> tuple[FileDraft, ...]:
    """Exactly the files that the sender saw, on a case that is locked: one that came or went since in another window is
    neither sent nor left out unseen."""
    rows = list(DraftFile.objects.filter(draft__case=case, draft__user=by).order_by("pk"))
    if {one.pk for one in rows} != set(seen):
        raise FilesChanged
    if rows and not carries_files(case):
        raise FilesNotCarried
    if rows:
        _require_room(rows[0].draft)
    return tuple(FileDraft(one.name, one.media_type, one.size, one.digest, one.path) for one in rows)


def _require_room(draft: ReplyDraft) -> None:
    sizes = list(draft.files.values_list("size", flat=True))
    if len(sizes) > MOST_FILES or sum(sizes) > MOST_BYTES:
        raise FilesTooLarge
