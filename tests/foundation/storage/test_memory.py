from __future__ import annotations

import pytest

from idic.domain.identify.models import Customer
from idic.foundation.storage.memory import Memory
from idic.foundation.storage.remembered import PlainRows


def test_what_is_asked_for_stays_and_the_rest_is_bounded() -> None:
    memory: Memory[str] = Memory(10)
    memory.keep("kept", "!")
    for number in range(1000):
        memory.keep(number, "x")
        assert memory.get("kept") == "!"
    assert memory.get(999) == "x"
    assert memory.get(0) is None
    assert sum(memory.get(number) is not None for number in range(1000)) <= 20


@pytest.mark.django_db
def test_plain_rows_can_be_remembered_and_become_the_records_they_were(make_customer: object) -> None:
    Customer.objects.bulk_create(
        Customer(
            name=name, sort_name=name, facts={"nickname": name}, search_keys=keys, created_at=at, updated_at=at
        )
        for name, keys, at in (("a", [], "2026-01-02T00:00Z"), ("b", ["x", "y"], "2026-01-03T00:00Z"))
    )  # fmt: skip
    asked = Customer.objects.order_by("sort_name")
    plain = PlainRows(asked)
    rows = plain()
    assert len({hash(row) for row in rows}) == 2
    for row, record in zip(rows, asked, strict=True):
        made = plain.record(row)
        assert {one.attname: getattr(made, one.attname) for one in Customer._meta.concrete_fields} == {
            one.attname: getattr(record, one.attname) for one in Customer._meta.concrete_fields
        }
