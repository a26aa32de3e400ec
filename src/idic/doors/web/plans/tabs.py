from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _


def plan_tabs(current: str) -> list[dict[str, object]]:
    """The work, the plans, and what was found."""
    labels = {"followups:list": _("Follow-ups"), "plans:list": _("Plans"), "plans:findings": _("Findings")}
    return [{"label": label, "url": reverse(name), "current": name == current} for name, label in labels.items()]
