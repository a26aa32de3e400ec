from __future__ import annotations

from collections.abc import Callable
from typing import Any

from idic.domain.identify.linkage.importing import queue_likely_duplicates
from idic.domain.identify.linkage.models import LinkagePair
from idic.domain.identify.models import ImportBatch, Source, SourceRecord


def test_what_an_import_brought_waits_beside_what_was_there(
    somsri_twice: tuple[Any, Any], make_customer: Callable[..., Any], cast: Any
) -> None:
    batch = ImportBatch.objects.create(
        kind="customers", source=Source.objects.create(code="till", name="Till"), state="done", file_name="people.csv",
        path="imports/gone.csv", digest="0" * 64, size=100, created_by=cast.analyst,
    )  # fmt: skip
    SourceRecord.objects.filter(customer=somsri_twice[1]).update(batch=batch)
    assert queue_likely_duplicates(batch) == 1
    pair = LinkagePair.objects.get()
    assert (pair.first_customer, pair.second_customer) == somsri_twice
    assert pair.run.batch == batch
    assert pair.levels["birth"] > 0
    assert queue_likely_duplicates(batch) == 1
    assert LinkagePair.objects.count() == 1
