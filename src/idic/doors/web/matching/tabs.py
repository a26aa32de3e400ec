from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _


def matching_tabs(current: str) -> list[dict[str, object]]:
    return [
        {"label": label, "url": reverse(f"matching:{name}"), "current": name == current, "icon": icon}
        for name, label, icon in (
            ("review", _("Review"), "git-merge"), ("list", _("Runs"), "progress"), ("pairs", _("Pairs"), "users"),
            ("labels", _("Labels"), "tag"), ("stewardship", _("Stewardship"), "checks"),
        )
    ]  # fmt: skip
