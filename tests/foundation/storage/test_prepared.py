"""Prepared cursors answer, fail and take part in transactions as ordinary ones do."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import DataError, IntegrityError, OperationalError, connection, connections, transaction

from idic.foundation.accounts.models import Team
from idic.foundation.storage.remembered import prepared_cursor

pytestmark = pytest.mark.django_db(transaction=True)

_ADD = "INSERT INTO accounts_team (name, created_at) VALUES (%s, now()) RETURNING name"
VALUES = [
    (7, "smallint"), (70_000, "int"), (7_000_000_000, "bigint"), ("ก'\\%s", "text"), (True, "bool"), (None, "text"),
    (2.5, "float"), (Decimal("1.20"), "numeric"), (date(2026, 3, 1), "date"), ([1, 2], "int[]"), (["a", "ข, c"], "text[]"),
    (datetime(2026, 3, 1, 8, 30, tzinfo=UTC), "timestamptz"),
]  # fmt: skip


def asked(statement: str, values: Any = ()) -> list[Any]:
    with prepared_cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[Any] = cursor.fetchall()
        return rows


def prepared_here() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'idic%%'")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize(("value", "kind"), VALUES, ids=[kind for _value, kind in VALUES])
def test_a_value_comes_back_as_by_an_ordinary_cursor(value: Any, kind: str) -> None:
    statement = f"SELECT %s::{kind}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [value])
        ordinary = cursor.fetchall()
    for _ in range(4):
        assert asked(statement, [value]) == ordinary


def test_values_are_marked_in_order_by_name_or_by_number() -> None:
    assert asked("SELECT %s::int - %s::int, 'a' LIKE 'a%%'", [5, 3]) == [(2, True)]
    assert asked("SELECT %(a)s::int - %(b)s::int + %(a)s::int", {"b": 3, "a": 5}) == [(7,)]
    assert asked("SELECT $2::int - $1::int, '%s'", [3, 5]) == [(2, "%s")]


def test_a_statement_is_prepared_when_it_comes_back_a_third_time() -> None:
    connection.close()
    for expected in (0, 0, 1, 1):
        asked("SELECT 1 WHERE %s = 1", [1])
        assert prepared_here() == expected
    asked("SELECT 1 WHERE %s = 1", [1_000_000])  # another kind of number, so a statement of its own
    assert prepared_here() == 1


def test_the_server_keeps_a_hundred_of_them_and_drops_the_oldest() -> None:
    connection.close()
    for number in range(130):
        for _ in range(3):
            assert asked(f"SELECT {number} WHERE %s = 1", [1]) == [(number,)]
    assert 90 <= prepared_here() <= 100
    assert asked("SELECT 0 WHERE %s = 1", [1]) == [(0,)]


def test_rows_come_one_by_one_or_all_at_once_and_are_counted() -> None:
    with prepared_cursor() as cursor:
        cursor.execute("SELECT generate_series(1, %s)", [4])
        assert cursor.rowcount == 4
        assert cursor.fetchone() == (1,)
        assert list(cursor) == [(2,), (3,), (4,)]
        assert cursor.fetchone() is None
        cursor.execute("UPDATE accounts_team SET name = name WHERE id = %s", [0])
        assert (cursor.rowcount, cursor.fetchall()) == (0, [])


def test_it_is_taken_back_with_the_transaction_that_it_begins() -> None:
    with transaction.atomic():
        assert asked(_ADD, ["North"]) == [("North",)]
        transaction.set_rollback(True)
    assert not Team.objects.filter(name="North").exists()
    with transaction.atomic():
        asked(_ADD, ["North"])
    asked(_ADD, ["South"])
    assert Team.objects.filter(name__in=["North", "South"]).count() == 2


def test_what_the_server_refuses_is_django_s_error_and_the_connection_goes_on() -> None:
    for _ in range(4):
        with pytest.raises(DataError, match="division by zero"):
            asked("SELECT 1 / %s", [0])
        assert asked("SELECT %s + 1", [1]) == [(2,)]
    with transaction.atomic():
        asked(_ADD, ["North"])
        with pytest.raises(IntegrityError), transaction.atomic():
            asked("INSERT INTO accounts_team (id, name, created_at) SELECT id, %s, now() FROM accounts_team", ["Twin"])
        asked(_ADD, ["South"])
    assert set(Team.objects.values_list("name", flat=True)) >= {"North", "South"}


def test_after_a_lost_connection_the_next_one_prepares_anew() -> None:
    for _ in range(3):
        asked("SELECT %s + 1", [1])
    pid = asked("SELECT pg_backend_pid()")[0][0]
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()
    with pytest.raises(OperationalError):
        asked("SELECT %s + 1", [1])
    connection.close_if_unusable_or_obsolete()
    assert asked("SELECT %s + 1", [1]) == [(2,)]
