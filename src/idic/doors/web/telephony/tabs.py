from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.interact.telephony.queries.call_backs import BackCounts, back_counts
from idic.foundation.accounts.models import User


def telephone_tabs(user: User, current: str, counts: BackCounts | None = None) -> list[dict[str, object]]:
    counts = counts or back_counts(user, now=timezone.now())
    tabs = (
        ("list", _("Calls"), "phone", None),
        ("back", _("To be called back"), "phone-call", counts.free + counts.mine),
        ("figures", _("Volume"), "chart-bar", None),
    )
    return [
        {"label": label, "url": reverse(f"calls:{name}"), "icon": icon, "current": name == current, "count": count}
        for name, label, icon, count in tabs
    ]
