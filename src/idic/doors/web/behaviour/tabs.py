from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _


def behaviour_tabs(current: str) -> list[dict[str, object]]:
    tabs = (
        _tab("baskets", _("Baskets"), icon="basket"),
        _tab("paths", _("Purchase paths"), icon="route"),
        _tab("cohorts", _("Cohorts"), icon="grid-dots"),
        _tab("rhythm", _("Rhythm"), icon="calendar-repeat"),
        _tab("prices", _("Prices"), icon="tag"),
    )
    return [{**tab, "current": tab["name"] == current} for tab in tabs]


def _tab(name: str, label: str, *, icon: str) -> dict[str, object]:
    return {"name": name, "label": label, "url": reverse(f"behaviour:{name}"), "icon": icon}
