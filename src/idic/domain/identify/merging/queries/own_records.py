"""Which records are a customer's own, and which came by a merge that may be undone."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from idic.domain.identify.merging.models import MovedRecord
from idic.domain.identify.models import Customer, SourceRecord
from idic.domain.identify.operations.sources import desk_source


def own_records(customer: Customer) -> QuerySet[SourceRecord]:
    came = MovedRecord.objects.filter(record=OuterRef("pk"), returned_at=None)
    return SourceRecord.objects.filter(~Exists(came), customer=customer)


def own_desk_record(customer: Customer) -> SourceRecord | None:
    """Locked. What is typed about a customer must not leave with one that it took in."""
    return own_records(customer).select_for_update(of=("self",)).filter(source=desk_source()).order_by("id").first()
