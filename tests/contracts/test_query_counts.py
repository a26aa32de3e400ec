from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from idic.domain.interact.cases.drafts import CaseDraft, FileDraft, MessageDraft
from idic.domain.interact.cases.operations.messages import receive_message
from idic.domain.interact.cases.operations.open import open_case
from idic.foundation.desk.operations.notes import add_note
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


def tables(queries: list[str]) -> list[str]:
    return sorted(re.findall(r'(?:FROM|JOIN|INTO|UPDATE) "?(\w+)', " ".join(queries)))


def test_a_page_costs_few_queries_and_the_same_for_one_row_and_for_fifty(
    world: World, cast: Any, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("administrator")
    urls = {name: address(world, name, TABLE[name].names, TABLE[name].query) for name in PAGES}
    with_one = {name: queries_of(client, url) for name, url in urls.items()}

    def asked_again() -> dict[str, list[str]]:
        """What is kept of small tables is read by whichever page is the first, and once more when they have changed."""
        differing = [name for name in PAGES if tables(with_one[name]) != tables(with_fifty[name])]
        return {name: queries_of(client, urls[name]) for name in differing}

    with transaction.atomic():
        make_many(world, cast)
        with_fifty = {name: queries_of(client, url) for name, url in urls.items()}
        with_fifty |= asked_again()
        transaction.set_rollback(True)
    with_one |= asked_again()
    too_many = {name: len(queries) for name, queries in with_fifty.items() if len(queries) > MOST_QUERIES}
    growing = {
        name: (len(with_one[name]), len(with_fifty[name]), [one[:160] for one in with_fifty[name]][-6:])
        for name in PAGES
        if len(with_one[name]) != len(with_fifty[name])
    }
    assert too_many == {}
    assert growing == {}


def test_the_page_of_a_case_costs_as_few_for_whoever_sees_those_of_a_team_and_works_on_their_own(
    world: World, cast: Any, signed_in: Callable[[str], Client]
) -> None:
    draft = CaseDraft(
        "The kettle leaks", mode="email", customer=world.customer, owner=cast.sales_colleague, team=cast.sales.team,
        contact_address="anan@example.com",
    )  # fmt: skip
    case = open_case(draft, by=cast.administrator)
    receive_message(
        case, MessageDraft("See here", files=(FileDraft("leak.png", "image/png", 3, "0" * 64, "cases/gone"),))
    )
    add_note("case", case.pk, text="Call back", by=cast.administrator)
    client, url = signed_in("sales"), reverse("cases:detail", args=[case.pk])
    client.get(url)
    queries = queries_of(client, url)
    assert len(queries) <= MOST_QUERIES, [one[:160] for one in queries]
