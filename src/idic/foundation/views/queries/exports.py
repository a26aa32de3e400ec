from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.nouns.registry import nouns
from idic.foundation.views.enums import ExportState
from idic.foundation.views.models import ExportRequest


def exported_nouns(user: User) -> list[str]:
    """Those whose lists this person may take away."""
    return [noun.code for noun in nouns() if _may_export(user, noun.permission("export"))]


def access_exports(user: User) -> QuerySet[ExportRequest]:
    """One's own, and those of others that one may decide about."""
    codes = exported_nouns(user)
    if not codes:
        raise NotAllowed("customer.export")
    found = ExportRequest.objects.select_related("requested_by", "decided_by", "job")
    return found.filter(Q(requested_by=user) | Q(noun__in=codes))


def access_export(user: User, pk: int) -> ExportRequest:
    found = access_exports(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def waiting_exports(user: User) -> QuerySet[ExportRequest]:
    """What this person could decide now."""
    return access_exports(user).filter(
        state=ExportState.WAITING, expires_at__gt=timezone.now(), noun__in=exported_nouns(user)
    ).exclude(requested_by=user)  # fmt: skip


def _may_export(user: User, permission: str) -> bool:
    try:
        return may(user, permission)
    except LookupError:  # a noun without this right has no exports
        return False
