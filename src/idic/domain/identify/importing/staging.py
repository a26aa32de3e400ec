"""The staging table of a customer import: temporary, gone with its connection, so a killed import leaves nothing."""

from __future__ import annotations

from django.db import connection

_CREATE = """
CREATE TEMPORARY TABLE stage (
    row_no bigint, key text, digest text, payload jsonb,
    kind text, name text, title text, given_name text, family_name text, name_key text,
    email text, email_key text, national_id text, tax_id text, birth_date date, sex text, language text,
    address text, district text, province text, postcode text, country text,
    phones text[], facts jsonb, search_text text, search_keys text[], contact jsonb,
    record_id bigint, customer_id bigint, leader bigint, reason text, state text
) ON COMMIT DROP
"""

COLUMNS = (
    "row_no", "key", "digest", "payload", "kind", "name", "title", "given_name", "family_name", "name_key", "email",
    "email_key", "national_id", "tax_id", "birth_date", "sex", "language", "address", "district", "province", "postcode",
    "country", "phones", "facts", "search_text", "search_keys", "contact",
)  # fmt: skip


def create_stage() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_CREATE)
