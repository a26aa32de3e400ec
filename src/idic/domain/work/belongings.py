"""What of a customer's stands in this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare

_SHOWN = (
    "kind",
    "title",
    "text",
    "state",
    "due_on",
    "due_at",
    "starts_at",
    "ends_at",
    "place",
    "outcome",
    "created_at",
)

declare(
    Belonging(
        "task", _("Tasks and meetings"), "work_task", Follows.CUSTOMER, Erasing.DELETE, package=_SHOWN,
        free_text=("title", "text", "place", "outcome"), moment="sorted_at",
    ),
    Belonging(
        "task_about", _("Tasks and meetings"), "work_task", Follows.CUSTOMER, Erasing.DELETE, customer="subject_id",
        where="subject_kind = 'customer'", package=_SHOWN, free_text=("title", "text", "place", "outcome"),
        moment="sorted_at",
    ),
    Belonging(
        "participant", _("Meetings taken part in"), "work_participant", Follows.CUSTOMER, Erasing.DELETE,
        package=("task_id", "name", "email"),
    ),
)  # fmt: skip
