"""Follow-up plans, and what was found when customers were asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.doors.web.timeline.words.wording import Wording

ICONS: dict[str, str] = {
    "follow_up_plan.created": "route",
    "follow_up_plan.changed": "route",
    "follow_up_plan.switched_on": "player-play",
    "follow_up_plan.switched_off": "player-pause",
    "follow_up_plan.archived": "archive",
    "follow_up_plan.restored": "restore",
    "follow_up_plan.stopped": "circle-x",
    "finding.added": "bulb",
    "finding.given": "user-check",
    "finding.closed": "checks",
    "finding.case_opened": "inbox",
}

_NAMED = (_("“%(title)s”."),)

WORDINGS: dict[str, Wording] = {
    "follow_up_plan.created": Wording("interact", _("Follow-up plan made"), _NAMED),
    "follow_up_plan.changed": Wording(
        "interact", _("Follow-up plan changed"), (_("“%(title)s”, version %(number)s."), *_NAMED)
    ),
    "follow_up_plan.switched_on": Wording("success", _("Follow-up plan switched on"), _NAMED),
    "follow_up_plan.switched_off": Wording("neutral", _("Follow-up plan switched off"), _NAMED),
    "follow_up_plan.archived": Wording("neutral", _("Follow-up plan archived"), _NAMED),
    "follow_up_plan.restored": Wording("interact", _("Follow-up plan brought back"), _NAMED),
    "follow_up_plan.stopped": Wording(
        "warning",
        _("What a follow-up plan had begun was stopped"),
        (_("“%(title)s”, for %(count)s customers."), *_NAMED),
    ),
    "finding.added": Wording("interact", _("Something was found at a follow-up"), (_("%(finding)s: %(text)s"),)),
    "finding.given": Wording("interact", _("Finding given to somebody else"), (_("Now with %(owner_id)s."),)),
    "finding.closed": Wording("success", _("Finding closed"), (_("%(done)s"),)),
    "finding.case_opened": Wording("warning", _("Case opened for a finding"), (_("It has the number %(number)s."),)),
}
