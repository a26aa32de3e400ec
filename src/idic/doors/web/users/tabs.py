from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _


def user_tabs(current: str) -> list[dict[str, object]]:
    tabs = (
        ("users:list", _("People"), "users"),
        ("users:teams", _("Teams"), "users-group"),
        ("users:roles", _("Roles"), "lock"),
    )
    return [{"label": label, "url": reverse(name), "icon": icon, "current": name == current} for name, label, icon in tabs]
