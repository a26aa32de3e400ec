from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.warehouse.star.declaration import BY_ATTRIBUTE, Column, Invariant, Kind, Mart, Part, Unit, Watched

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from idic.warehouse.reading import Star


def _twice(star: Star) -> ir.Table:
    rows = star.table("customers").group_by("customer_id").agg(rows=lambda t: t.count())
    return rows.filter(rows.rows > 1)


CUSTOMERS = Mart(
    "customers",
    _("Customers"),
    _("One row per customer that has not been merged into another."),
    Kind.DIMENSION,
    (
        Column("customer_id", "int64", _("Number of the customer."), ("identify_customer.id",)),
        Column("kind", "string", _("Person or organisation."), ("identify_customer.kind",)),
        Column("sex", "string", _("Sex, where it is known."), ("identify_customer.sex",), group="identity"),
        Column(
            "birth_date", "date32", _("Day of birth, where it is known."), ("identify_customer.birth_date",),
            group="identity",
        ),
        Column("language", "string", _("Language in which the customer is served."), ("identify_customer.language",)),
        Column("country", "string", _("Country of the address."), ("identify_customer.country",)),
        Column("province", "string", _("Province of the address."), ("identify_customer.province",)),
        Column(
            "facts", "string", _("Attributes of the customer under their codes, as JSON."),
            ("identify_customer.facts",), group=BY_ATTRIBUTE,
        ),
        Column("created_on", "date32", _("Day on which the customer was first on record."), ("identify_customer.created_at",)),
        Column("owner_id", "int64", _("User who looks after the customer."), ("identify_customer.owner_id",)),
        Column("team_id", "int64", _("Team that looks after the customer."), ("identify_customer.team_id",)),
        Column(
            "record_count", "int32", _("Source records that are believed to be this customer."),
            ("identify_customer.record_count",), unit=Unit.COUNT,
        ),
    ),
    parts=(
        Part(
            "FROM identify_customer c",
            {
                "customer_id": "c.id", "kind": "c.kind", "sex": "c.sex", "birth_date": "c.birth_date",
                "language": "c.language", "country": "c.country", "province": "c.province",
                # built-in facts under their codes, custom attributes under x_ and theirs, in the form in which they are kept
                "facts": "c.facts::text",
                "created_on": "(c.created_at AT TIME ZONE '{zone}')::date",
                "owner_id": "c.owner_id", "team_id": "c.team_id", "record_count": "c.record_count",
            },
            order="c.id", table="identify_customer", key="id", bounds=("c.id",), shift=16,
            where="c.merged_into_id IS NULL", watched=(Watched("identify_customer", "id", 16),),
        ),
    ),
    forgotten=("kind", "sex", "birth_date", "language", "country", "province", "facts"),
    invariants=(Invariant("customer_once", _("Each customer stands here once."), _twice),),
)  # fmt: skip
