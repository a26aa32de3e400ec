"""One person as the tables know them: the customer, all that were merged into it, and their records."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from idic.domain.identify.models import Customer

_CUSTOMERS = """
WITH RECURSIVE whole AS (
    SELECT id FROM identify_customer WHERE id = %s
    UNION
    SELECT c.id FROM identify_customer c JOIN whole ON c.merged_into_id = whole.id
)
SELECT id FROM whole ORDER BY id
"""


@dataclass(frozen=True)
class Person:
    """`former` are records that belonged to the person once and are somebody else's now: they are named, never shown."""

    customer_id: int
    customers: tuple[int, ...]
    records: tuple[int, ...]
    former: tuple[int, ...]

    @property
    def parameters(self) -> dict[str, list[int]]:
        return {"customers": list(self.customers), "records": list(self.records)}


def person_of(customer: Customer) -> Person:
    """`customer` has passed its access function, so it is the surviving one."""
    with connection.cursor() as cursor:
        cursor.execute(_CUSTOMERS, [customer.pk])
        customers = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT id FROM identify_sourcerecord WHERE customer_id = ANY(%s) ORDER BY id", [customers])
        records = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "SELECT DISTINCT record_id FROM identify_link WHERE customer_id = ANY(%s) AND NOT record_id = ANY(%s)"
            " ORDER BY record_id",
            [customers, records],
        )
        former = [row[0] for row in cursor.fetchall()]
    return Person(customer.pk, tuple(customers), tuple(records), tuple(former))
