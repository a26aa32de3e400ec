"""A customer number that its source has not told about yet becomes a customer known by that number alone."""

from __future__ import annotations

from datetime import datetime

from idic.domain.identify.models import ImportBatch
from idic.domain.identify.normalising import normalise_record
from idic.domain.sales.importing.statements import rows, run, value
from idic.foundation.bulk.copying import copy_rows

_UNKNOWN = """
FROM stage_head h
WHERE h.customer_key <> '' AND NOT EXISTS (
      SELECT FROM identify_sourcerecord r WHERE r.source_id = %s AND r.key = h.customer_key)
"""


def unknown_customers(batch: ImportBatch) -> int:
    return value(f"SELECT count(DISTINCT h.customer_key) {_UNKNOWN}", batch.source_id)


def make_customers(batch: ImportBatch, at: datetime) -> int:
    unknown = rows(
        f"""SELECT h.customer_key, (array_agg(h.country ORDER BY h.key))[1] {_UNKNOWN}
            GROUP BY h.customer_key ORDER BY h.customer_key""",
        batch.source_id,
    )
    if not unknown:
        return 0
    staged = []
    for found, told in unknown:
        key, country = str(found), str(told or "")
        record = normalise_record({"country": country}, key=key)
        staged.append((key, country, record.search_text, record.search_keys))
    run(
        "CREATE TEMPORARY TABLE stage_unknown (key text, country text, search_text text, search_keys text[],"
        " customer_id bigint) ON COMMIT DROP"
    )
    copy_rows("stage_unknown", ("key", "country", "search_text", "search_keys"), staged)
    run("UPDATE stage_unknown SET customer_id = nextval(pg_get_serial_sequence('identify_customer', 'id'))")
    run(
        """INSERT INTO identify_customer (id, kind, name, title, given_name, family_name, phone, email, national_id, tax_id,
               sex, language, address, district, province, postcode, country, facts, provenance, search_text, search_keys,
               sort_name, record_count, version, created_at, updated_at)
           SELECT customer_id, 'person', key, '', '', '', '', '', '', '', '', '', '', '', '', '', country, '{}', '{}',
                  search_text, search_keys, lower(key), 1, 1, %s, %s
           FROM stage_unknown""",
        at, at,
    )  # fmt: skip
    run(
        """INSERT INTO identify_sourcerecord (source_id, key, customer_id, batch_id, payload, digest, received_at, kind, name,
               title, given_name, family_name, name_key, phones, email, email_key, national_id, tax_id, sex, language,
               address, district, province, postcode, country, facts, search_text, search_keys)
           SELECT %s, key, customer_id, %s, jsonb_build_object('country', country), '', %s, 'person', '', '', '', '', '',
                  '{}', '', '', '', '', '', '', '', '', '', '', country, '{}', search_text, search_keys
           FROM stage_unknown""",
        batch.source_id, batch.pk, at,
    )  # fmt: skip
    run(
        """INSERT INTO identify_link (record_id, customer_id, valid_from, reason)
           SELECT r.id, r.customer_id, %s, 'new' FROM identify_sourcerecord r JOIN stage_unknown u
                ON r.source_id = %s AND r.key = u.key""",
        at, batch.source_id,
    )  # fmt: skip
    return len(staged)
