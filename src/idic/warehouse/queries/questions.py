from __future__ import annotations

from django.db.models import Q, QuerySet

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require
from idic.foundation.views.enums import Sharing
from idic.warehouse.models import Dashboard, SavedQuestion


def access_questions(user: User) -> QuerySet[SavedQuestion]:
    """One's own, those of the team, and those for everybody."""
    require(user, "question.ask")
    return SavedQuestion.objects.filter(shared_with(user), deleted_at__isnull=True)


def access_question(user: User, pk: int) -> SavedQuestion:
    found = access_questions(user).select_related("owner", "team").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def access_dashboards(user: User) -> QuerySet[Dashboard]:
    require(user, "question.ask")
    return Dashboard.objects.filter(shared_with(user), deleted_at__isnull=True)


def access_dashboard(user: User, pk: int) -> Dashboard:
    found = access_dashboards(user).select_related("owner", "team").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def shared_with(user: User) -> Q:
    shared = Q(sharing=Sharing.PUBLIC) | Q(owner_id=user.pk)
    if user.team_id is not None:
        shared |= Q(sharing=Sharing.TEAM, team_id=user.team_id)
    return shared


def may_change(user: User, kept: SavedQuestion | Dashboard) -> bool:
    return kept.owner_id == user.pk or (kept.sharing != Sharing.PRIVATE and may(user, "question.share"))
