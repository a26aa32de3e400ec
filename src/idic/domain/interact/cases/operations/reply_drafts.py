"""What somebody has begun to answer. It leaves no event: nothing was said yet."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.models import Case, DraftFile, ReplyDraft
from idic.domain.interact.cases.operations.rows import locked
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.texts import trimmed

LONGEST = 50_000


@transaction.atomic
def keep_draft(case: Case, text: str, *, by: User) -> ReplyDraft | None:
    """An empty text is no draft, unless files wait to go with it."""
    row, text = locked(case, by=by), trimmed(text, LONGEST)
    if not text:
        ReplyDraft.objects.filter(case=row, user=by, files__isnull=True).delete()
        if not ReplyDraft.objects.filter(case=row, user=by).exists():
            return None
    draft, _made = ReplyDraft.objects.update_or_create(
        case=row, user=by, defaults={"text": text, "updated_at": timezone.now()}
    )
    return draft


@transaction.atomic
def take_over_draft(case: Case, draft_id: int, *, by: User) -> ReplyDraft:
    """It is this user's from now on, with its files; what they had begun themselves stands below it."""
    row = locked(case, by=by)
    draft = ReplyDraft.objects.select_for_update().filter(case=row, pk=draft_id).first()
    if draft is None:
        raise NotVisible
    own = ReplyDraft.objects.filter(case=row, user=by).exclude(pk=draft.pk).first()
    if own is not None:
        draft.text = "\n\n".join(text for text in (draft.text, own.text) if text)[:LONGEST]
        known = set(draft.files.values_list("name", "digest"))
        moved = [one.pk for one in own.files.all() if (one.name, one.digest) not in known]
        DraftFile.objects.filter(pk__in=moved).update(draft=draft)
        own.delete()
    draft.user, draft.updated_at = by, timezone.now()
    draft.save(update_fields=["user", "text", "updated_at"])
    return draft
