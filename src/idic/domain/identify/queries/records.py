from __future__ import annotations

from idic.domain.identify.models import Customer, RecordVersion, SourceRecord
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.storage.remembered import RememberedQuery

_MOST_RECORDS = 50
#: What a page tells of a record.
_SHOWN = (
    "customer_id", "key", "received_at", "kind", "name", "title", "phones", "email", "national_id", "tax_id",
    "birth_date", "sex", "language", "address", "district", "province", "postcode", "country", "facts",
    "source__code", "source__name", "source__rank",
)  # fmt: skip


_shown = RememberedQuery(
    lambda pk: (
        SourceRecord.objects.filter(customer_id=pk)
        .select_related("source")
        .only(*_SHOWN)
        .order_by("-received_at", "-id")[:_MOST_RECORDS]
    ),
    910_001,
)


def records_shown(customer: Customer) -> list[SourceRecord]:
    """Newest first, with what a page tells of them."""
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
