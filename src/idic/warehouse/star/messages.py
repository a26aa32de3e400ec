from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.warehouse.star.declaration import Column, Invariant, Kind, Mart, Part, Watched

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from idic.warehouse.reading import Star


def _of_no_case(star: Star) -> ir.Table:
    return star.table("messages").anti_join(star.table("cases"), "case_id")


MESSAGES = Mart(
    "messages",
    _("Contacts in cases"),
    _("One row per message or conversation of a case, in either direction; its words stay in the records."),
    Kind.FACT,
    (
        Column("message_id", "int64", _("Number of the message."), ("cases_message.id",)),
        Column("case_id", "int64", _("In which case."), ("cases_message.case_id",)),
        Column(
            "customer_id", "int64", _("Who wrote, else whose case it is; empty where nobody is known."),
            ("cases_message.customer_id", "cases_case.customer_id"),
        ),
        Column("at", "timestamp", _("When it was said, on the clock of the business."), ("cases_message.at",)),
        Column("day", "date32", _("Day on which it was said."), ("cases_message.at",)),
        Column("hour", "int32", _("Hour of that day, 0 to 23."), ("cases_message.at",)),
        Column("direction", "string", _("From the customer, to the customer, or written by a machine."), ("cases_message.kind",)),
        Column("mode", "string", _("Channel of the message."), ("cases_message.mode",)),
        Column("purpose", "string", _("Why the customer got in touch."), ("cases_case.purpose",)),
        Column("staff_id", "int64", _("User who wrote it, or wrote it down."), ("cases_message.author_id",)),
        Column("is_unwanted", "bool", _("Whether its case is unwanted mail."), ("cases_case.outcome",)),
    ),
    parts=(
        Part(
            "FROM cases_message m JOIN cases_case k ON k.id = m.case_id",
            {
                "message_id": "m.id", "case_id": "m.case_id", "customer_id": "coalesce(m.customer_id, k.customer_id)",
                "at": "m.at AT TIME ZONE '{zone}'", "day": "(m.at AT TIME ZONE '{zone}')::date",
                "hour": "extract(hour FROM m.at AT TIME ZONE '{zone}')::int",
                "direction": "m.kind", "mode": "m.mode", "purpose": "k.purpose", "staff_id": "m.author_id",
                "is_unwanted": "k.outcome = 'spam'",
            },
            order="m.case_id, m.id", table="cases_case", key="id", bounds=("k.id", "m.case_id"), shift=16,
            where="k.deleted_at IS NULL",
            watched=(Watched("cases_case", "id", 16), Watched("cases_message", "case_id", 16)),
        ),
    ),
    invariants=(Invariant("message_of_a_case", _("Each message belongs to a case."), _of_no_case),),
)  # fmt: skip
