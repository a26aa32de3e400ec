"""What somebody has begun to answer. It leaves no event: nothing was said yet."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.models import Case, ReplyDraft
from idic.domain.interact.cases.operations.rows import checked_text, locked
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User

LONGEST = 50_000


@transaction.atomic
def keep_draft(case: Case, text: str, *, by: User) -> ReplyDraft | None:
    """An empty text is no draft."""
    row, text = locked(case, by=by), checked_text(text)[:LONGEST]
    if not text:
        ReplyDraft.objects.filter(case=row, user=by).delete()
        return None
    draft, _made = ReplyDraft.objects.update_or_create(
        case=row, user=by, defaults={"text": text, "updated_at": timezone.now()}
    )
    return draft


@transaction.atomic
def take_over_draft(case: Case, draft_id: int, *, by: User) -> ReplyDraft:
    """It is this user's from now on; what they had begun themselves stands below it."""
    row = locked(case, by=by)
    draft = ReplyDraft.objects.select_for_update().filter(case=row, pk=draft_id).first()
    if draft is None:
        raise NotVisible
    own = ReplyDraft.objects.filter(case=row, user=by).exclude(pk=draft.pk).first()
    if own is not None:
        draft.text = f"{draft.text}\n\n{own.text}"[:LONGEST]
        own.delete()
    draft.user, draft.updated_at = by, timezone.now()
    draft.save(update_fields=["user", "text", "updated_at"])
    return draft
