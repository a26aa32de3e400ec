"""The words that codes of a case stand for, read once for a whole page."""

from __future__ import annotations

from collections.abc import Sequence

from idic.domain.interact.cases.models import CaseTopic
from idic.foundation.accounts.models import Team
from idic.foundation.accounts.queries.names import names_of_users


def user_names(codes: Sequence[object]) -> dict[object, str]:
    return {str(pk): name for pk, name in names_of_users(_ids(codes)).items()}


def team_names(codes: Sequence[object]) -> dict[object, str]:
    ids = _ids(codes)
    return {str(pk): name for pk, name in Team.objects.filter(pk__in=ids).values_list("pk", "name")} if ids else {}


def topic_names(codes: Sequence[object]) -> dict[object, str]:
    ids = _ids(codes)
    return {str(pk): name for pk, name in CaseTopic.objects.filter(pk__in=ids).values_list("pk", "name")} if ids else {}


def topic_choices() -> list[tuple[str, str]]:
    rows = CaseTopic.objects.filter(is_archived=False).order_by("name", "pk").values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows]


def _ids(codes: Sequence[object]) -> list[int]:
    return [int(code) for code in codes if isinstance(code, str) and code.isdecimal()]
