"""When the business is open."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.doors.web.timeline.words.wording import Wording

ICONS: dict[str, str] = {
    "calendar.created": "calendar-plus",
    "calendar.changed": "calendar-event",
    "calendar.made_default": "calendar-check",
    "calendar.archived": "archive",
    "calendar.restored": "restore",
    "calendar.day_added": "calendar-plus",
    "calendar.day_removed": "calendar-off",
    "calendar.holidays_taken": "calendar-check",
}

WORDINGS: dict[str, Wording] = {
    "calendar.created": Wording("interact", _("Business calendar made"), (_("%(name)s"),)),
    "calendar.changed": Wording("interact", _("Business calendar changed"), (_("New hours from %(valid_from)s."),)),
    "calendar.made_default": Wording("interact", _("Default calendar changed"), (_("%(name)s"),)),
    "calendar.archived": Wording("neutral", _("Business calendar archived"), (_("%(name)s"),)),
    "calendar.restored": Wording("interact", _("Business calendar brought back"), (_("%(name)s"),)),
    "calendar.day_added": Wording("interact", _("Hours of a day set"), (_("%(name)s, %(day)s."), _("%(day)s."))),
    "calendar.day_removed": Wording("neutral", _("Hours of a day as in the week again"), (_("%(day)s."),)),
    "calendar.holidays_taken": Wording(
        "interact", _("Public holidays taken"), (_("%(count)s days of %(year)s."),)
    ),
}  # fmt: skip
