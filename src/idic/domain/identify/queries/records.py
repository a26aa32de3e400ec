from __future__ import annotations

from idic.domain.identify.models import Customer, RecordVersion, SourceRecord
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.storage.remembered import RememberedQuery

_MOST_RECORDS = 50


_shown = RememberedQuery(
    lambda pk: (
        SourceRecord.objects.filter(customer_id=pk)
        .select_related("source")
        .defer("search_text", "search_keys", "payload")
        .order_by("-received_at", "-id")[:_MOST_RECORDS]
    ),
    910_001,
)


def records_shown(customer: Customer) -> list[SourceRecord]:
    """Newest first, without the columns that only the search reads."""
    return _shown(customer.pk)


def access_record(customer: Customer, pk: int) -> SourceRecord:
    """`customer` has passed its own access function; a record of anybody else is not there."""
    found = SourceRecord.objects.filter(customer=customer, pk=pk).select_related("source", "batch").first()
    if found is None:
        raise NotVisible
    return found


def versions_of(record: SourceRecord, *, limit: int = 20) -> list[RecordVersion]:
    """What the source said before, the latest first."""
    return list(RecordVersion.objects.filter(record=record).order_by("-replaced_at", "-id")[:limit])
