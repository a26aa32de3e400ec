from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F

from idic.domain.interact.cases.contacts import Contact, tells_contacts
from idic.domain.interact.telephony.enums import Direction
from idic.domain.interact.telephony.models import Call

_MOST = 50_000


@tells_contacts
def calls_about_cases(since: datetime, until: datetime) -> Iterable[Contact]:
    """Who calls again about a case that is there has not been served by their first contact."""
    rows = Call.objects.filter(
        direction=Direction.INBOUND, rang_at__gte=since, rang_at__lt=until, answered_at__isnull=False,
        case__topic__isnull=False, case__customer__isnull=False, rang_at__gt=F("case__received_at"),
    )  # fmt: skip
    return rows.order_by("-rang_at").values_list("case__customer_id", "case__topic_id", "rang_at")[:_MOST]
