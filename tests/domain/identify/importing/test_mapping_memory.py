from __future__ import annotations

from collections.abc import Callable

import pytest

from idic.domain.identify.models import ImportBatch

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
