from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import translation

from idic.domain.identify.models import ImportBatch
from idic.domain.identify.operations.imports.now import import_now
from idic.domain.identify.queries.refused_rows import refused_rows
from idic.foundation.tables.export import csv_pieces

pytestmark = pytest.mark.django_db


def test_the_next_file_with_the_same_columns_is_read_as_the_last_one(
    take: Callable[..., ImportBatch], upload: Callable[..., ImportBatch]
) -> None:
    take("number,who\n1,Anan Jaidee\n", mapping={"source_id": "number", "name": "who"})
    assert upload("number,who\n2,Suda Dee\n").mapping == {"source_id": "number", "name": "who"}


def test_a_file_with_a_further_column_is_guessed_anew(
    take: Callable[..., ImportBatch], upload: Callable[..., ImportBatch]
) -> None:
    """The remembered mapping would leave the new column out, and nobody would be asked."""
    take("customer id,email\n1,a@example.com\n", mapping={"source_id": "customer id", "email": "email"})
    later = upload("customer id,email,name\n2,b@example.com,Suda Dee\n")
    assert later.mapping == {"source_id": "customer id", "email": "email", "name": "name"}


def test_a_corrected_file_of_refused_rows_is_read_as_the_file_it_came_from(
    take: Callable[..., ImportBatch], upload: Callable[..., ImportBatch]
) -> None:
    first = take("nr,who\n1,Anan Jaidee\n,Malee Suk\n", mapping={"source_id": "nr", "name": "who"})
    assert first.refused_count == 1
    with translation.override("th"):
        columns, rows = refused_rows(first)
        text = b"".join(csv_pieces(columns, rows)).decode("utf-8-sig")
    corrected = text.replace(",Malee Suk", "2,Malee Suk")
    again = upload(corrected)
    assert again.mapping == {"source_id": "nr", "name": "who"}
    assert import_now(again, by=None).new_count == 1
