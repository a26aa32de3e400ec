from __future__ import annotations

from collections.abc import Iterable

from idic.foundation.accounts.models import User


def names_of_users(ids: Iterable[int]) -> dict[int, str]:
    """One query, and none where nobody is asked for."""
    asked = set(ids)
    if not asked:
        return {}
    return dict(User.objects.filter(pk__in=asked).values_list("pk", "display_name"))
