from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

_TAB_ICONS = {
    "account": "user",
    "account-factor": "shield-lock",
    "account-passkeys": "fingerprint",
    "account-sessions": "devices",
    "account-tokens": "key",
}


def account_tabs(current: str) -> list[dict[str, object]]:
    labels = {
        "account": _("Profile and password"),
        "account-factor": _("Second factor"),
        "account-passkeys": _("Passkeys"),
        "account-sessions": _("Sessions"),
        "account-tokens": _("API tokens"),
    }
    return [
        {"label": label, "url": reverse(name), "icon": _TAB_ICONS[name], "current": name == current}
        for name, label in labels.items()
    ]
