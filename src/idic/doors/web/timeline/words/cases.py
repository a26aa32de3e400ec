"""What happens to a case, and to what is set up for the inbox."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.doors.web.timeline.words.wording import Wording

ICONS: dict[str, str] = {
    "case.opened": "inbox",
    "case.changed": "edit",
    "case.assigned": "user-check",
    "case.message_received": "message",
    "case.answered": "send",
    "case.acknowledged": "mail",
    "case.paused": "player-pause",
    "case.resumed": "player-play",
    "case.snoozed": "alarm",
    "case.woken": "alarm",
    "case.resolved": "circle-check",
    "case.closed": "archive",
    "case.reopened": "rotate",
    "case.confirmed": "circle-check",
    "case.rejected": "circle-x",
    "case.merged": "git-merge",
    "case.unmerged": "arrow-back-up",
    "case.split": "git-branch",
    "case.linked": "hierarchy",
    "case.unlinked": "hierarchy",
    "case.deleted": "trash",
    "case.restored": "arrow-back-up",
    "case_setting.created": "settings",
    "case_setting.changed": "settings",
    "case_setting.archived": "archive",
    "case_setting.restored": "restore",
    "case_setting.deleted": "trash",
}

WORDINGS: dict[str, Wording] = {
    "case.opened": Wording("interact", _("Case opened"), (_("“%(title)s”, by %(mode)s."), _("“%(title)s”."))),
    "case.changed": Wording("interact", _("Case changed"), (_("“%(title)s”."),), shows_changes=True),
    "case.assigned": Wording(
        "interact", _("Case given on"), (_("“%(title)s” is now with %(owner_id)s."), _("“%(title)s” is nobody's now."))
    ),
    "case.message_received": Wording("info", _("The customer wrote or called"), (_("“%(title)s”, by %(mode)s."),)),
    "case.answered": Wording("interact", _("Case answered"), (_("“%(title)s”, by %(mode)s."),)),
    "case.acknowledged": Wording("neutral", _("Receipt sent by itself"), (_("“%(title)s”."),)),
    "case.paused": Wording("warning", _("Case paused"), (_("“%(title)s”: %(reason)s."), _("“%(title)s”."))),
    "case.resumed": Wording("interact", _("Case goes on"), (_("“%(title)s”."),)),
    "case.snoozed": Wording("neutral", _("Case put off"), (_("“%(title)s”, until %(snoozed_until)s."),)),
    "case.woken": Wording("neutral", _("Case back in sight"), (_("“%(title)s”."),)),
    "case.resolved": Wording("success", _("Case resolved"), (_("“%(title)s”: %(outcome)s."),)),
    "case.closed": Wording("neutral", _("Case closed"), (_("“%(title)s”: %(verdict)s. %(reason)s"), _("“%(title)s”."))),
    "case.reopened": Wording("warning", _("Case opened again"), (_("“%(title)s”."),)),
    "case.confirmed": Wording("success", _("The customer is content"), (_("“%(title)s”."),)),
    "case.rejected": Wording("danger", _("The customer is not content"), (_("“%(title)s”."),)),
    "case.merged": Wording("info", _("Cases merged"), (_("“%(title)s”."),)),
    "case.unmerged": Wording("info", _("Merged cases parted again"), (_("“%(title)s”."),)),
    "case.split": Wording("info", _("A case of its own made from a message"), (_("“%(title)s”."),)),
    "case.linked": Wording("info", _("Case put below another one"), (_("“%(title)s”."),)),
    "case.unlinked": Wording("info", _("Case stands alone again"), (_("“%(title)s”."),)),
    "case.deleted": Wording("neutral", _("Case deleted"), (_("“%(title)s”."),)),
    "case.restored": Wording("info", _("Case brought back"), (_("“%(title)s”."),)),
    "case_setting.created": Wording("info", _("Set up for the inbox"), ("%(name)s",)),
    "case_setting.changed": Wording("info", _("Setting of the inbox changed"), ("%(name)s",)),
    "case_setting.archived": Wording("neutral", _("Setting of the inbox archived"), ("%(name)s",)),
    "case_setting.restored": Wording("info", _("Setting of the inbox brought back"), ("%(name)s",)),
    "case_setting.deleted": Wording("neutral", _("Setting of the inbox deleted"), ("%(name)s",)),
}
