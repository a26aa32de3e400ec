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
    "customers.exported": "download",
    "source.created": "database",
    "import.customers": "file-import",
    "import.purchases": "file-import",
    "follow_up.created": "calendar-plus",
    "follow_up.done": "circle-check",
    "follow_up.cancelled": "circle-x",
    "follow_up.reopened": "rotate",
    "follow_up.rescheduled": "calendar-event",
    "segment.created": "chart-pie",
    "segment.changed": "chart-pie",
    "segment.archived": "archive",
    "refresh.finished": "refresh",
    "campaigns.loaded": "speakerphone",
    "sample.removed": "trash",
    "user.created": "user-plus",
    "user.changed": "user-cog",
    "team.created": "users",
}
UNKNOWN_ICONS: dict[str, str] = {"event": "point"}

WORDINGS: dict[str, Wording] = {
    "customer.created": Wording("identify", _("Customer added"), (_("%(name)s was entered at the desk."),)),
    "customer.changed": Wording("identify", _("Details changed"), shows_changes=True),
    "customer.kept_apart": Wording("identify", _("Kept apart from a look-alike"), (_("Not the same as %(other)s."),)),
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
    "user.created": Wording("info", _("User added"), (_("%(display_name)s may now sign in as %(role)s."),)),
    "user.changed": Wording("info", _("User changed"), shows_changes=True),
    "team.created": Wording("info", _("Team added"), (_("The team “%(name)s” was added."),)),
}  # fmt: skip

# What acted where no person did.
AGENTS: dict[str, str | _StrPromise] = {
    "system": _("The system"), "import": _("Import"), "refresh": _("Refresh"), "loop": _("Automation"),
}  # fmt: skip

FIELD_LABELS: dict[str, str | _StrPromise] = {
    "kind": _("Kind"), "name": _("Name"), "title": _("Form of address"), "given_name": _("Given name"),
    "family_name": _("Family name"), "nickname": _("Nickname"), "phone": _("Phone"), "phone2": _("Second phone"),
    "email": _("E-mail"), "national_id": _("National id"), "tax_id": _("Tax id"), "birth_date": _("Birth date"),
    "sex": _("Sex"), "language": _("Language"), "address": _("Address"), "district": _("District"),
    "province": _("Province"), "postcode": _("Postcode"), "country": _("Country"), "facts": _("Further facts"),
    "note": _("Note"), "display_name": _("Name shown"), "role": _("Role"), "team_id": _("Team"),
    "is_active": _("Active"), "password_set": _("Password"),
}  # fmt: skip
