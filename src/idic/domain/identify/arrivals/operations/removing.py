"""Taking away records that an import made, and the customers that then have none: as far as nothing else hangs on them."""

from __future__ import annotations

from django.apps import apps
from django.db import connection
from django.utils import timezone

from idic.domain.identify.belongings import Follows, belongings
from idic.domain.identify.golden import recompute_golden
from idic.domain.identify.importing.statements import column, pairs, run
from idic.domain.identify.models import ContactPoint, Customer, ImportBatch, Link, PossibleDuplicate, SourceRecord
from idic.foundation.bulk.references import Removal, removals_proved

# What an import writes beside a customer goes with the record that it came with.
_OWN = frozenset(model._meta.db_table for model in (SourceRecord, Link, ContactPoint, PossibleDuplicate))


def find_removable(batch: ImportBatch) -> None:
    """`undo_record`: every record that the batch made, with the reason why it must stay, or none."""
    run(
        """CREATE TEMPORARY TABLE undo_record ON COMMIT DROP AS
           SELECT r.id AS record_id, r.customer_id, ''::text AS reason,
                  (SELECT l.reason FROM identify_link l WHERE l.record_id = r.id ORDER BY l.id LIMIT 1) = 'new' AS made_customer
           FROM identify_sourcerecord r WHERE r.batch_id = %s
                AND NOT EXISTS (SELECT FROM arrivals_change c WHERE c.batch_id = %s AND c.what = 'record'
                                AND c.row_id = r.id)""",
        batch.pk, batch.pk,
    )  # fmt: skip
    run("CREATE INDEX ON undo_record (customer_id)")
    run("ANALYZE undo_record")
    # Moved since by a person, by a merge or by record linkage.
    _keep("moved", "(SELECT count(*) FROM identify_link l WHERE l.record_id = u.record_id) > 1")
    _keep("merged", "EXISTS (SELECT FROM identify_customer c WHERE c.merged_into_id = u.customer_id)")
    for table, name in _references_to(SourceRecord):
        _keep(f"has:{table}", f"EXISTS (SELECT FROM {table} x WHERE x.{name} = u.record_id)")
    alone = """NOT EXISTS (SELECT FROM identify_sourcerecord r WHERE r.customer_id = u.customer_id
                           AND r.id NOT IN (SELECT record_id FROM undo_record WHERE reason = ''))"""
    for table, name in _references_to(Customer):
        _keep(f"has:{table}", f"EXISTS (SELECT FROM {table} x WHERE x.{name} = u.customer_id) AND {alone}")


def remove_records() -> tuple[int, int]:
    """Records and customers removed. Customers that keep other records are computed again without these."""
    run("DELETE FROM identify_contactpoint p USING undo_record u WHERE u.reason = '' AND p.record_id = u.record_id")
    run("DELETE FROM identify_link l USING undo_record u WHERE u.reason = '' AND l.record_id = u.record_id")
    run("DELETE FROM identify_recordversion v USING undo_record u WHERE u.reason = '' AND v.record_id = u.record_id")
    with removals_proved(Removal("identify_sourcerecord", "SELECT record_id FROM undo_record WHERE reason = ''")):
        records = run(
            "DELETE FROM identify_sourcerecord r USING undo_record u WHERE u.reason = '' AND r.id = u.record_id"
        )
    run(
        """CREATE TEMPORARY TABLE undo_customer ON COMMIT DROP AS
           SELECT DISTINCT u.customer_id FROM undo_record u WHERE u.reason = ''
                AND NOT EXISTS (SELECT FROM identify_sourcerecord r WHERE r.customer_id = u.customer_id)"""
    )
    run(
        "DELETE FROM identify_possibleduplicate d USING undo_customer u WHERE u.customer_id IN (d.first_id, d.second_id)"
    )
    for table, name in sorted(_derived()):
        run(f"DELETE FROM {table} x USING undo_customer u WHERE x.{name} = u.customer_id")
    run("ANALYZE undo_customer")
    with removals_proved(Removal("identify_customer", "SELECT customer_id FROM undo_customer")):
        customers = run("DELETE FROM identify_customer c USING undo_customer u WHERE c.id = u.customer_id")
    left = column(
        """SELECT DISTINCT u.customer_id FROM undo_record u WHERE u.reason = ''
                AND u.customer_id NOT IN (SELECT customer_id FROM undo_customer)"""
    )
    recompute_golden(left, at=timezone.now())
    return records, customers


def kept() -> dict[str, int]:
    return dict(pairs("SELECT reason, count(*) FROM undo_record WHERE reason <> '' GROUP BY reason"))


def kept_customers(limit: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT customer_id FROM undo_record WHERE reason <> '' ORDER BY customer_id LIMIT %s", [limit]
        )
        return [row[0] for row in cursor.fetchall()]


def _keep(reason: str, condition: str) -> None:
    run(f"UPDATE undo_record u SET reason = %s WHERE u.reason = '' AND {condition}", reason)


def _references_to(model: type[Customer] | type[SourceRecord]) -> list[tuple[str, str]]:
    """Columns of other tables that name such a row, but for what an import writes itself and what is computed again."""
    derived = _derived()
    found = set()
    for other in apps.get_models(include_auto_created=True):
        for field in other._meta.concrete_fields:
            place = (other._meta.db_table, str(field.column))
            names_it = field.related_model is model and other is not model
            if names_it and place not in derived and place[0] not in _OWN | {"identify_recordversion"}:
                found.add(place)
    return sorted(found)


def _derived() -> set[tuple[str, str]]:
    return {
        (one.table, one.customer)
        for one in belongings()
        if one.follows is Follows.DERIVED and one.customer and one.table != Customer._meta.db_table
    }
