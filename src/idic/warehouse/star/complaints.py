from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.warehouse.star.cases import TOPICS
from idic.warehouse.star.declaration import Column, Invariant, Kind, Mart, Part, Unit, Watched

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from idic.warehouse.reading import Star


def _of_no_case(star: Star) -> ir.Table:
    return star.table("complaints").anti_join(star.table("cases").filter(lambda t: t.is_complaint), "case_id")


_TOPIC = ("cases_case.topic_id", "cases_casetopic.name", "cases_casetopic.parent_id")
_COMPLAINT = "complaints_complaint"


def _columns(customer: str) -> dict[str, str]:
    return {
        "complaint_id": "o.id", "case_id": "o.case_id", "customer_id": customer,
        "received_on": "(o.received_at AT TIME ZONE '{zone}')::date",
        "decided_on": "(o.decided_at AT TIME ZONE '{zone}')::date",
        "closed_on": "(o.closed_at AT TIME ZONE '{zone}')::date",
        "state": "o.state", "severity": "o.severity::int", "mode": "k.mode",
        "topic_1": "coalesce(p.highest, '')", "topic": "coalesce(p.name, '')", "product_id": "k.product_id",
        "owner_id": "k.owner_id", "team_id": "k.team_id", "is_told_twice": "o.duplicate_of_id IS NOT NULL",
        "remedy_cost_e4": "(o.remedy_cost * 10000)::bigint",
        "handling_cost_e4": "(o.handling_cost * 10000)::bigint",
        "satisfied_handling": "o.satisfied_handling::int", "satisfied_outcome": "o.satisfied_outcome::int",
        "reopened": "o.reopened", "appealed": "o.appealed",
    }  # fmt: skip


COMPLAINTS = Mart(
    "complaints",
    _("Complaints"),
    _("One row per case that was recorded as a complaint; what was told twice is marked."),
    Kind.FACT,
    (
        Column("complaint_id", "int64", _("Number of the complaint."), (f"{_COMPLAINT}.id",)),
        Column("case_id", "int64", _("Its case."), (f"{_COMPLAINT}.case_id",)),
        Column("customer_id", "int64", _("Who complains; empty where nobody is known."),
               ("cases_case.customer_id", f"{_COMPLAINT}.told_in_id")),
        Column("received_on", "date32", _("Day of the first contact."), (f"{_COMPLAINT}.received_at",)),
        Column("decided_on", "date32", _("Day on which the customer was told the decision."), (f"{_COMPLAINT}.decided_at",)),
        Column("closed_on", "date32", _("Day on which it came to its end."), (f"{_COMPLAINT}.closed_at",)),
        Column("state", "string", _("Step at which it stands."), (f"{_COMPLAINT}.state",)),
        Column("severity", "int32", _("Severity, 1 to 5; empty before it was assessed."), (f"{_COMPLAINT}.severity",)),
        Column("mode", "string", _("Channel of the first contact."), ("cases_case.mode",)),
        Column("topic_1", "string", _("Highest topic; empty where none was chosen."), _TOPIC),
        Column("topic", "string", _("The topic itself."), _TOPIC),
        Column("product_id", "int64", _("What it is about; empty where nothing is named."), ("cases_case.product_id",)),
        Column("owner_id", "int64", _("User who works on it; empty while nobody does."), ("cases_case.owner_id",)),
        Column("team_id", "int64", _("Team that it was given to."), ("cases_case.team_id",)),
        Column("is_told_twice", "bool", _("Whether another complaint tells the same."), (f"{_COMPLAINT}.duplicate_of_id",)),
        Column("remedy_cost_e4", "int64", _("What the remedy cost, in the currency of this installation."),
               (f"{_COMPLAINT}.remedy_cost",), unit=Unit.MONEY),
        Column("handling_cost_e4", "int64", _("What handling it cost, in the currency of this installation."),
               (f"{_COMPLAINT}.handling_cost",), unit=Unit.MONEY),
        Column("satisfied_handling", "int32", _("The customer's word on how it was handled, 1 to 5."),
               (f"{_COMPLAINT}.satisfied_handling",)),
        Column("satisfied_outcome", "int32", _("The customer's word on what came of it, 1 to 5."),
               (f"{_COMPLAINT}.satisfied_outcome",)),
        Column("reopened", "int32", _("How often it was opened again."), (f"{_COMPLAINT}.reopened",), unit=Unit.COUNT),
        Column("appealed", "int32", _("How often the customer appealed."), (f"{_COMPLAINT}.appealed",), unit=Unit.COUNT),
    ),
    parts=(
        Part(
            f"FROM complaints_complaint o JOIN cases_case k ON k.id = o.case_id {TOPICS}", _columns("k.customer_id"),
            order="o.case_id", table="complaints_complaint", key="case_id", bounds=("o.case_id", "k.id"), shift=16,
            where="k.deleted_at IS NULL AND o.told_in_id = o.case_id", name="own",
            watched=(
                Watched("complaints_complaint", "case_id", 16), Watched("cases_case", "id", 16), Watched("cases_casetopic"),
            ),
        ),
        # Whose they are stands in a case of another block. They are few: read at every refresh.
        Part(
            "FROM complaints_complaint o JOIN cases_case k ON k.id = o.case_id JOIN cases_case t ON t.id = o.told_in_id"
            f" {TOPICS}",
            _columns("CASE WHEN t.customer_id IS NOT NULL THEN t.customer_id"
                     " WHEN t.contact_address = k.contact_address AND NOT t.contact_address = '' THEN k.customer_id END"),
            order="o.case_id", where="k.deleted_at IS NULL AND NOT o.told_in_id = o.case_id", name="carried",
        ),
    ),
    invariants=(Invariant("complaint_of_a_case", _("Each complaint belongs to a case that says so."), _of_no_case),),
)  # fmt: skip
