"""The warehouse knows the rooms' tables only by name: here each name is held against the real models."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import connection
from django.utils.functional import Promise

from idic.warehouse.changes.triggers import Installed, expected, watched_tables
from idic.warehouse.star.declaration import Kind, Mart, Part
from idic.warehouse.star.marts import BY_NAME, MARTS

_BY_NAME = pytest.mark.parametrize("mart", MARTS, ids=lambda mart: mart.name)
_PARTS = [(mart, part) for mart in MARTS for part in mart.parts]
_BY_PART = pytest.mark.parametrize(("mart", "part"), _PARTS, ids=lambda one: one.name or "part")


def _columns() -> dict[str, set[str]]:
    return {
        model._meta.db_table: {field.column for field in model._meta.concrete_fields} for model in apps.get_models()
    }


def _read_from(part: Part) -> set[str]:
    """Tables and the names that the statement itself gives, such as a common table expression."""
    return set(re.findall(r"(?:FROM|JOIN)\s+(\w+)", part.source)) - {"tree", "LATERAL"}


@_BY_NAME
def test_every_source_is_a_column_of_a_model(mart: Mart) -> None:
    columns = _columns()
    # lists what a later refresh may add as well: scores are held by the room that computes them
    for column in mart.columns:
        for source in column.sources:
            table, _, name = source.partition(".")
            assert name in columns[table], source


@_BY_NAME
def test_every_mart_says_what_a_row_and_each_column_is_in_words_to_translate(mart: Mart) -> None:
    assert str(mart.grain).startswith("One row per")
    assert BY_NAME[mart.name] is mart
    assert len(set(mart.names)) == len(mart.names)
    for text in (mart.title, mart.grain, *(column.meaning for column in mart.columns)):
        assert isinstance(text, Promise)
    for column in mart.columns:
        assert str(column.meaning).endswith("."), column.name
        assert (column.name.endswith("_e4")) == (str(column.unit) in ("money_e4", "quantity_e4"))


@_BY_NAME
def test_every_mart_is_copied_derived_carried_on_or_computed(mart: Mart) -> None:
    from_others = (mart.derived is not None) + (mart.carried is not None)
    assert bool(mart.parts) + from_others + (mart.kind == Kind.COMPUTED) == 1
    assert set(mart.reads) <= {one.name for one in MARTS[: MARTS.index(mart)]}


@_BY_PART
def test_a_part_fills_every_column_from_declared_tables(mart: Mart, part: Part) -> None:
    assert tuple(part.columns) == mart.names
    tables = {source.split(".")[0] for column in mart.columns for source in column.sources}
    assert _read_from(part) <= tables | {part.table}


@_BY_PART
def test_whatever_a_block_is_read_from_is_watched(mart: Mart, part: Part) -> None:
    """A table that is read and not watched would make blocks stale without anybody noticing."""
    if not part.bounds:
        return
    watched = {one.table: one for one in part.watched}
    assert _read_from(part) == set(watched)
    columns = _columns()
    assert part.key in columns[part.table]
    for one in part.watched:
        assert not one.key or (one.key in columns[one.table] and one.shift == part.shift)
        assert [other for other in watched_tables() if other.table == one.table] == [one]


@pytest.mark.django_db
@_BY_PART
def test_the_database_answers_the_whole_declaration(mart: Mart, part: Part) -> None:
    """Also the expressions: a renamed column inside one is found here."""
    with connection.cursor() as cursor:
        cursor.execute(f"{part.select('Asia/Bangkok', 0 if part.bounds else None)} LIMIT 0")
        assert [column.name for column in cursor.description] == list(mart.names)


@pytest.mark.django_db
def test_every_watched_table_has_its_triggers() -> None:
    with connection.cursor() as cursor:
        # also where the row checks are switched off, as an import does
        cursor.execute(
            "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'warehouse\\_%%' AND tgenabled = 'A'"
        )
        found = {Installed(name, relation) for name, relation in cursor.fetchall()}
    assert found == expected()


@pytest.mark.django_db
@pytest.mark.parametrize("watched", [one for one in watched_tables() if one.key], ids=lambda one: one.table)
def test_the_triggers_note_blocks_of_the_declared_size(watched: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef(%s::regproc)", [f"warehouse_{watched.table}"])  # type: ignore[attr-defined]  # a parameter
        assert f"touched.{watched.key} >> {watched.shift} FROM new_rows" in cursor.fetchone()[0]  # type: ignore[attr-defined]  # a parameter
