from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

_TAB_ICONS = {"users:list": "users", "users:teams": "users-group", "users:roles": "lock", "users:why": "eye"}


def user_tabs(current: str) -> list[dict[str, object]]:
    labels = {
        "users:list": _("People"),
        "users:teams": _("Teams"),
        "users:roles": _("Roles"),
        "users:why": _("Why visible?"),
    }
    return [
        {"label": label, "url": reverse(name), "icon": _TAB_ICONS[name], "current": name == current}
        for name, label in labels.items()
    ]
