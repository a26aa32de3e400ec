from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _


def knowledge_tabs(current: str) -> list[dict[str, object]]:
    tabs = (
        ("list", _("Articles"), "book"),
        ("due", _("To look at again"), "calendar-due"),
        ("gaps", _("Gaps"), "zoom-question"),
        ("figures", _("Figures"), "chart-bar"),
    )
    return [
        {"name": name, "label": label, "url": reverse(f"knowledge:{name}"), "icon": icon, "current": name == current}
        for name, label, icon in tabs
    ]
