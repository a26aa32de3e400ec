"""What happened or stands, as the measures count it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.warehouse.measures.declaration import Fact

_OF_CASE = (
    "mode", "purpose", "state", "priority", "topic_1", "topic", "owner_id", "team_id", "outcome", "verdict", "severity",
    "received_hour",
)  # fmt: skip

FACTS: dict[str, Fact] = {
    fact.code: fact
    for fact in (
        Fact(
            "sales", _("Sales"), "sales", ("sales", "purchases"), day="day",
            own=("place", "channel", "payment_kind"), has_product=True, money=True, heads="purchases",
        ),
        Fact("people", _("Customers on record"), "customers", ("customers",)),
        Fact("arrivals", _("New customers"), "customers", ("customers",), day="created_on"),
        Fact(
            "contacts", _("Tasks and follow-ups"), "contacts", ("contacts",), day="day",
            own=("source", "kind", "state", "outcome"),
        ),
        Fact(
            "closings", _("Tasks and follow-ups closed"), "contacts", ("contacts",), day="done_on",
            own=("source", "kind", "state", "outcome"),
        ),
        Fact("cases", _("Cases"), "cases", ("cases",), day="received_on", own=_OF_CASE, has_product=True),
        Fact("resolutions", _("Cases resolved"), "cases", ("cases",), day="resolved_on", own=_OF_CASE, has_product=True),
        Fact("backlog", _("Open cases"), "cases", ("cases",), own=_OF_CASE, has_product=True),
        Fact(
            "messages", _("Contacts in cases"), "messages", ("messages",), day="day",
            own=("mode", "purpose", "hour", "staff_id"),
        ),
        Fact(
            "complaints", _("Complaints"), "complaints", ("complaints",), day="received_on",
            own=("mode", "topic_1", "topic", "severity", "state", "owner_id", "team_id"), has_product=True,
        ),
        Fact("campaigns", _("Campaigns"), "campaign_contacts", ("campaign_contacts",), day="starts_on", own=("name",)),
        Fact("consents", _("Consents that stand"), "consents", ("consents",), own=("purpose", "channel", "state")),
        Fact(
            "choices", _("Consents given and withdrawn"), "consents", ("consents",), day="from_day",
            own=("purpose", "channel", "state"),
        ),
    )
}  # fmt: skip
