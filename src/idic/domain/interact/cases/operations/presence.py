from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.models import Case, CasePresence
from idic.domain.interact.cases.queries.presence import HOLDS_FOR
from idic.foundation.accounts.models import User


@transaction.atomic
def be_present(case: Case, *, is_writing: bool, by: User) -> None:
    """Renewed every few seconds while the page is open. What has run out goes with it, so that the table stays small."""
    now = timezone.now()
    CasePresence.objects.filter(case=case, seen_at__lt=now - HOLDS_FOR).delete()
    CasePresence.objects.bulk_create(
        [CasePresence(case=case, user=by, is_writing=is_writing, seen_at=now)], update_conflicts=True,
        unique_fields=["case", "user"], update_fields=["is_writing", "seen_at"],
    )  # fmt: skip


def leave(case: Case, *, by: User) -> None:
    CasePresence.objects.filter(case=case, user=by).delete()
