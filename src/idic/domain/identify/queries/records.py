from __future__ import annotations

from idic.domain.identify.models import Customer, RecordVersion, SourceRecord
from idic.foundation.accounts.errors import NotVisible


def records_shown(customer: Customer, *, limit: int = 50) -> list[SourceRecord]:
    """Newest first, without the columns that only the search reads."""
    records = SourceRecord.objects.filter(customer=customer).select_related("source")
    return list(records.defer("search_text", "search_keys", "payload").order_by("-received_at", "-id")[:limit])


def access_record(customer: Customer, pk: int) -> SourceRecord:
    """`customer` has passed its own access function; a record of anybody else is not there."""
    found = SourceRecord.objects.filter(customer=customer, pk=pk).select_related("source", "batch").first()
    if found is None:
        raise NotVisible
    return found


def versions_of(record: SourceRecord, *, limit: int = 20) -> list[RecordVersion]:
    """What the source said before, the latest first."""
    return list(RecordVersion.objects.filter(record=record).order_by("-replaced_at", "-id")[:limit])
