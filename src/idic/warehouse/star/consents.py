from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.warehouse.star.declaration import Column, Invariant, Kind, Mart, Part, Watched

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from idic.warehouse.reading import Star


def _backwards(star: Star) -> ir.Table:
    consents = star.table("consents")
    return consents.filter(consents.to_day < consents.from_day)


CONSENTS = Mart(
    "consents",
    _("Consents"),
    _("One row per word of a customer's record about a purpose and a channel, and the days on which it stood."),
    Kind.FACT,
    (
        Column("customer_id", "int64", _("Whose word it is."), ("privacy_consentevent.customer_id",)),
        Column("purpose", "string", _("Code of the purpose."), ("privacy_purpose.code",)),
        Column("channel", "string", _("Channel; empty where the purpose has none."), ("privacy_consentevent.channel",)),
        Column("state", "string", _("Given, withdrawn or expired."), ("privacy_consentevent.kind",)),
        Column("from_day", "date32", _("Day on which it was said."), ("privacy_consentevent.at",)),
        Column(
            "to_day", "date32", _("Day on which the next word was said or the consent ran out; empty while it stands."),
            ("privacy_consentevent.at", "privacy_consentevent.valid_until"),
        ),
    ),
    parts=(
        Part(
            # A record keeps its words when it moves to another customer, so its words always stand in one block.
            "FROM privacy_consentevent e JOIN privacy_purpose u ON u.id = e.purpose_id",
            {
                "customer_id": "e.customer_id", "purpose": "u.code", "channel": "e.channel", "state": "e.kind",
                "from_day": "(e.at AT TIME ZONE '{zone}')::date",
                "to_day": "(greatest(least(e.valid_until, lead(e.at) OVER (PARTITION BY e.record_id, e.purpose_id,"
                " e.channel ORDER BY e.at, e.id)), e.at) AT TIME ZONE '{zone}')::date",
            },
            order="e.customer_id, e.id", table="privacy_consentevent", key="customer_id", bounds=("e.customer_id",),
            shift=16, watched=(Watched("privacy_consentevent", "customer_id", 16), Watched("privacy_purpose")),
        ),
    ),
    forgotten=("purpose", "channel", "state", "from_day", "to_day"),
    invariants=(Invariant("consent_forwards", _("No word ends before it was said."), _backwards),),
)  # fmt: skip
