from __future__ import annotations

from idic.foundation.accounts.models import User


def everybody() -> list[tuple[int, str]]:
    """Number and name of all who ever could sign in: what they did stays under their name."""
    return list(User.objects.order_by("display_name", "pk").values_list("pk", "display_name"))
