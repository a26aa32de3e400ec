"""What a customer was made of, and what a merge of two would move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from idic.domain.identify.belongings import Follows, belongings
from idic.domain.identify.merging.models import Merge, MovedRecord
from idic.domain.identify.merging.tree import merges_below
from idic.domain.identify.models import Customer, SourceRecord
from idic.foundation.accounts.errors import NotVisible

#: What nobody asks about before two customers are merged.
_UNSPOKEN = frozenset({"recent_visit", "notification", "possible_duplicate", "possible_duplicate_of", "contact_point"})


@dataclass(frozen=True)
class MergedFrom:
    """One open merge below a customer; `records` are those that have not gone back."""

    merge: Merge
    records: list[SourceRecord]
    is_direct: bool


def merged_from(customer: Customer) -> list[MergedFrom]:
    """The latest first; three queries, however many merges."""
    ids = merges_below(customer.pk)
    if not ids:
        return []
    records: dict[int, list[SourceRecord]] = {}
    for moved in (
        MovedRecord.objects.filter(merge_id__in=ids, returned_at=None, record__customer=customer)
        .select_related("record__source")
        .defer("record__search_text", "record__search_keys", "record__payload")
        .order_by("record_id")
    ):
        records.setdefault(moved.merge_id, []).append(moved.record)
    merges = Merge.objects.filter(pk__in=ids).select_related("absorbed", "decided_by").order_by("-pk")
    return [MergedFrom(one, records.get(one.pk, []), one.survivor_id == customer.pk) for one in merges]


def access_merge(customer: Customer, pk: int) -> Merge:
    """`customer` has passed its own access function; a merge that it is not made of is not there."""
    found = Merge.objects.filter(pk=pk, undone_at=None).select_related("absorbed").first()
    if found is None or found.pk not in merges_below(customer.pk):
        raise NotVisible
    return found


def counts_of(customer_ids: Sequence[int]) -> dict[int, Counter[str]]:
    """customer -> belonging -> how many rows would move, in one query for all of them."""
    parts, values = [], []
    for one in belongings():
        if not one.customer or one.follows not in (Follows.RECORD, Follows.CUSTOMER) or one.code in _UNSPOKEN:
            continue
        where = f" AND {one.where}" if one.where else ""
        parts.append(
            f"SELECT {one.customer} AS customer, '{one.code}' AS code, count(*) AS rows FROM {one.table}"  # noqa: S608
            f" WHERE {one.customer} = ANY(%s){where} GROUP BY 1"
        )
        values.append(list(customer_ids))
    found: dict[int, Counter[str]] = {pk: Counter() for pk in customer_ids}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        for customer, code, rows in cursor.fetchall():
            found[customer][code] = rows
    return found


def label_of(code: str) -> str:
    return next((str(one.label) for one in belongings() if one.code == code), code)
