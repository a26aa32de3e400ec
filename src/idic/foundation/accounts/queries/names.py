from __future__ import annotations

from collections.abc import Iterable, Sequence

from idic.foundation.accounts.models import Team, User


def names_of_users(ids: Iterable[int]) -> dict[int, str]:
    """One query, and none where nobody is asked for."""
    asked = set(ids)
    if not asked:
        return {}
    return dict(User.objects.filter(pk__in=asked).values_list("pk", "display_name"))


def people_with_state(ids: Iterable[int]) -> list[tuple[int, str, bool]]:
    """And whether they may still sign in."""
    return list(User.objects.filter(pk__in=list(ids)).values_list("pk", "display_name", "is_active"))


def users_by_code(codes: Sequence[object]) -> dict[object, str]:
    """For lists: the codes are their ids as texts."""
    return {str(pk): name for pk, name in names_of_users(ids_of(codes)).items()}


def teams_by_code(codes: Sequence[object]) -> dict[object, str]:
    ids = ids_of(codes)
    return {str(pk): name for pk, name in Team.objects.filter(pk__in=ids).values_list("pk", "name")} if ids else {}


def ids_of(codes: Sequence[object]) -> list[int]:
    return [int(code) for code in codes if isinstance(code, str) and code.isdecimal()]
