from __future__ import annotations

from collections.abc import Sequence

from idic.domain.interact.cases.models import CaseTopic
from idic.foundation.accounts.queries.names import ids_of


def topics_by_code(codes: Sequence[object]) -> dict[object, str]:
    """For lists: the codes are their ids as texts."""
    ids = ids_of(codes)
    return {str(pk): name for pk, name in CaseTopic.objects.filter(pk__in=ids).values_list("pk", "name")} if ids else {}


def topics_called(names: Sequence[str]) -> list[int]:
    """All of these names, wherever they hang in the tree."""
    return list(CaseTopic.objects.filter(name__in=names).order_by("pk").values_list("pk", flat=True))


def topic_choices() -> list[tuple[str, str]]:
    rows = CaseTopic.objects.filter(is_archived=False).order_by("name", "pk").values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows]
