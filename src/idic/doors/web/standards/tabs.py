from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _


def standards_tabs(current: str) -> list[dict[str, object]]:
    tabs = (
        ("map", _("Access map"), "layout-grid"),
        ("list", _("Standards"), "target"),
        ("requirements", _("What customers ask"), "checklist"),
        ("functions", _("Service catalogue"), "list-details"),
        ("charter", _("Service charter"), "certificate"),
        ("people", _("What I promise"), "users"),
        ("staffing", _("Staffing"), "calculator"),
    )
    return [
        {"name": name, "label": label, "url": reverse(f"standards:{name}"), "icon": icon, "current": name == current}
        for name, label, icon in tabs
    ]
