"""Verb -> icon, tone, title and sentence. An event is data; here it becomes words, in the reader's language.

Placeholders are the keys of the event's `after` (else `before`) in words, and `note`; a sentence is shown only where
every value it names is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.doors.web.shell.templatetags.parts import Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Wording:
    tone: Tone
    title: str | _StrPromise
    # the first of them whose values are all known is taken
    sentences: tuple[str | _StrPromise, ...] = ()
    shows_changes: bool = False


VERB_ICONS: dict[str, str] = {
    "customer.created": "user-plus",
    "customer.changed": "edit",
    "customer.kept_apart": "users",
    "customer.merged": "git-merge",
    "customer.merge_undone": "arrow-back-up",
    "record.split": "arrows-split-2",
    "value.chosen": "pin",
    "value.released": "pinned-off",
    "value.verified": "checks",
    "value.doubted": "question-mark",
    "survivorship.changed": "adjustments",
    "records.renormalised": "refresh",
    "linkage.started": "git-merge",
    "linkage.finished": "git-merge",
    "linkage.merged": "git-merge",
    "linkage.approved": "circle-check",
    "linkage.thresholds_moved": "adjustments",
    "linkage.sampled": "tag",
    "linkage.labelled": "tag",
    "linkage.label_undone": "arrow-back-up",
    "survivorship.applied": "adjustments",
    "customers.exported": "download",
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
    "source.created": "database",
    "import.customers": "file-import",
    "import.purchases": "file-import",
    "import.undone": "arrow-back-up",
    "import_schedule.created": "clock",
    "import_schedule.changed": "clock",
    "import_schedule.removed": "clock",
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
    "customer.assigned": "user-share",
    "letter.created": "mail",
    "letter.changed": "mail",
    "letter.archived": "archive",
    "letter.restored": "mail",
    "letter.queued": "send",
    "letter.sent": "mail",
    "letter.failed": "alert-circle",
    "rule.created": "bolt",
    "rule.changed": "bolt",
    "rule.switched_on": "player-play",
    "rule.switched_off": "player-pause",
    "rule.archived": "archive",
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
    "segment.created": "chart-pie",
    "segment.changed": "chart-pie",
    "segment.archived": "archive",
    "refresh.finished": "refresh",
    "campaigns.loaded": "speakerphone",
    "sample.removed": "trash",
    "attribute.created": "forms",
    "attribute.changed": "forms",
    "attribute.archived": "archive",
    "attribute.restored": "restore",
    "attribute.deleted": "trash",
    "user.created": "user-plus",
    "user.changed": "user-cog",
    "team.created": "users",
    "account.factor_added": "shield-lock",
    "account.provider_linked": "login-2",
    "account.factor_renamed": "shield-lock",
    "account.factor_removed": "shield-off",
    "account.factor_reset": "shield-off",
    "account.codes_renewed": "list-numbers",
    "session.ended": "logout",
    "token.created": "key",
    "token.revoked": "key-off",
    "role.created": "lock",
    "role.renamed": "lock",
    "role.changed": "lock",
    "role.reset": "lock",
    "role.deleted": "trash",
    "work.handed_over": "users-group",
    "customer.revealed": "eye",
    "audit.exported": "download",
    "relation.added": "affiliate",
    "relation.changed": "affiliate",
    "relation.ended": "calendar-off",
    "relation.removed": "trash",
    "household.created": "home-heart",
    "household.renamed": "home-heart",
    "household.joined": "home-heart",
    "household.left": "home-heart",
    "household.member_changed": "home-heart",
    "household.member_removed": "trash",
    "wallet_share.recorded": "wallet",
    "wallet_share.removed": "trash",
    "competitor.created": "wallet",
    "market_figure.recorded": "map",
    "market_figure.removed": "trash",
    "letter.stopped": "mail-off",
    "consent.given": "thumb-up",
    "consent.withdrawn": "thumb-down",
    "consent.expired": "hourglass",
    "consent.asked": "mail-question",
    "consent.under_age": "alert-circle",
    "consent.of_age": "circle-check",
    "consents.imported": "file-import",
    "privacy_request.received": "user-question",
    "privacy_request.paused": "hourglass",
    "privacy_request.identified": "user-check",
    "privacy_request.scoped": "list-check",
    "privacy_request.extended": "calendar-event",
    "privacy_request.packed": "package",
    "privacy_request.answered": "circle-check",
    "privacy_request.fetched": "download",
    "privacy_request.refused": "circle-x",
    "privacy_request.closed": "circle-check",
    "customer.rectified": "edit",
    "customer.restricted": "lock",
    "customer.restriction_lifted": "lock-open",
    "customer.erased": "eraser",
    "erasure.proposed": "eraser",
    "erasure.confirmed": "users",
    "erasure.withdrawn": "x",
    "erasure.done": "eraser",
    "events.redacted": "eraser",
    "hold.set": "lock",
    "hold.released": "lock-open",
    "request_clock.changed": "hourglass",
    "retention.added": "hourglass",
    "retention.changed": "hourglass",
    "retention.executed": "eraser",
    "breach.logged": "alert-triangle",
    "breach.described": "edit",
    "breach.decided": "scale",
    "breach.authority_told": "send",
    "breach.people_told": "send",
    "breach.closed": "circle-check",
    "register.added": "notes",
    "register.changed": "edit",
    "register.removed": "trash",
    "assessment.approved": "circle-check",
    "assessment.rejected": "circle-x",
    "purpose.created": "shield-lock",
    "purpose.changed": "shield-lock",
    "notice.created": "file-text",
    "notice.changed": "file-text",
    "notice.published": "file-text",
    "notice.withdrawn": "file-text",
    "privacy.quiet_hours": "moon",
}
UNKNOWN_ICONS: dict[str, str] = {"event": "point"}

WORDINGS: dict[str, Wording] = {
    "customer.created": Wording("identify", _("Customer added"), (_("%(name)s was entered at the desk."),)),
    "customer.changed": Wording("identify", _("Details changed"), shows_changes=True),
    "customer.assigned": Wording("identify", _("Given to somebody else"), shows_changes=True),
    "letter.created": Wording("interact", _("Template written"), (_("%(name)s"),)),
    "letter.changed": Wording("interact", _("Template changed")),
    "letter.archived": Wording("neutral", _("Template archived"), (_("%(name)s"),)),
    "letter.restored": Wording("interact", _("Template brought back"), (_("%(name)s"),)),
    "letter.queued": Wording("interact", _("E-mail written"), (_("“%(subject)s”"),)),
    "letter.sent": Wording("success", _("E-mail sent"), (_("“%(subject)s”"),)),
    "letter.failed": Wording("danger", _("E-mail not delivered"), (_("“%(subject)s”"),)),
    "letter.stopped": Wording("warning", _("E-mail stopped"), (_("“%(subject)s”"), _("%(count)s letters."))),
    "privacy_request.received": Wording("info", _("Request about personal data"), (_("Due by %(due_on)s."),)),
    "privacy_request.paused": Wording("warning", _("Proof of identity asked for; the clock stands")),
    "privacy_request.identified": Wording("info", _("Identity checked"), (_("Due by %(due_on)s."),)),
    "privacy_request.scoped": Wording("info", _("Scope agreed")),
    "privacy_request.extended": Wording("warning", _("Time extended"), (_("Now due by %(due_on)s."),)),
    "privacy_request.packed": Wording("info", _("Copy of the data made"), (_("%(rows)s rows."),)),
    "privacy_request.answered": Wording("success", _("Request answered")),
    "privacy_request.fetched": Wording("success", _("Copy fetched by its link")),
    "privacy_request.refused": Wording("danger", _("Request refused")),
    "privacy_request.closed": Wording("neutral", _("Request closed")),
    "customer.rectified": Wording(
        "identify", _("Corrected at the person's own word"), (_("%(receivers)s receivers have to be told."),)
    ),
    "customer.restricted": Wording("warning", _("Use of the data restricted")),
    "customer.restriction_lifted": Wording("info", _("Restriction lifted")),
    "customer.erased": Wording("danger", _("Person erased"), (_("%(rows)s rows."),)),
    "erasure.proposed": Wording("warning", _("Erasure planned"), (_("%(rows)s rows."),)),
    "erasure.confirmed": Wording("warning", _("A second person agreed to the erasure")),
    "erasure.withdrawn": Wording("neutral", _("Erasure withdrawn")),
    "erasure.done": Wording("success", _("Erasure done"), (_("%(rows)s rows."),)),
    "events.redacted": Wording(
        "warning", _("Values taken out of events"), (_("%(events)s events under %(seals)s seals."),)
    ),
    "hold.set": Wording("warning", _("Data held")),
    "hold.released": Wording("info", _("Hold released")),
    "request_clock.changed": Wording("info", _("Clock of a law changed"), shows_changes=True),
    "retention.added": Wording("info", _("Retention rule added"), (_("%(months)s months."),)),
    "retention.changed": Wording("info", _("Retention rule changed"), shows_changes=True),
    "retention.executed": Wording("warning", _("Data whose time was over taken out"), (_("%(rows)s rows."),)),
    "breach.logged": Wording("danger", _("Incident written down"), ("%(title)s",)),
    "breach.described": Wording("info", _("Incident described"), ("%(title)s",)),
    "breach.decided": Wording("info", _("Decision on telling"), ("%(title)s",)),
    "breach.authority_told": Wording("success", _("Authority told"), ("%(title)s",)),
    "breach.people_told": Wording("success", _("People told"), ("%(title)s",)),
    "breach.closed": Wording("success", _("Incident closed"), ("%(title)s",)),
    "register.added": Wording("info", _("Entry added to a register"), ("%(name)s",)),
    "register.changed": Wording("info", _("Entry of a register changed"), ("%(name)s",)),
    "register.removed": Wording("neutral", _("Entry of a register removed"), ("%(name)s",)),
    "assessment.approved": Wording("success", _("Impact assessment approved"), ("%(name)s",)),
    "assessment.rejected": Wording("danger", _("Impact assessment rejected"), ("%(name)s",)),
    "consent.given": Wording(
        "success", _("Consent given"),
        (_("%(purpose)s, %(channel)s. %(consent_method)s."), _("%(purpose)s. %(consent_method)s.")),
    ),
    "consent.withdrawn": Wording(
        "danger", _("Consent withdrawn"),
        (_("%(purpose)s, %(channel)s. %(consent_method)s."), _("%(purpose)s. %(consent_method)s.")),
    ),
    "consent.expired": Wording(
        "neutral", _("Consent expired"), (_("%(purpose)s, %(channel)s."), _("%(purpose)s."))
    ),
    "consent.asked": Wording("info", _("Asked for consent by e-mail"), (_("%(purpose)s."),)),
    "consent.under_age": Wording("warning", _("Marked as under age")),
    "consent.of_age": Wording("neutral", _("Mark “under age” taken away")),
    "consents.imported": Wording(
        "info", _("Consents imported"),
        (_("%(given)s given, %(withdrawn)s withdrawn, %(kept_out)s kept out because the person has said no."),),
    ),
    "purpose.created": Wording("info", _("Purpose written"), (_("%(code)s"),)),
    "purpose.changed": Wording("info", _("Purpose changed")),
    "notice.created": Wording("info", _("Notice written"), (_("%(name)s"),)),
    "notice.changed": Wording("info", _("Draft of a notice changed")),
    "notice.published": Wording("success", _("Notice published"), (_("Version %(number)s."),)),
    "notice.withdrawn": Wording("neutral", _("Notice withdrawn"), (_("Version %(number)s."),)),
    "privacy.quiet_hours": Wording("info", _("Quiet hours changed"), shows_changes=True),
    "rule.created": Wording("info", _("Rule written"), (_("%(name)s"),)),
    "rule.changed": Wording("info", _("Rule changed")),
    "rule.switched_on": Wording("success", _("Rule switched on"), (_("%(name)s"),)),
    "rule.switched_off": Wording("neutral", _("Rule switched off"), (_("%(name)s"),)),
    "rule.archived": Wording("neutral", _("Rule archived"), (_("%(name)s"),)),
    "rule.restored": Wording("info", _("Rule brought back"), (_("%(name)s"),)),
    "customer.kept_apart": Wording("identify", _("Kept apart from a look-alike"), (_("Not the same as %(other)s."),)),
    "customer.merged": Wording(
        "identify", _("Merged"),
        (_("“%(absorbed)s” became part of this customer."), _("It became part of “%(survivor)s”.")),
    ),
    "customer.merge_undone": Wording(
        "warning", _("Merge undone"),
        (
            _("“%(absorbed)s” is a customer of its own again, with all that was its own."),
            _("A customer of its own again, no longer part of “%(survivor)s”."),
        ),
    ),
    "record.split": Wording(
        "warning", _("Record split off"),
        (_("The record %(key)s went to “%(gone_to)s”."), _("The record %(key)s came from “%(come_from)s”.")),
    ),
    "value.chosen": Wording(
        "identify", _("Value chosen by hand"), (_("%(field)s comes from %(source)s, record %(key)s, from now on."),)
    ),
    "value.released": Wording(
        "neutral", _("Chosen value given back to the rules"), (_("The rules decide again: %(field)s."),)
    ),
    "value.verified": Wording(
        "success", _("Value verified"), (_("%(field)s, as %(source)s says in record %(key)s, was checked."),)
    ),
    "value.doubted": Wording(
        "neutral", _("No longer verified"), (_("%(field)s, as %(source)s says in record %(key)s."),)
    ),
    "records.renormalised": Wording(
        "identify", _("Stored records read again"),
        (_("%(records)s records were read again, %(customers)s customers changed."),),
    ),
    "linkage.started": Wording("identify", _("Matching run started"), (_("Run %(run)s."),)),
    "linkage.finished": Wording(
        "identify", _("Matching run finished"), (_("Run %(run)s: %(records)s records, %(pairs)s pairs to look at."),)
    ),
    "linkage.merged": Wording(
        "warning", _("Merged by a matching run"), (_("Run %(run)s: %(merges)s merges, each can be undone."),)
    ),
    "linkage.approved": Wording("success", _("Weights approved"), (_("Run %(run)s scores what is typed and imported."),)),
    "linkage.thresholds_moved": Wording(
        "identify", _("Thresholds of matching moved"), (_("Run %(run)s: upper %(upper)s, lower %(lower)s."),)
    ),
    "linkage.sampled": Wording("neutral", _("Sample of pairs drawn"), (_("Run %(run)s: %(pairs)s pairs."),)),
    "linkage.labelled": Wording("identify", _("Pair decided"), (_("Pair %(pair)s of run %(run)s."),)),
    "linkage.label_undone": Wording("neutral", _("Decision about a pair taken back"), (_("Pair %(pair)s."),)),
    "survivorship.changed": Wording(
        "identify", _("Survivorship rules changed"), (_("Which of several values is shown follows other rules now."),)
    ),
    "survivorship.applied": Wording(
        "identify", _("Survivorship rules applied"),
        (_("%(checked)s customers with several records were looked at, %(changed)s of them changed."),),
    ),
    "customers.exported": Wording(
        "warning", _("Customer list exported"), (_("%(rows)s customers were written to a %(format)s file."),)
    ),
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
    "source.created": Wording("identify", _("Source added"), (_("Records may now come from “%(name)s”."),)),
    "import.customers": Wording(
        "identify", _("Customers imported"),
        (
            _("%(file)s from %(source)s: %(new)s new, %(changed)s changed, %(unchanged)s unchanged, "
              "%(refused)s refused."),
        ),
    ),
    "import.undone": Wording("warning", _("Import undone"), (_("%(file)s from %(source)s"),)),
    "import_schedule.created": Wording("info", _("Scheduled import set up"), ("%(name)s",)),
    "import_schedule.changed": Wording("info", _("Scheduled import changed"), ("%(name)s",)),
    "import_schedule.removed": Wording("neutral", _("Scheduled import removed"), ("%(name)s",)),
    "import.purchases": Wording(
        "success", _("Purchases imported"),
        (
            _("%(file)s from %(source)s: %(new)s new, %(changed)s changed, %(unchanged)s unchanged, "
              "%(refused)s refused."),
        ),
    ),
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
        "neutral", _("Follow-up cancelled"), (_("It was planned for this reason: %(reason)s."),)
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
    "segment.created": Wording("differentiate", _("Segment created"), (_("The segment “%(name)s” was created."),)),
    "segment.changed": Wording("differentiate", _("Segment changed"), (_("The segment “%(name)s” was changed."),)),
    "segment.archived": Wording("neutral", _("Segment archived"), (_("The segment “%(name)s” was put away."),)),
    "refresh.finished": Wording(
        "differentiate", _("Scores refreshed"), (_("All scores and segments stand as of %(as_of)s."),)
    ),
    "campaigns.loaded": Wording(
        "customize", _("Campaigns loaded"),
        (_("%(campaigns)s campaigns, %(contacts)s contacts, %(redemptions)s coupons used."),),
    ),
    "sample.removed": Wording("warning", _("Sample company removed")),
    "attribute.created": Wording("info", _("Attribute added"), (_("“%(name)s” can be filled in from now on."),)),
    "attribute.changed": Wording("info", _("Attribute changed"), (_("The attribute “%(name)s” was changed."),)),
    "attribute.archived": Wording(
        "neutral", _("Attribute archived"), (_("“%(name)s” is shown nowhere; its values are kept."),)
    ),
    "attribute.restored": Wording("info", _("Attribute restored"), (_("“%(name)s” is back, with its values."),)),
    "attribute.deleted": Wording(
        "warning", _("Attribute deleted for good"), (_("“%(name)s” and all its values were wiped."),)
    ),
    "user.created": Wording("info", _("User added"), (_("%(display_name)s may now sign in as %(role)s."),)),
    "user.changed": Wording("info", _("User changed"), shows_changes=True),
    "team.created": Wording("info", _("Team added"), (_("The team “%(name)s” was added."),)),
    "account.provider_linked": Wording("info", _("Single sign-on used for the first time")),
    "account.factor_added": Wording(
        "success", _("Second factor added"), (_("Passkey “%(name)s”."), _("Authenticator app."))
    ),
    "account.factor_renamed": Wording("neutral", _("Passkey renamed"), (_("It is called “%(name)s” now."),)),
    "account.factor_removed": Wording(
        "warning", _("Second factor removed"), (_("Passkey “%(name)s”."), _("Authenticator app."))
    ),
    "account.factor_reset": Wording(
        "warning", _("Second factor reset by an administrator"), (_("Every session of the user ended."),)
    ),
    "account.codes_renewed": Wording("info", _("New recovery codes made"), (_("The old ones no longer count."),)),
    "session.ended": Wording("info", _("Session ended"), (_("Address: %(address)s."),)),
    "token.created": Wording("info", _("API token made"), (_("“%(name)s”, beginning with %(prefix)s."),)),
    "token.revoked": Wording("warning", _("API token revoked"), (_("“%(name)s”, beginning with %(prefix)s."),)),
    "role.created": Wording("info", _("Role added"), (_("The role “%(name)s” was added."),)),
    "role.renamed": Wording("info", _("Role renamed"), (_("The role is now called “%(name)s”."),)),
    "role.changed": Wording(
        "warning", _("Rights of a role changed"), (_("The role “%(name)s” allows other things now."),)
    ),
    "role.reset": Wording(
        "warning", _("Role as delivered"), (_("The role “%(name)s” allows again what it was delivered with."),)
    ),
    "role.deleted": Wording("warning", _("Role deleted"), (_("The role “%(name)s” was deleted."),)),
    "work.handed_over": Wording(
        "info", _("Work handed over"), (_("%(count)s open records went to %(owner_id)s (%(work)s)."),)
    ),
    "customer.revealed": Wording(
        "warning", _("Masked detail shown"), (_("%(field)s was shown for this reason: %(reason)s"),)
    ),
    "audit.exported": Wording(
        "warning", _("Audit trail exported"), (_("%(rows)s events were written to a CSV file."),)
    ),
    "relation.added": Wording(
        "identify", _("Relation added"), (_("%(relation)s: %(job_title)s"), _("%(relation)s: %(stake)s"), _("%(relation)s"))
    ),
    "relation.changed": Wording("identify", _("Relation changed"), (_("%(relation)s"),), shows_changes=True),
    "relation.ended": Wording(
        "neutral", _("Relation ended"), (_("%(relation)s: until %(ends_on)s"), _("%(relation)s"))
    ),
    "relation.removed": Wording(
        "warning", _("Relation removed as a mistake"), (_("%(relation)s: %(job_title)s"), _("%(relation)s"))
    ),
    "household.created": Wording("identify", _("Household started"), (_("Head of “%(household)s”."),)),
    "household.renamed": Wording("identify", _("Household renamed"), (_("It is “%(household)s” now."),)),
    "household.joined": Wording(
        "identify", _("Household member added"), (_("%(household_role)s in “%(household)s”."),)
    ),
    "household.left": Wording(
        "neutral", _("Household membership ended"), (_("Of “%(household)s” until %(ends_on)s."), _("“%(household)s”"))
    ),
    "household.member_changed": Wording(
        "identify", _("Household membership changed"), (_("“%(household)s”"),), shows_changes=True
    ),
    "household.member_removed": Wording(
        "warning", _("Household member removed as a mistake"), (_("%(household_role)s in “%(household)s”."),)
    ),
    "wallet_share.recorded": Wording(
        "differentiate", _("Share of wallet noted"),
        (
            _("%(competitor)s, %(category)s: %(percent)s%% as of %(as_of)s. %(told_by)s."),
            _("%(competitor)s: %(percent)s%% as of %(as_of)s. %(told_by)s."),
            _("%(competitor)s is used, and nobody knows how much, as of %(as_of)s. %(told_by)s."),
            _("We, %(category)s: %(percent)s%% as of %(as_of)s. %(told_by)s."),
            _("We: %(percent)s%% as of %(as_of)s. %(told_by)s."),
        ),
    ),
    "wallet_share.removed": Wording(
        "warning", _("Share of wallet removed as a mistake"),
        (_("%(competitor)s: %(percent)s%% as of %(as_of)s."), _("We: %(percent)s%% as of %(as_of)s.")),
    ),
    "competitor.created": Wording("identify", _("Competitor added"), (_("“%(name)s” may be named as a competitor now."),)),
    "market_figure.recorded": Wording(
        "differentiate", _("Figure of the market recorded"),
        (_("%(segment)s, %(year)s: %(competitor)s has %(customers)s customers (%(source)s)."),
         _("%(segment)s, %(year)s: the market holds %(customers)s customers (%(source)s).")),
    ),
    "market_figure.removed": Wording(
        "warning", _("Figure of the market removed"),
        (_("%(segment)s, %(year)s: %(competitor)s has %(customers)s customers (%(source)s)."),
         _("%(segment)s, %(year)s: the market holds %(customers)s customers (%(source)s).")),
    ),
}  # fmt: skip

# What acted where no person did.
AGENTS: dict[str, str | _StrPromise] = {
    "system": _("The system"), "import": _("Import"), "refresh": _("Refresh"), "loop": _("Automation"),
    "linkage": _("Record linkage"),
}  # fmt: skip

FIELD_LABELS: dict[str, str | _StrPromise] = {
    "kind": _("Kind"), "name": _("Name"), "title": _("Form of address"), "given_name": _("Given name"),
    "family_name": _("Family name"), "nickname": _("Nickname"), "phone": _("Phone"), "phone2": _("Second phone"),
    "email": _("E-mail"), "national_id": _("National id"), "tax_id": _("Tax id"), "birth_date": _("Birth date"),
    "sex": _("Sex"), "language": _("Language"), "address": _("Address"), "district": _("District"),
    "province": _("Province"), "postcode": _("Postcode"), "country": _("Country"), "facts": _("Further facts"),
    "note": _("Note"), "display_name": _("Name shown"), "role": _("Role"), "team_id": _("Team"),
    "job_title": _("Job title or role"), "is_main": _("The main place of work"), "stake": _("Part they play"),
    "attitude": _("Attitude towards us"), "starts_on": _("From"), "ends_on": _("Until"),
    "household_role": _("Role in the household"),
    "state": _("State"), "priority": _("Priority"), "due_at": _("Due"), "starts_at": _("Begins"), "ends_at": _("Ends"),
    "is_all_day": _("All day"), "place": _("Place"), "text": _("Details"), "reminders": _("Reminders"),
    "rule": _("Repeats"), "participants": _("People who take part"), "outcome_text": _("Outcome"),
    "deputy_id": _("Who stands in"), "customer_id": _("Customer"),
    "is_active": _("Active"), "password_set": _("Password"), "owner_id": _("Owner"), "due_on": _("Due on"),
    "method": _("How"), "reason": _("Why"), "outcome": _("Outcome"), "work": _("Kind of work"), "count": _("How many"),
    "rows": _("Rows"), "filters": _("Filters"), "format": _("Format"), "field": _("Field"), "like": _("Copy of"),
    "colour": _("Colour"),
}  # fmt: skip
