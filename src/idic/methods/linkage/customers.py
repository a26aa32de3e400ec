"""Default settings for customers in three scripts: what a CRM knows of a person, and how it is compared.

Columns of a record: given, family, birth_date, phones, emails, identifiers (lists), address, postcode.
"""

from __future__ import annotations

from typing import Final

from idic.methods.linkage.fields import BlockingRule, Field, LinkType, Settings

FIELDS: Final = (
    Field("name", "person", ("given", "family")),
    Field("birth", "birth_date", ("birth_date",)),
    Field("phone", "phone", ("phones",)),
    Field("email", "email", ("emails",)),
    Field("identifier", "identifier", ("identifiers",)),
    Field("address", "address", ("address",)),
    Field("postcode", "code", ("postcode",)),
)
RULES: Final = (
    BlockingRule("identifier", ("identifier",)),
    BlockingRule("email", ("email",)),
    BlockingRule("phone", ("phone",)),
    BlockingRule("name and birth year", ("name_b_name", "birth_b_year")),
    BlockingRule("name and postcode", ("name_b_name", "postcode")),
    BlockingRule("sounds and birth month", ("name_b_sounds", "birth_b_month")),
    BlockingRule("given name and birth date", ("name_b_given", "birth")),
    BlockingRule("family name and birth date", ("name_b_family", "birth")),
    BlockingRule("family name and place", ("name_b_family", "address_b_places", "postcode")),
)


def customer_settings(
    *, link_type: LinkType = "dedupe", region: str | None = "TH", seed: int = 1, block_cap: int = 2000
) -> Settings:
    """`region` is where a phone number without country code would be dialled."""
    return Settings(
        fields=FIELDS, rules=RULES, link_type=link_type, region=region, block_cap=block_cap, seed=seed, guarded=True
    )
