"""Nothing that names a customer is forgotten by a merge, an erasure or an access package."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, Model

from idic.domain.identify.belongings import Belonging, Erasing, Follows, belongings
from idic.domain.identify.models import Customer, SourceRecord

#: Where a customer has gone, which is no belonging of it.
NOT_A_BELONGING = {("identify_customer", "merged_into_id")}
#: A kind of record by its code, and the id of one: how a table below the rooms names a customer.
NOUN_COLUMNS = ("noun", "subject_kind")


def own_models() -> Iterator[type[Model]]:
    return (one for one in apps.get_models(include_auto_created=True) if one.__module__.startswith("idic."))


def named_columns() -> set[tuple[str, str]]:
    found = set()
    for model in own_models():
        names = {field.name for field in model._meta.concrete_fields}
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model in (Customer, SourceRecord):
                found.add((model._meta.db_table, str(field.column)))
        if "subject_id" in names and names & set(NOUN_COLUMNS):
            found.add((model._meta.db_table, "subject_id"))
        if "customer_id" in names:  # a plain number, below the rooms
            found.add((model._meta.db_table, "customer_id"))
    return found - NOT_A_BELONGING


def declared_columns() -> set[tuple[str, str]]:
    return {(one.table, column) for one in belongings() for column in (one.customer, one.record) if column}


def test_every_column_that_names_a_customer_or_a_record_is_declared() -> None:
    missing = named_columns() - declared_columns()
    assert missing == set(), "declare it in the room's belongings.py"
    assert len(named_columns()) > 20


def test_every_declaration_speaks_of_real_columns() -> None:
    columns = {model._meta.db_table: {str(one.column) for one in model._meta.concrete_fields} for model in own_models()}
    wrong = [
        f"{one.code}: {column}"
        for one in belongings()
        for column in (
            one.customer, one.record, one.other, one.moment.strip('"'), *one.blanked, *one.package, *one.free_text,
            *one.stale,
        )
        if column and column not in columns[one.table]
    ]  # fmt: skip
    assert wrong == []


def test_a_declaration_says_how_its_rows_are_found() -> None:
    for one in belongings():
        assert one.customer or one.parent or one.record, one.code
        assert one.erasing is not Erasing.BLANK or one.blanked, one.code
        assert one.follows is not Follows.RECORD or one.record or one.parent, one.code


@pytest.mark.django_db
@pytest.mark.parametrize("one", belongings(), ids=lambda one: one.code)
def test_the_statements_of_a_declaration_run(one: Belonging) -> None:
    conditions = [f"{one.customer} = ANY(%(customers)s)"] if one.customer else []
    conditions += [text for text in (one.where, one.parent) if text]
    where = " AND ".join(conditions) or "true"
    values: dict[str, Any] = {"customers": [1]}
    with connection.cursor() as cursor:
        shown = ", ".join(f'"{column}"' for column in one.package) or "1"
        cursor.execute(f"SELECT {shown} FROM {one.table} WHERE {where}", values)
        if one.blanked and one.table != "events_event":
            assigned = ", ".join(f'"{column}" = {value}' for column, value in one.blanked.items())
            cursor.execute(f"UPDATE {one.table} SET {assigned} WHERE {where}", values)
