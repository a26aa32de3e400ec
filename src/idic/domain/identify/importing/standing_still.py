from __future__ import annotations

from django.db import connection


def let_customers_stand_still() -> None:
    """Until the transaction ends nobody merges or parts customers, so that the customer a row was found to belong to is
    still its customer when the row is written. Waits for merges under way; imports do not keep one another waiting."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE merging_merge IN SHARE MODE")
