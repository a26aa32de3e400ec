"""Customers: who they are, how they came, who belongs to whom."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.doors.web.timeline.words.wording import Wording

ICONS: dict[str, str] = {
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
    "source.created": "database",
    "import.customers": "file-import",
    "import.purchases": "file-import",
    "import.undone": "arrow-back-up",
    "import_schedule.created": "clock",
    "import_schedule.changed": "clock",
    "import_schedule.removed": "clock",
    "customer.address_added": "address-book",
    "customer.address_removed": "trash",
    "customer.assigned": "user-share",
    "customer.revealed": "eye",
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
    "customer.rectified": "edit",
    "customer.restricted": "lock",
    "customer.restriction_lifted": "lock-open",
    "customer.erased": "eraser",
}

WORDINGS: dict[str, Wording] = {
    "customer.created": Wording("identify", _("Customer added"), (_("%(name)s was entered at the desk."),)),
    "customer.changed": Wording("identify", _("Details changed"), shows_changes=True),
    "customer.address_added": Wording(
        "identify", _("Address added"), (_("%(email)s is theirs too."), _("%(phone)s is theirs too."))
    ),
    "customer.address_removed": Wording(
        "identify", _("Address removed"), (_("%(email)s is theirs no more."), _("%(phone)s is theirs no more."))
    ),
    "customer.assigned": Wording("identify", _("Given to somebody else"), shows_changes=True),
    "customer.rectified": Wording(
        "identify", _("Corrected at the person's own word"), (_("%(receivers)s receivers have to be told."),)
    ),
    "customer.restricted": Wording("warning", _("Use of the data restricted")),
    "customer.restriction_lifted": Wording("info", _("Restriction lifted")),
    "customer.erased": Wording("danger", _("Person erased"), (_("%(rows)s rows."),)),
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
    "customer.revealed": Wording(
        "warning", _("Masked detail shown"), (_("%(field)s was shown for this reason: %(reason)s"),)
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
}  # fmt: skip
