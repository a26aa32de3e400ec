from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from idic.domain.identify.enums import LinkReason
from idic.domain.identify.golden import recompute_golden
from idic.domain.identify.models import ContactPoint, Customer, Link, Source, SourceRecord
from idic.domain.identify.normalising import digest_of, normalise_record
from idic.domain.sales.models import Purchase

START = datetime(2026, 1, 1, tzinfo=UTC)


def source(code: str, rank: int = 50) -> Source:
    return Source.objects.get_or_create(code=code, defaults={"name": code.title(), "rank": rank})[0]


def say(
    customer: Customer, values: dict[str, str], *, code: str = "shop", rank: int = 50, key: str = "",
    at: datetime | None = None,
) -> SourceRecord:  # fmt: skip
    """What a source says of a customer, as an import stores it: a new record, or the same key again with other words."""
    moment = at or timezone.now()
    stored = SourceRecord.objects.filter(source=source(code, rank), key=key).first() if key else None
    if stored is None:
        stored = SourceRecord(source=source(code, rank), key=key or f"{code}-{SourceRecord.objects.count()}")
        stored.customer = customer
    record = normalise_record(values, key=stored.key)
    for name in type(record).FIELDS:
        setattr(stored, name, getattr(record, name))
    stored.phones, stored.facts = record.phone_values, record.facts
    stored.search_text, stored.search_keys = record.search_text, record.search_keys
    stored.payload, stored.digest, stored.received_at = values, digest_of(values), moment
    is_new = stored.pk is None
    stored.save()
    if is_new:
        Link.objects.create(record=stored, customer=stored.customer, valid_from=moment, reason=LinkReason.NEW)
    ContactPoint.objects.filter(record=stored).delete()
    ContactPoint.objects.bulk_create(
        [
            ContactPoint(customer=stored.customer, record=stored, kind="phone", raw=one, value=one)
            for one in stored.phones
        ]
    )
    recompute_golden([stored.customer_id], at=moment)
    return stored


def customer_of(code: str, values: dict[str, str], *, rank: int = 50, at: datetime | None = None) -> Customer:
    """Known from one source alone, kept by nobody."""
    moment = at or START
    customer = Customer.objects.create(name="?", created_at=moment, updated_at=moment)
    say(customer, values, code=code, rank=rank, at=moment)
    return Customer.objects.get(pk=customer.pk)


def buy(record: SourceRecord, key: str, total: int = 100) -> Purchase:
    """As an import writes it: by the record, wherever that belongs now."""
    record.refresh_from_db()
    return Purchase.objects.create(
        source=record.source, key=key, record=record, customer_id=record.customer_id, at=timezone.now(), currency="THB",
        total=Decimal(total), line_count=1,
    )  # fmt: skip


@pytest.fixture
def pair(cast: Any) -> tuple[Customer, Customer]:
    anan = customer_of("erp", {"name": "Anan Jaidee", "phone": "0812345678", "email": "anan@example.com"}, rank=80)
    anon = customer_of("web", {"name": "Anon Jaidee", "phone": "0898765432", "province": "Chiang Mai"}, rank=20)
    return anan, anon


@pytest.fixture
def golden() -> Callable[[int], dict[str, Any]]:
    """What is shown of a customer, without what tells when it was computed."""

    def read(pk: int) -> dict[str, Any]:
        row = Customer.objects.filter(pk=pk).values().get()
        for name in ("version", "updated_at"):
            row.pop(name)
        return dict(row)

    return read
