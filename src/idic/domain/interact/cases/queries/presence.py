"""Who else looks at a case, writes in it, or has begun an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from idic.domain.interact.cases.models import Case, CasePresence, DraftFile, ReplyDraft
from idic.foundation.accounts.models import User
from idic.foundation.storage.remembered import RememberedQuery

#: Two beats of the page (static/cases/case.js) and the way there.
HOLDS_FOR = timedelta(seconds=25)
_drafts = RememberedQuery(
    lambda case: ReplyDraft.objects.filter(case=case).select_related("user").order_by("-updated_at")[:10], 910_001
)
_FILES = Prefetch("files", DraftFile.objects.order_by("pk"))


@dataclass(frozen=True)
class Other:
    name: str
    is_writing: bool


def others_at(case: Case, user: User) -> list[Other]:
    found = CasePresence.objects.filter(case=case, seen_at__gte=timezone.now() - HOLDS_FOR).exclude(user=user)
    rows = found.order_by("-is_writing", "user__display_name").values_list("user__display_name", "is_writing")
    return [Other(name, is_writing) for name, is_writing in rows[:5]]


def drafts_of(case: Case) -> list[ReplyDraft]:
    drafts = _drafts(case.pk)
    prefetch_related_objects(drafts, _FILES)
    return drafts
