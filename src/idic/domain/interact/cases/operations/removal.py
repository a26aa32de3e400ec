from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.rows import locked, record, save
from idic.foundation.accounts.models import User


@transaction.atomic
def delete_case(case: Case, *, by: User) -> Case:
    """It is no longer shown anywhere and can be taken back; the history stays."""
    row = locked(case, by=by, permission="case.delete")
    row.deleted_at = timezone.now()
    save(row)
    record("case.deleted", row, by=by)
    return row
