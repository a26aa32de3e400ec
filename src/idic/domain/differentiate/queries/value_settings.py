from __future__ import annotations

from idic.domain.differentiate.models import ValueSettings
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def access_value_settings(user: User) -> ValueSettings | None:
    """None where nothing was ever changed: the defaults hold."""
    require(user, "value.see")
    return ValueSettings.objects.first()
