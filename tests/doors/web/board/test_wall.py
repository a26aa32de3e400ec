from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.models import Case, CaseClock
from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.cases.operations.messages import answer_case
from idic.domain.interact.standards.operations.standards import Said, create_standard

pytestmark = pytest.mark.django_db


@pytest.fixture
def promised(cast):
    """Each case is to be resolved within two hours."""
    return create_standard("resolution", Said(Decimal("0.9"), 120), by=cast.administrator)


def figure(page: str, code: str) -> str:
    return re.search(rf'wall-{code}[" ].*?wall-value">([^<]+)<', page)[1]


def due_in(case: Case, minutes: int) -> None:
    """Whatever the hours of the day say."""
    due = timezone.now() + timedelta(minutes=minutes)
    Case.objects.filter(pk=case.pk).update(due_at=due)
    CaseClock.objects.filter(case=case).update(due_at=due)


def test_the_wall_counts_what_is_open_runs_out_and_was_done_today(signed_in, cast, make_case, listed, promised):
    mine, soon, late = make_case("Mine", owner=cast.service), make_case("Soon"), make_case("Late", mode="chat")
    done = make_case("Done")
    answer_case(mine, MessageDraft("We come"), by=cast.service)
    for case, minutes in ((mine, 300), (soon, 30), (late, -1)):
        due_in(case, minutes)
    resolve_case(done, outcome="solved", version=done.version, by=cast.service)
    page = signed_in("service").get("/cases/wall/").content.decode()
    told = {code: figure(page, code) for code in ("open", "unanswered", "soon", "overdue", "resolved")}
    assert told == {"open": "3", "unanswered": "2", "soon": "1", "overdue": "1", "resolved": "1"}
    assert "1 of 3 open cases is overdue" in page
    assert "wall-red" in page
    assert [one for one in ("Soon", "Mine") if f" {one}</a>" in page] == ["Soon", "Mine"]
    assert " Late</a>" not in page
    # one kept, one that is past its due moment and was not told of yet
    assert figure(page, "kept") == "50%"
    links = re.findall(
        r'<a href="([^"]+)"[^>]*>\s*(?:<span class="wall-label">[^<]+</span> <span class="wall-value">)?(\d+)<', page
    )
    assert len(links) > 12
    for url, number in links:
        assert listed(cast.service, url) == int(number), unescape(url)


def test_teams_and_channels_are_chosen_in_the_address(signed_in, cast, make_case, listed):
    make_case("By phone", owner=cast.service)
    make_case("By chat", mode="chat", owner=cast.service)
    make_case("Nobody's")
    client = signed_in("administrator")
    team = cast.service.team_id
    for asked, number in ((f"team={team}", 2), (f"team={team}&mode=chat", 1), ("team=0", 1), (f"team=0&team={team}", 3),
                          ("mode=fax", 0), ("team=99999&mode=pigeon", 3)):  # fmt: skip
        page = client.get(f"/cases/wall/?{asked}").content.decode()
        assert figure(page, "open") == str(number), asked
        url = re.search(r'wall-open[" ].*?<a href="([^"]+)"', page)[1]
        assert listed(cast.administrator, url) == number, asked


def test_everybody_sees_the_wall_of_their_own_reach(signed_in, cast, make_case):
    make_case("Of the desk", owner=cast.service)
    make_case("Of sales", by=cast.sales, owner=cast.sales)
    pages = {name: signed_in(name).get("/cases/wall/").content.decode() for name in ("service", "sales")}
    assert {name: figure(page, "open") for name, page in pages.items()} == {"service": "2", "sales": "1"}
    lines = pages["sales"].partition('<div class="wall-parts"')[2]
    assert cast.sales.team.name in lines
    assert cast.service.team.name not in lines


def test_an_empty_wall_says_what_it_is_for(signed_in):
    page = signed_in("service").get("/cases/wall/").content.decode()
    assert "Leave this page open on a screen that everybody sees" in page
    assert "Nothing is overdue" in page


def test_the_wall_is_told_by_one_statement_and_read_by_few(signed_in, cast, make_case, promised):
    client = signed_in("service")
    last = client.get("/cases/wall/live/").json()["last"]
    assert client.get(f"/cases/wall/live/?since={last}").json() == {"last": last, "changed": False}
    for number in range(3):
        make_case(f"Case {number}", mode=("phone", "chat", "email")[number])
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/cases/wall/live/?since={last}").json()["changed"] is True
    assert sum("events_event" in one["sql"] for one in asked.captured_queries) == 1
    with CaptureQueriesContext(connection) as read:
        client.get("/cases/wall/")
    assert len(read.captured_queries) <= 10


def test_a_line_that_is_remembered_changes_with_its_counts_and_its_language(signed_in, cast, make_case):
    def lines() -> str:
        page = signed_in("service").get("/cases/wall/").content.decode()
        return page[page.index("wall-parts") :]

    make_case("One", mode="chat")
    before = lines()
    assert lines() == before
    make_case("Another", mode="chat")
    labels = [re.findall(r'aria-label="Live chat, Open: (\d+)"', text) for text in (before, lines())]
    assert labels == [["1"], ["2"]]
    cast.service.language = "th"
    cast.service.save()
    assert ", Open: " not in lines()
