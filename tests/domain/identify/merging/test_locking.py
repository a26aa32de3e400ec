"""Merges and imports keep out of each other's way: each seen from a second connection."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection, transaction

from idic.domain.identify.importing.standing_still import let_customers_stand_still
from idic.domain.identify.merging.errors import ImportUnderWay
from idic.domain.identify.merging.locking import keep_imports_out
from idic.domain.identify.merging.operations.merge import merge_customers
from tests.conftest import Cast


@pytest.fixture
def elsewhere(transactional_db: None) -> Iterator[psycopg.Connection[Any]]:
    parameters = connection.get_connection_params()
    names = ("host", "port", "user", "password", "dbname")
    other = psycopg.connect(**{name: parameters[name] for name in names if parameters.get(name)})
    yield other
    other.close()


def test_nobody_merges_while_an_import_is_taken(
    elsewhere: psycopg.Connection[Any], cast: Cast, make_customer: Callable[..., Any]
) -> None:
    one, other = make_customer(given_name="Anan"), make_customer(given_name="Anon", phone="0823456789")
    elsewhere.execute("LOCK TABLE merging_merge IN SHARE MODE")
    with pytest.raises(ImportUnderWay, match="when it has ended"):
        merge_customers(one, other, by=cast.administrator)
    elsewhere.rollback()
    assert merge_customers(one, other, by=cast.administrator).absorbed_id == other.pk


def test_an_import_waits_for_a_merge_and_merges_do_not_wait_for_one_another(
    elsewhere: psycopg.Connection[Any],
) -> None:
    elsewhere.execute("LOCK TABLE merging_merge IN ROW EXCLUSIVE MODE")
    with transaction.atomic():
        keep_imports_out()
        keep_imports_out(waits=True)
    with pytest.raises(OperationalError, match="lock timeout"):
        _an_import_waits_at_most_200_milliseconds()
    elsewhere.rollback()
    with transaction.atomic():
        let_customers_stand_still()


def _an_import_waits_at_most_200_milliseconds() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '200ms'")
        let_customers_stand_still()
