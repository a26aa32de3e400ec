"""Set-based statements that turn staged rows into records, customers, links and contact points."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from idic.domain.identify.golden import recompute_golden
from idic.domain.identify.importing.matching import match_stage
from idic.domain.identify.models import ImportBatch

_COPIED = (
    "kind", "name", "title", "given_name", "family_name", "name_key", "email", "email_key", "national_id", "tax_id",
    "birth_date", "sex", "language", "address", "district", "province", "postcode", "country", "phones", "facts",
    "search_text", "search_keys",
)  # fmt: skip


@dataclass(frozen=True)
class Applied:
    new: int
    changed: int
    unchanged: int
    customers_made: int
    matched: dict[str, int]
    possible_duplicates: int
    conflicts: int


def apply_stage(batch: ImportBatch, *, at: datetime, refuse: Callable[[], None] = lambda: None) -> Applied:
    """`refuse` takes rows off the stage once it is known to which customers they belong."""
    _run("CREATE INDEX ON stage (key)")
    _run("CREATE INDEX ON stage (row_no)")
    _run(
        """UPDATE stage s SET record_id = r.id, customer_id = r.customer_id,
                  state = CASE WHEN r.digest = s.digest THEN 'same' ELSE 'changed' END
           FROM identify_sourcerecord r WHERE r.source_id = %s AND r.key = s.key""",
        batch.source_id,
    )
    _run("UPDATE stage SET state = 'new' WHERE state IS NULL")
    matching = match_stage()
    refuse()
    _run(
        "UPDATE stage SET leader = row_no, reason = 'new' WHERE state = 'new' AND leader IS NULL AND customer_id IS NULL"
    )
    _run(
        "UPDATE stage SET record_id = nextval(pg_get_serial_sequence('identify_sourcerecord', 'id')) WHERE state = 'new'"
    )
    customers_made = _make_customers(at)
    _write_records(batch, at)
    _write_contact_points()
    touched = _column(
        """SELECT DISTINCT customer_id FROM stage WHERE state = 'changed' OR (state = 'new' AND reason <> 'new')"""
    )
    recompute_golden(touched, at=at)
    pairs = [(first[1], second[1]) for first, second in matching.possible_duplicates]  # type: ignore[index]
    for first, second in pairs:
        _run(
            "INSERT INTO identify_possibleduplicate (first_id, second_id, found_at) VALUES (%s, %s, %s)"
            " ON CONFLICT DO NOTHING",
            first, second, at,
        )  # fmt: skip
    _rows("SELECT 'pages', gin_clean_pending_list('customer_search')")
    counts = dict(_rows("SELECT state, count(*) FROM stage GROUP BY state"))
    matched = dict(_rows("SELECT reason, count(*) FROM stage WHERE state = 'new' AND reason <> 'new' GROUP BY reason"))
    return Applied(
        counts.get("new", 0), counts.get("changed", 0), counts.get("same", 0), customers_made, matched, len(pairs),
        matching.conflicts,
    )  # fmt: skip


def _make_customers(at: datetime) -> int:
    _run(
        "UPDATE stage SET customer_id = nextval(pg_get_serial_sequence('identify_customer', 'id'))"
        " WHERE state = 'new' AND customer_id IS NULL AND leader = row_no"
    )
    made = _run(
        f"""INSERT INTO identify_customer (id, kind, name, title, given_name, family_name, phone, email, national_id,
                tax_id, birth_date, sex, language, address, district, province, postcode, country, facts, provenance,
                search_text, search_keys, sort_name, record_count, version, created_at, updated_at)
            SELECT customer_id, kind, {_SHOWN_NAME}, title, given_name, family_name, coalesce(phones[1], ''), email,
                national_id, tax_id, birth_date, sex, language, address, district, province, postcode, country, facts,
                jsonb_build_object('name', record_id), search_text, search_keys,
                CASE WHEN name_key <> '' THEN name_key ELSE lower(key) END,
                1, 1, %s, %s
            FROM stage WHERE state = 'new' AND leader = row_no ORDER BY row_no""",
        at, at,
    )  # fmt: skip
    _run(
        "UPDATE stage s SET customer_id = l.customer_id FROM stage l"
        " WHERE s.state = 'new' AND s.customer_id IS NULL AND l.row_no = s.leader"
    )
    return made


_SHOWN_NAME = "CASE WHEN name <> '' THEN name WHEN email <> '' THEN email ELSE key END"


def _write_records(batch: ImportBatch, at: datetime) -> None:
    _run(
        """INSERT INTO identify_recordversion (record_id, payload, received_at, replaced_at)
           SELECT r.id, r.payload, r.received_at, %s
           FROM stage s JOIN identify_sourcerecord r ON r.id = s.record_id WHERE s.state = 'changed'""",
        at,
    )
    assignments = ", ".join(f"{column} = s.{column}" for column in _COPIED)
    _run(
        f"""UPDATE identify_sourcerecord r SET payload = s.payload, digest = s.digest, received_at = %s, batch_id = %s,
                {assignments}
            FROM stage s WHERE s.state = 'changed' AND r.id = s.record_id""",
        at, batch.pk,
    )  # fmt: skip
    _run(
        f"""INSERT INTO identify_sourcerecord (id, source_id, key, customer_id, batch_id, payload, digest, received_at,
                {", ".join(_COPIED)})
            SELECT record_id, %s, key, customer_id, %s, payload, digest, %s, {", ".join(_COPIED)}
            FROM stage WHERE state = 'new' ORDER BY row_no""",
        batch.source_id, batch.pk, at,
    )  # fmt: skip
    _run(
        "INSERT INTO identify_link (record_id, customer_id, valid_from, reason)"
        " SELECT record_id, customer_id, %s, reason FROM stage WHERE state = 'new' ORDER BY row_no",
        at,
    )


def _write_contact_points() -> None:
    _run("DELETE FROM identify_contactpoint p USING stage s WHERE s.state = 'changed' AND p.record_id = s.record_id")
    _run(
        """INSERT INTO identify_contactpoint (customer_id, record_id, kind, raw, value, extension, is_valid)
           SELECT s.customer_id, s.record_id, p.kind, p.raw, p.value, p.extension, p.is_valid
           FROM stage s CROSS JOIN jsonb_to_recordset(s.contact)
                AS p(kind text, raw text, value text, extension text, is_valid boolean)
           WHERE s.state IN ('new', 'changed') ORDER BY s.row_no"""
    )


def _run(statement: str, *values: int | str | datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def _rows(statement: str) -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [(row[0], row[1]) for row in cursor.fetchall()]


def _column(statement: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [row[0] for row in cursor.fetchall()]
