"""The list of whoever sees but the cases of a team: its rows are found by the index alone, its count by the tabs."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest

from idic.domain.interact.cases.models import Case

pytestmark = pytest.mark.django_db

_OPEN = "/cases/"
_ALL = "/cases/?view=all&sort=-message"


@pytest.fixture
def team_cases(cast, make_case) -> dict[str, list[int]]:
    """Seventy of the reader's team that are open and ten that have ended, between those of another team; three by three
    they are due, and were told of, at the same moment."""
    first = make_case(team=cast.service.team)
    rows = Case.objects.bulk_create(
        Case(
            title=f"Case {number}", mode="phone", purpose=first.purpose, received_at=first.received_at,
            last_message_at=first.received_at - timedelta(minutes=number // 3),
            due_at=first.received_at + timedelta(minutes=number // 3),
            team=cast.sales.team if number % 2 else cast.service.team,
            state="resolved" if number >= 140 else "open", resolved_at=first.received_at if number >= 140 else None,
        )
        for number in range(160)
    )  # fmt: skip
    seen = [one for one in rows if one.team == cast.sales.team]
    by_due = sorted((one for one in seen if one.is_open), key=lambda one: (one.due_at, one.pk))
    by_message = sorted(seen, key=lambda one: (one.last_message_at, one.pk), reverse=True)
    return {_OPEN: [one.pk for one in by_due], _ALL: [one.pk for one in by_message]}


@pytest.mark.parametrize("url", [_OPEN, _ALL])
def test_pages_lead_through_all_that_the_reader_sees_and_back_again(signed_in, team_cases, url):
    client = signed_in("sales")
    for _again in range(2):  # the second time from memory
        first = client.get(url)
        second = client.get(_beside(first, "next"))
        assert _rows(first) + _rows(second) == team_cases[url]
        assert _beside(second, "next") == ""
        assert _rows(client.get(_beside(second, "prev"))) == _rows(first)


def test_the_count_of_the_list_is_the_tabs_and_follows_what_happens(signed_in, cast, team_cases):
    client = signed_in("sales")
    first = client.get(_OPEN)
    assert (_count(first), len(_rows(first))) == (70, 50)
    Case.objects.filter(pk=team_cases[_OPEN][0]).update(hidden_from=[cast.sales.pk])
    again = client.get(_OPEN)
    assert (_count(again), _rows(again)) == (69, team_cases[_OPEN][1:51])
    where = re.sub(r"[&?](after|before)=[^&]*", "", _beside(again, "next"))
    assert _rows(client.get(where)) == _rows(again)
    assert _rows(client.get(f"{where}&mode=email")) == []


def _rows(response) -> list[int]:
    return [int(one) for one in re.findall(r'<tr data-row="(\d+)"', response.content.decode())]


def _beside(response, rel: str) -> str:
    """The address of the next or the previous page; empty where there is none."""
    found = re.search(rf'rel="{rel}" href="([^"]*)"', response.content.decode())
    return html.unescape(found[1]) if found else ""


def _count(response) -> int:
    found = re.search(r'class="pager-count"[^>]*><strong>\d+</strong> of (\d+) shown', response.content.decode())
    assert found is not None
    return int(found[1])
