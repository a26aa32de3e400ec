from __future__ import annotations

from django.db.models import QuerySet

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.views.models import BulkChange


def access_changes(user: User) -> QuerySet[BulkChange]:
    """One's own; who may do bulk changes sees everybody's."""
    found = BulkChange.objects.select_related("created_by", "job")
    return found if may(user, "bulk.change") else found.filter(created_by=user)


def access_change(user: User, pk: int) -> BulkChange:
    found = access_changes(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
