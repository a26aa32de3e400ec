from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from idic.domain.interact.cases.models import CaseTopic
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.names import ids_of
from idic.foundation.accounts.rules import require


def names_of_topics(ids: Iterable[object]) -> dict[int, str]:
    return dict(CaseTopic.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


def topics_by_code(codes: Sequence[object]) -> dict[object, str]:
    """For lists: the codes are their ids as texts."""
    ids = ids_of(codes)
    return {str(pk): name for pk, name in CaseTopic.objects.filter(pk__in=ids).values_list("pk", "name")} if ids else {}


def topics_called(names: Sequence[str]) -> list[int]:
    """All of these names, wherever they hang in the tree."""
    return list(CaseTopic.objects.filter(name__in=names).order_by("pk").values_list("pk", flat=True))


def offered_topics(*kept: int | None) -> QuerySet[CaseTopic]:
    """Those in use, and those that the row has already: what was archived since is not lost by saving it."""
    found = Q(is_archived=False) | Q(pk__in=[pk for pk in kept if pk is not None])
    return CaseTopic.objects.filter(found).order_by("name", "pk")


def chosen_topic(pk: str | int | None) -> CaseTopic | None:
    """What a form gives back for it."""
    return CaseTopic.objects.filter(pk=pk).first() if pk else None


def kept_topics(user: User) -> QuerySet[CaseTopic]:
    """Those that stand on the page where they are kept, the archived ones at the end."""
    require(user, "standard.manage")
    return CaseTopic.objects.select_related("parent").order_by("is_archived", "name", "pk")


def topic_choices(*kept: int | None) -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in offered_topics(*kept).values_list("pk", "name")]
