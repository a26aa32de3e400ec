"""The records that are matched, as one Arrow table by COPY; the columns are those of `kinds.settings_of`.

Left out: customers who are erased or restricted, for whom nothing may be done but keeping.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from django.db import connection

if TYPE_CHECKING:
    import pyarrow as pa

_SEPARATOR: Final = "\x1f"
LISTS: Final = ("phones", "emails", "identifiers")
TEXTS: Final = ("given", "family", "name", "birth_date", "address", "postcode")

# What one record says, under the names of the method's fields; also for the few records that are scored at entry.
SAID: Final = f"""
    nullif(r.given_name, '') AS given, nullif(r.family_name, '') AS family, nullif(r.name, '') AS name,
    to_char(r.birth_date, 'YYYYMMDD') AS birth_date,
    nullif(array_to_string(r.phones, '{_SEPARATOR}'), '') AS phones, nullif(r.email_key, '') AS emails,
    nullif(concat_ws('{_SEPARATOR}', nullif(r.national_id, ''), nullif(r.tax_id, '')), '') AS identifiers,
    nullif(concat_ws(' ', nullif(r.address, ''), nullif(r.district, ''), nullif(r.province, '')), '') AS address,
    nullif(r.postcode, '') AS postcode
"""

_RECORDS = f"""
SELECT r.id, r.customer_id, r.source_id, {SAID} FROM identify_sourcerecord r
WHERE r.kind = %s AND NOT EXISTS (
    SELECT FROM privacy_processinglock l WHERE l.customer_id = r.customer_id AND l.lifted_at IS NULL)
ORDER BY r.id
"""  # noqa: S608 - put together from this file alone


def read_records(kind: str) -> pa.Table:
    """id, customer_id, source_id as numbers; lists of texts under LISTS, texts under TEXTS."""
    import pyarrow as pa  # late: only a run needs it, and pages load this module
    import pyarrow.compute as pc
    from pyarrow import csv

    told = io.BytesIO()
    with (
        connection.cursor() as cursor,
        cursor.cursor.copy(f"COPY ({_RECORDS}) TO STDOUT (FORMAT csv, HEADER)", [kind]) as copy,
    ):
        for block in copy:
            told.write(block)
    told.seek(0)
    numbers = dict.fromkeys(("id", "customer_id", "source_id"), pa.int64())
    table = csv.read_csv(
        told,
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types={**numbers, **dict.fromkeys((*TEXTS, *LISTS), pa.string())}, strings_can_be_null=True,
            null_values=[""], quoted_strings_can_be_null=False,
        ),
    )  # fmt: skip
    for name in LISTS:
        place = table.column_names.index(name)
        table = table.set_column(place, name, pc.split_pattern(table.column(name), _SEPARATOR))
    return table


def as_said(row: tuple[str | None, ...]) -> dict[str, str | list[str] | None]:
    """One row of SAID as a record of the method."""
    names = ("given", "family", "name", "birth_date", "phones", "emails", "identifiers", "address", "postcode")
    return {
        name: value.split(_SEPARATOR) if name in LISTS and value else value
        for name, value in zip(names, row, strict=True)
    }
