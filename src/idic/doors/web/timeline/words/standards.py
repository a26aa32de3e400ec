"""What customers may count on, by which ways they reach us, and the promises on a case that run out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.doors.web.timeline.words.wording import Wording

ICONS: dict[str, str] = {
    "standard.created": "target",
    "standard.changed": "target",
    "standard.archived": "archive",
    "standard.restored": "restore",
    "access_cell.changed": "layout-grid",
    "charter.changed": "certificate",
    "clocks.exported": "download",
    "executives.named": "users",
    "service_function.changed": "list-details",
    "case.warned": "clock",
    "case.breached": "clock-exclamation",
    "case.escalated": "arrow-up",
}

WORDINGS: dict[str, Wording] = {
    "standard.created": Wording("interact", _("Service standard made"), (_("%(measure)s."),)),
    "standard.changed": Wording(
        "interact", _("Service standard changed"), (_("%(measure)s, version %(number)s."),), shows_changes=True
    ),
    "standard.archived": Wording("neutral", _("Service standard archived"), ()),
    "standard.restored": Wording("interact", _("Service standard brought back"), ()),
    "access_cell.changed": Wording(
        "interact", _("Access map changed"), (_("%(mode)s: %(purpose)s."),), shows_changes=True
    ),
    "charter.changed": Wording("interact", _("Publication of the service charter changed"), (), shows_changes=True),
    "service_function.changed": Wording("interact", _("Service catalogue changed"), (), shows_changes=True),
    "clocks.exported": Wording("warning", _("Data of measured cases downloaded"), ()),
    "executives.named": Wording("interact", _("Executives named for escalations"), (), shows_changes=True),
    "case.warned": Wording(
        "warning", _("A promise runs out"), (_("%(measure)s: %(share)s %% of the time is used."),)
    ),
    "case.breached": Wording("danger", _("A promise was broken"), (_("%(measure)s was due on %(due_at)s."),)),
    "case.escalated": Wording(
        "danger", _("Case escalated"), (_("%(measure)s: %(share)s %% of the time is used."),), shows_changes=True
    ),
}  # fmt: skip
