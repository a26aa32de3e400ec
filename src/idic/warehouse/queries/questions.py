from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require
from idic.foundation.desk.models import Star
from idic.foundation.views.enums import Sharing
from idic.warehouse.models import Dashboard, DashboardTile, SavedQuestion

#: As which a star names a dashboard.
STARRED = "dashboard"


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


def with_stars(dashboards: QuerySet[Dashboard], user: User) -> QuerySet[Dashboard]:
    """Each with `is_starred`."""
    return dashboards.annotate(is_starred=_starred(user))


def _starred(user: User) -> Exists:
    return Exists(Star.objects.filter(user=user, noun=STARRED, subject_id=OuterRef("pk")))


def dashboards_at_hand(user: User, *, limit: int) -> list[Dashboard]:
    """Those that the user starred, then the newest that they see, each with `tile_count`. One query."""
    found = access_dashboards(user).annotate(is_starred=_starred(user), tile_count=Count("tiles"))
    return list(found.select_related("owner").order_by("-is_starred", "-id")[:limit])


def access_dashboard(user: User, pk: int) -> Dashboard:
    found = with_stars(access_dashboards(user), user).select_related("owner", "team").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def tiles_seen_by(dashboard: Dashboard, people: Sequence[User]) -> list[tuple[DashboardTile, bool]]:
    """In their order, each with whether one of these people sees its question."""
    shared = [shared_with(user) for user in people]
    tiles = list(dashboard.tiles.select_related("question"))
    questions = SavedQuestion.objects.filter(reduce(or_, shared), deleted_at__isnull=True)
    seen = set(questions.filter(pk__in=[tile.question_id for tile in tiles]).values_list("pk", flat=True))
    return [(tile, tile.question_id in seen) for tile in tiles]


def shared_with(user: User) -> Q:
    shared = Q(sharing=Sharing.PUBLIC) | Q(owner_id=user.pk)
    if user.team_id is not None:
        shared |= Q(sharing=Sharing.TEAM, team_id=user.team_id)
    return shared


def may_change(user: User, kept: SavedQuestion | Dashboard) -> bool:
    return kept.owner_id == user.pk or (kept.sharing != Sharing.PRIVATE and may(user, "question.share"))
