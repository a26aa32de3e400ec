from __future__ import annotations

from collections.abc import Iterable

from idic.domain.identify.models import Customer, SourceRecord


def aliases_of(customer: Customer, records: Iterable[SourceRecord]) -> list[str]:
    """Other names that the records tell, each once; all of them are found by the search."""
    names = {record.name: None for record in records if record.name}
    return [name for name in names if name != customer.name]
