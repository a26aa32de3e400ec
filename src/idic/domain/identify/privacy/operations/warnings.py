from __future__ import annotations

from datetime import date

from idic.domain.identify.privacy.enums import OPEN_STATES
from idic.domain.identify.privacy.models import PrivacyRequest
from idic.foundation.desk.enums import NotificationKind
from idic.foundation.desk.operations.notifications import notify


def warn_of_due(*, today: date) -> int:
    """On the day of the warning, on the day before the end, and every day after it. Run once a day."""
    warned = 0
    for request in PrivacyRequest.objects.filter(state__in=OPEN_STATES, warn_on__lte=today, owner__isnull=False):
        left = (request.due_on - today).days
        if request.warn_on == today or left <= 1:
            notify(
                [request.owner_id or 0], NotificationKind.REMINDER, noun="privacy", subject_id=request.pk,
                data={"due_on": request.due_on.isoformat(), "days": left},
            )  # fmt: skip
            warned += 1
    return warned
