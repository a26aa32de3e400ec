"""The warehouse knows the rooms' tables only by name: here each name is held against the real models."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection

from idic.warehouse.tables import TABLES, SourceTable

_BY_NAME = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def _model_tables() -> set[str]:
    return {model._meta.db_table for model in apps.get_models()}


@_BY_NAME
def test_every_relation_is_the_table_of_a_model(table: SourceTable) -> None:
    assert table.relation in _model_tables()


@_BY_NAME
def test_every_plain_column_is_a_column_of_that_model(table: SourceTable) -> None:
    model = next(model for model in apps.get_models() if model._meta.db_table == table.relation)
    columns = {field.column for field in model._meta.concrete_fields}
    plain = {expression for expression in table.columns.values() if expression.isidentifier()}
    assert plain <= columns


@pytest.mark.django_db
@_BY_NAME
def test_the_database_answers_the_whole_declaration(table: SourceTable) -> None:
    """Also the expressions: a renamed column inside one is found here."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({table.select('Asia/Bangkok')}) AS declared LIMIT 0")
        assert [column.name for column in cursor.description] == list(table.columns)


def test_each_table_says_what_one_row_is() -> None:
    assert all(table.grain.startswith("One row per") for table in TABLES)
    assert len({table.name for table in TABLES}) == len(TABLES)
