"""Set-based statements that turn staged rows into records, customers, links and contact points.

The staged rows are wide and are never written again: what becomes of each stands in the narrow table `stage_fate`.
First everything is decided and nothing written; a dry run stops there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from idic.domain.identify.golden import recompute_golden
from idic.domain.identify.importing.barriers import barriers
from idic.domain.identify.importing.figures import Refusals
from idic.domain.identify.importing.likely import likely_duplicates
from idic.domain.identify.importing.matching import match_stage
from idic.domain.identify.importing.repeats import refuse_repeats
from idic.domain.identify.importing.search_index import search_index_sorted_meanwhile
from idic.domain.identify.importing.staging import COPIED
from idic.domain.identify.importing.statements import column, next_id, pairs, run
from idic.domain.identify.importing.unique_values import refuse_held_values
from idic.domain.identify.models import ImportBatch
from idic.foundation.attributes.queries.definitions import definitions_of
from idic.foundation.bulk.references import Reference, references_proved

_MEMORY = ("SET LOCAL work_mem = '192MB'", "SET LOCAL hash_mem_multiplier = 2")
_FATE = """
CREATE TEMPORARY TABLE stage_fate ON COMMIT DROP AS
SELECT s.row_no, r.id AS record_id, r.customer_id, NULL::bigint AS leader, ''::text AS reason,
       CASE WHEN r.id IS NULL THEN 'new' WHEN r.digest = s.digest THEN 'same' ELSE 'changed' END AS state
FROM stage_row s LEFT JOIN identify_sourcerecord r ON r.source_id = %s AND r.key = s.key
WHERE s.row_no NOT IN (SELECT row_no FROM stage_repeat)
"""
_SHOWN_NAME = "CASE WHEN s.name <> '' THEN s.name WHEN s.email <> '' THEN s.email ELSE s.key END"


@dataclass(frozen=True)
class Applied:
    new: int
    changed: int
    unchanged: int
    customers_made: int
    matched: dict[str, int]
    possible_duplicates: int
    likely_duplicates: int
    conflicts: int
    doubts: dict[str, int]


@dataclass(frozen=True)
class _Weighed:
    applied: Applied
    duplicates: list[tuple[int, int]]


def weigh_stage(batch: ImportBatch, refusals: Refusals) -> Applied:
    """What taking the staged rows would do. Writes nothing but temporary tables."""
    return _weigh(batch, refusals).applied


def apply_stage(batch: ImportBatch, refusals: Refusals, *, at: datetime) -> Applied:
    weighed = _weigh(batch, refusals)
    _number()
    with search_index_sorted_meanwhile(weighed.applied.customers_made):
        _make_customers(at)
        _write_records(batch, at)
        _write_contact_points()
        touched = column(
            "SELECT DISTINCT customer_id FROM stage_fate WHERE state = 'changed' OR (state = 'new' AND reason <> 'new')"
        )
        recompute_golden(touched, at=at)
        for first, second in weighed.duplicates:
            run(
                "INSERT INTO identify_possibleduplicate (first_id, second_id, found_at) VALUES (%s, %s, %s)"
                " ON CONFLICT DO NOTHING",
                first, second, at,
            )  # fmt: skip
    return weighed.applied


def _weigh(batch: ImportBatch, refusals: Refusals) -> _Weighed:
    for setting in _MEMORY:
        run(setting)
    attributes = [one for one in definitions_of("customer") if one.key in batch.mapping]
    repeated = refuse_repeats(attributes, batch.mapping, refusals)
    run(_FATE, batch.source_id)
    run("CREATE UNIQUE INDEX ON stage_fate (row_no)")
    run("ANALYZE stage_fate")
    matching = match_stage()
    refuse_held_values(attributes, batch.mapping, refusals)
    for refuse in barriers():
        refuse(batch, refusals)
    run(
        "UPDATE stage_fate SET leader = row_no, reason = 'new'"
        " WHERE state = 'new' AND leader IS NULL AND customer_id IS NULL"
    )
    counts = dict(pairs("SELECT state, count(*) FROM stage_fate GROUP BY state"))
    made = dict(pairs("SELECT 'made', count(*) FROM stage_fate WHERE state = 'new' AND leader = row_no"))
    duplicates = [(first[1], second[1]) for first, second in matching.possible_duplicates]  # type: ignore[index]
    applied = Applied(
        counts.get("new", 0), counts.get("changed", 0), counts.get("same", 0) + repeated, made["made"],
        dict(pairs("SELECT reason, count(*) FROM stage_fate WHERE state = 'new' AND reason <> 'new' GROUP BY reason")),
        len(duplicates), likely_duplicates(), matching.conflicts,
        dict(pairs("SELECT code, count(*) FROM stage_row CROSS JOIN unnest(doubts) AS code"
                   " JOIN stage_fate USING (row_no) GROUP BY code ORDER BY code")),
    )  # fmt: skip
    return _Weighed(applied, duplicates)


def _number() -> None:
    """Ids for what will be made, in one pass over the narrow table."""
    run(
        f"""CREATE TEMPORARY TABLE stage_new ON COMMIT DROP AS
            SELECT row_no, {next_id("identify_sourcerecord")} AS record_id, leader, reason,
                   CASE WHEN leader = row_no THEN {next_id("identify_customer")} ELSE customer_id END AS customer_id,
                   leader IS NULL AS is_known
            FROM (SELECT * FROM stage_fate WHERE state = 'new' ORDER BY row_no) f"""
    )
    run("CREATE UNIQUE INDEX ON stage_new (row_no)")
    run("ANALYZE stage_new")
    run(
        "UPDATE stage_new n SET customer_id = l.customer_id FROM stage_new l"
        " WHERE n.leader <> n.row_no AND l.row_no = n.leader"
    )
    run(
        "UPDATE stage_fate f SET record_id = n.record_id, customer_id = n.customer_id FROM stage_new n"
        " WHERE n.row_no = f.row_no AND (f.reason <> 'new')"
    )


def _make_customers(at: datetime) -> None:
    # A new customer names no other row yet: no owner, no team, nobody it was merged into.
    with references_proved():
        run(
            f"""INSERT INTO identify_customer (id, kind, name, title, given_name, family_name, phone, email, national_id,
                    tax_id, birth_date, sex, language, address, district, province, postcode, country, facts, provenance,
                    search_text, search_keys, sort_name, record_count, version, created_at, updated_at)
                SELECT n.customer_id, s.kind, {_SHOWN_NAME}, s.title, s.given_name, s.family_name,
                    coalesce(s.phones[1], ''), s.email, s.national_id, s.tax_id, s.birth_date, s.sex, s.language, s.address,
                    s.district, s.province, s.postcode, s.country, s.facts, jsonb_build_object('name', n.record_id),
                    s.search_text, s.search_keys, CASE WHEN s.name_key <> '' THEN s.name_key ELSE lower(s.key) END,
                    1, 1, %s, %s
                FROM stage_row s JOIN stage_new n USING (row_no) WHERE n.leader = n.row_no""",
            at, at,
        )  # fmt: skip


def _write_records(batch: ImportBatch, at: datetime) -> None:
    run(
        """INSERT INTO identify_recordversion (record_id, payload, received_at, replaced_at)
           SELECT r.id, r.payload, r.received_at, %s
           FROM stage_fate f JOIN identify_sourcerecord r ON r.id = f.record_id WHERE f.state = 'changed'""",
        at,
    )
    run(
        """INSERT INTO arrivals_change (batch_id, what, row_id, before)
           SELECT %s, 'record', r.id, jsonb_build_object('batch', r.batch_id, 'digest', r.digest,
                  'received_at', r.received_at,
                  'version', (SELECT max(v.id) FROM identify_recordversion v WHERE v.record_id = r.id))
           FROM stage_fate f JOIN identify_sourcerecord r ON r.id = f.record_id WHERE f.state = 'changed'""",
        batch.pk,
    )
    assignments = ", ".join(f"{name} = s.{name}" for name in COPIED)
    run(
        f"""UPDATE identify_sourcerecord r SET payload = s.payload, digest = s.digest, received_at = %s, batch_id = %s,
                {assignments}
            FROM stage_fate f JOIN stage_row s USING (row_no) WHERE f.state = 'changed' AND r.id = f.record_id""",
        at, batch.pk,
    )  # fmt: skip
    known = Reference("identify_customer", "SELECT customer_id FROM stage_new WHERE is_known")
    with references_proved(
        known,
        Reference("identify_source", "SELECT %s::bigint", [batch.source_id]),
        Reference("identify_importbatch", "SELECT %s::bigint", [batch.pk]),
    ):
        run(
            f"""INSERT INTO identify_sourcerecord (id, source_id, key, customer_id, batch_id, payload, digest, received_at,
                    {", ".join(COPIED)})
                SELECT n.record_id, %s, s.key, n.customer_id, %s, s.payload, s.digest, %s,
                    {", ".join(f"s.{name}" for name in COPIED)}
                FROM stage_row s JOIN stage_new n USING (row_no)""",
            batch.source_id, batch.pk, at,
        )  # fmt: skip
        run(
            "INSERT INTO identify_link (record_id, customer_id, valid_from, reason)"
            " SELECT record_id, customer_id, %s, reason FROM stage_new",
            at,
        )


def _write_contact_points() -> None:
    run(
        "DELETE FROM identify_contactpoint p USING stage_fate f WHERE f.state = 'changed' AND p.record_id = f.record_id"
    )
    said = "CROSS JOIN jsonb_to_recordset(s.contact) AS p(kind text, raw text, value text, extension text, is_valid boolean)"
    columns = "(customer_id, record_id, kind, raw, value, extension, is_valid)"
    with references_proved(
        Reference("identify_customer", "SELECT customer_id FROM stage_fate WHERE state = 'changed'"),
        Reference("identify_sourcerecord", "SELECT record_id FROM stage_fate WHERE state = 'changed'"),
    ):
        for table, condition in (("stage_new", "true"), ("stage_fate", "f.state = 'changed'")):
            run(
                f"""INSERT INTO identify_contactpoint {columns}
                    SELECT f.customer_id, f.record_id, p.kind, p.raw, p.value, p.extension, p.is_valid
                    FROM stage_row s JOIN {table} f USING (row_no) {said} WHERE {condition}"""
            )
