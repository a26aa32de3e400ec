"""What people do around a record."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.doors.web.timeline.words.wording import Wording

ICONS: dict[str, str] = {
    "list.exported": "download",
    "export.started": "download",
    "export.requested": "hourglass",
    "export.approved": "circle-check",
    "export.refused": "circle-x",
    "bulk.changed": "edit",
    "bulk.undone": "arrow-back-up",
    "view.created": "table",
    "view.changed": "table",
    "view.deleted": "trash",
    "view.made_default": "table",
    "follow_up.created": "calendar-plus",
    "follow_up.done": "circle-check",
    "follow_up.cancelled": "circle-x",
    "follow_up.reopened": "rotate",
    "follow_up.rescheduled": "calendar-event",
    "task.created": "calendar-plus",
    "task.changed": "edit",
    "task.moved": "calendar-event",
    "task.assigned": "user-check",
    "task.completed": "circle-check",
    "task.cancelled": "circle-x",
    "task.reopened": "rotate",
    "task.deleted": "trash",
    "task.restored": "arrow-back-up",
    "letter.created": "mail",
    "letter.changed": "mail",
    "letter.archived": "archive",
    "letter.restored": "mail",
    "letter.queued": "send",
    "letter.sent": "mail",
    "letter.failed": "alert-circle",
    "letter.unsure": "help-circle",
    "letter.sent_again": "send",
    "rule.created": "bolt",
    "rule.changed": "bolt",
    "rule.switched_on": "player-play",
    "rule.switched_off": "player-pause",
    "rule.archived": "archive",
    "rule.webhook_again": "send",
    "rule.restored": "bolt",
    "absence.planned": "calendar-off",
    "absence.ended": "calendar-check",
    "calendar_feed.made": "calendar-share",
    "calendar_feed.revoked": "calendar-off",
    "note.added": "notes",
    "note.changed": "notes",
    "note.pinned": "pin",
    "note.unpinned": "pinned-off",
    "note.deleted": "trash",
    "note.restored": "arrow-back-up",
    "attachment.added": "paperclip",
    "attachment.removed": "trash",
    "attachment.restored": "arrow-back-up",
    "attachment.refused": "shield-x",
    "tag.added": "tag",
    "tag.removed": "tag-off",
    "tag.changed": "tag",
    "tag.merged": "git-merge",
    "tag.deleted": "tag-off",
    "checklist.added": "list-check",
    "checklist.deleted": "trash",
    "checklist.restored": "arrow-back-up",
    "checklist.item_added": "plus",
    "checklist.item_done": "square-check",
    "checklist.item_reopened": "square",
    "checklist.item_removed": "x",
    "act.undone": "arrow-back-up",
    "attribute.created": "forms",
    "attribute.changed": "forms",
    "attribute.archived": "archive",
    "attribute.restored": "restore",
    "attribute.deleted": "trash",
    "work.handed_over": "users-group",
    "letter.stopped": "mail-off",
}

WORDINGS: dict[str, Wording] = {
    "letter.created": Wording("interact", _("Template written"), (_("%(name)s"),)),
    "letter.changed": Wording("interact", _("Template changed")),
    "letter.archived": Wording("neutral", _("Template archived"), (_("%(name)s"),)),
    "letter.restored": Wording("interact", _("Template brought back"), (_("%(name)s"),)),
    "letter.queued": Wording("interact", _("E-mail written"), (_("“%(subject)s”"),)),
    "letter.sent": Wording("success", _("E-mail sent"), (_("“%(subject)s”"),)),
    "letter.failed": Wording("danger", _("E-mail not delivered"), (_("“%(subject)s”"),)),
    "letter.unsure": Wording("warning", _("E-mail perhaps sent"), (_("“%(subject)s”"),)),
    "letter.sent_again": Wording("interact", _("E-mail sent again"), (_("“%(subject)s”"),)),
    "letter.stopped": Wording("warning", _("E-mail stopped"), (_("“%(subject)s”"), _("%(count)s letters."))),
    "rule.created": Wording("info", _("Rule written"), (_("%(name)s"),)),
    "rule.changed": Wording("info", _("Rule changed")),
    "rule.switched_on": Wording("success", _("Rule switched on"), (_("%(name)s"),)),
    "rule.switched_off": Wording("neutral", _("Rule switched off"), (_("%(name)s"),)),
    "rule.webhook_again": Wording("interact", _("Message to another system sent again")),
    "rule.archived": Wording("neutral", _("Rule archived"), (_("%(name)s"),)),
    "rule.restored": Wording("info", _("Rule brought back"), (_("%(name)s"),)),
    "list.exported": Wording(
        "warning", _("List exported"),
        (_("%(rows)s records were written to a %(format)s file. Purpose: %(purpose)s. %(note)s"),),
    ),
    "export.started": Wording("info", _("Export started"), (_("About %(rows)s records. Purpose: %(purpose)s."),)),
    "export.requested": Wording(
        "warning", _("Export waits for a second person"), (_("More than %(rows)s records. Purpose: %(purpose)s."),)
    ),
    "export.approved": Wording("success", _("Export approved")),
    "export.refused": Wording("danger", _("Export refused")),
    "bulk.changed": Wording(
        "warning", _("Many records changed at once"), (_("%(changed)s of %(selected)s records were changed."),)
    ),
    "bulk.undone": Wording(
        "info", _("Change of many records undone"),
        (_("%(undone)s records stand as before; %(kept)s were changed since and stay."),),
    ),
    "view.created": Wording("neutral", _("View saved"), (_("“%(name)s” was saved."),)),
    "view.changed": Wording("neutral", _("View changed"), (_("“%(name)s” was changed."),)),
    "view.deleted": Wording("neutral", _("View deleted"), (_("“%(name)s” was deleted."),)),
    "view.made_default": Wording("neutral", _("View opens first"), (_("“%(name)s” opens first for a role."),)),
    "follow_up.created": Wording(
        "interact", _("Follow-up planned"),
        (
            _("%(owner_id)s is to get in touch by %(due_on)s. How: %(method)s. Why: %(reason)s."),
            _("To be done by %(due_on)s."),
        ),
    ),
    "follow_up.done": Wording(
        "success", _("Follow-up done"),
        (_("%(outcome)s. How: %(method)s. Why: %(reason)s."), _("%(outcome)s.")),
    ),
    "follow_up.cancelled": Wording(
        "neutral", _("Follow-up cancelled"),
        (_("It had lost its point: %(why)s."), _("It was planned for this reason: %(reason)s.")),
    ),
    "follow_up.reopened": Wording(
        "warning", _("Follow-up opened again"), (_("It had been closed with the outcome “%(outcome)s”."),)
    ),
    "follow_up.rescheduled": Wording(
        "interact", _("Follow-up moved"), (_("Now with %(owner_id)s, by %(due_on)s."), _("Now by %(due_on)s."))
    ),
    "task.created": Wording(
        "interact", _("Task planned"),
        (_("“%(title)s”, by %(due_on)s, with %(owner_id)s."), _("“%(title)s”, with %(owner_id)s."), _("“%(title)s”.")),
    ),
    "task.changed": Wording("interact", _("Task changed"), (_("“%(title)s”."),), shows_changes=True),
    "task.moved": Wording(
        "interact", _("Task moved"), (_("“%(title)s” is now on %(due_on)s."), _("“%(title)s” is now at another hour."))
    ),
    "task.assigned": Wording("interact", _("Task given on"), (_("“%(title)s” is now with %(owner_id)s."),)),
    "task.completed": Wording(
        "success", _("Task done"), (_("“%(title)s”: %(outcome_text)s"), _("“%(title)s”."))
    ),
    "task.cancelled": Wording("neutral", _("Task cancelled"), (_("“%(title)s”."),)),
    "task.reopened": Wording("warning", _("Task opened again"), (_("“%(title)s”."),)),
    "task.deleted": Wording("neutral", _("Task deleted"), (_("“%(title)s”."),)),
    "task.restored": Wording("info", _("Task brought back"), (_("“%(title)s”."),)),
    "absence.planned": Wording(
        "info", _("Absence planned"), (_("%(deputy_id)s stands in from %(starts_on)s to %(ends_on)s."),)
    ),
    "absence.ended": Wording("info", _("Absence ended"), (_("%(deputy_id)s stands in no longer."),)),
    "calendar_feed.made": Wording("info", _("Calendar address made")),
    "calendar_feed.revoked": Wording("info", _("Calendar address stopped")),
    "note.added": Wording("info", _("Note written"), (_("%(length)s characters."),)),
    "note.changed": Wording("info", _("Note edited"), (_("%(length)s characters now."),)),
    "note.pinned": Wording("info", _("Note pinned")),
    "note.unpinned": Wording("neutral", _("Note unpinned")),
    "note.deleted": Wording("neutral", _("Note deleted")),
    "note.restored": Wording("info", _("Note brought back")),
    "attachment.added": Wording("info", _("File attached"), ("%(name)s",)),
    "attachment.removed": Wording("neutral", _("File removed"), ("%(name)s",)),
    "attachment.restored": Wording("info", _("File brought back"), ("%(name)s",)),
    "attachment.refused": Wording("danger", _("File refused by the scanner"), ("%(name)s",)),
    "tag.added": Wording("info", _("Tag added"), ("%(name)s",)),
    "tag.removed": Wording("neutral", _("Tag taken off"), ("%(name)s",)),
    "tag.changed": Wording("info", _("Tag changed"), shows_changes=True),
    "tag.merged": Wording("info", _("Tags merged"), (_("“%(name)s” became “%(into)s”."),)),
    "tag.deleted": Wording("warning", _("Tag deleted"), (_("“%(name)s” was taken from %(records)s records."),)),
    "checklist.added": Wording("info", _("Checklist added"), ("%(name)s",)),
    "checklist.deleted": Wording("neutral", _("Checklist deleted"), ("%(name)s",)),
    "checklist.restored": Wording("info", _("Checklist brought back"), ("%(name)s",)),
    "checklist.item_added": Wording("neutral", _("Item added to a checklist"), ("%(name)s",)),
    "checklist.item_done": Wording("success", _("Item of a checklist done"), ("%(name)s",)),
    "checklist.item_reopened": Wording("neutral", _("Item of a checklist opened again"), ("%(name)s",)),
    "checklist.item_removed": Wording("neutral", _("Item taken off a checklist"), ("%(name)s",)),
    "act.undone": Wording("neutral", _("Taken back")),
    "attribute.created": Wording("info", _("Attribute added"), (_("“%(name)s” can be filled in from now on."),)),
    "attribute.changed": Wording("info", _("Attribute changed"), (_("The attribute “%(name)s” was changed."),)),
    "attribute.archived": Wording(
        "neutral", _("Attribute archived"), (_("“%(name)s” is shown nowhere; its values are kept."),)
    ),
    "attribute.restored": Wording("info", _("Attribute restored"), (_("“%(name)s” is back, with its values."),)),
    "attribute.deleted": Wording(
        "warning", _("Attribute deleted for good"), (_("“%(name)s” and all its values were wiped."),)
    ),
    "work.handed_over": Wording(
        "info", _("Work handed over"), (_("%(count)s open records went to %(owner_id)s (%(work)s)."),)
    ),
}  # fmt: skip
