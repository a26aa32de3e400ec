from __future__ import annotations

from idic.domain.identify.privacy.models import QuietHours
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def quiet_hours(user: User) -> list[QuietHours]:
    """One row for each channel that has any."""
    require(user, "privacy.see")
    return list(QuietHours.objects.all())
