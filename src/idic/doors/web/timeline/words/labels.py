from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

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
    "colour": _("Colour"), "mode": pgettext_lazy("contact", "Channel"), "purpose": pgettext_lazy("contact", "Purpose"),
    "topic_id": _("Topic"), "audience": _("Who reads it"), "review_on": _("Look at it again on"),
    "product_id": _("Product"), "contact_name": _("Name, as given"), "contact_address": _("Address, as given"),
}  # fmt: skip
