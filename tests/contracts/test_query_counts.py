from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.contracts.access_table import TABLE
from tests.contracts.test_urls import address
from tests.contracts.world import World, make_many

MOST_QUERIES = 12
PAGES = sorted(name for name, row in TABLE.items() if not row.post and row.ok == 200)


def queries_of(client: Client, url: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url)
        if answer.streaming:
            list(answer)
    assert answer.status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def test_a_page_costs_few_queries_and_the_same_for_one_row_and_for_fifty(
    world: World, cast: Any, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("administrator")
    urls = {name: address(world, name, TABLE[name].names, TABLE[name].query) for name in PAGES}
    for url in urls.values():
        client.get(url)
    with_one = {name: queries_of(client, url) for name, url in urls.items()}
    make_many(world, cast)
    with_fifty = {name: queries_of(client, url) for name, url in urls.items()}
    # What is kept of small tables was told that they changed, and is read once more.
    with_fifty |= {
        name: queries_of(client, urls[name])
        for name, queries in with_fifty.items()
        if len(queries) != len(with_one[name])
    }
    too_many = {name: len(queries) for name, queries in with_fifty.items() if len(queries) > MOST_QUERIES}
    growing = {
        name: (len(with_one[name]), len(with_fifty[name]), [one[:160] for one in with_fifty[name]][-6:])
        for name in PAGES
        if len(with_one[name]) != len(with_fifty[name])
    }
    assert too_many == {}
    assert growing == {}
