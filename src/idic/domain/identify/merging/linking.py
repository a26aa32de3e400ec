"""Records change hands: the open link is closed and another one opened, so that every day can be rebuilt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from idic.domain.identify.enums import LinkReason
from idic.domain.identify.merging.moving import move_with_records
from idic.foundation.accounts.models import User


def hand_records(
    records: Sequence[int], *, to: int, reason: LinkReason, by: User | None, at: datetime
) -> dict[str, int]:
    """With every row that names one of them. Returns belonging -> how many rows."""
    if not records:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE identify_link SET valid_to = greatest(%s, valid_from) WHERE record_id = ANY(%s) AND valid_to IS NULL",
            [at, list(records)],
        )
        cursor.execute(
            """INSERT INTO identify_link (record_id, customer_id, valid_from, reason, decided_by_id)
               SELECT record, %s, %s, %s, %s FROM unnest(%s::bigint[]) AS record ORDER BY record""",
            [to, at, reason, by.pk if by else None, list(records)],
        )
    return move_with_records(records, to=to)
