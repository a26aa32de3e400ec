"""What the inbox tells of itself: its tabs, what is said where it is empty, and the case beside it."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.operations.messages import answer_case, receive_message

pytestmark = pytest.mark.django_db

_OPEN = {"field": "open", "op": "eq", "value": True}


def _where(*conditions):
    return quote(json.dumps({"all": conditions}, separators=(",", ":")))


def _page(client, url):
    return client.get(url).content.decode()


def _current_tabs(page):
    tabs = page.split('class="tab-links"')[1].split("</nav>")[0]
    return [html.unescape(one).strip() for one in re.findall(r'aria-current="page">(?:<svg.*?</svg>)?([^<]+)', tabs)]


def test_what_a_tab_stands_for_is_not_said_again_by_a_chip(signed_in, cast, make_case):
    make_case("The kettle leaks")
    client = signed_in("service")
    assert 'class="chip"' not in _page(client, f"/cases/?where={_where(_OPEN)}&sort=due")
    narrowed = _page(client, f"/cases/?where={_where(_OPEN)}&sort=due&mode=phone&q=kettle")
    assert narrowed.count('class="chip"') == 2
    more = _page(client, f"/cases/?where={_where(_OPEN, {'field': 'priority', 'op': 'eq', 'value': 'high'})}")
    assert more.count('class="chip"') == 2


def test_one_tab_is_open_whatever_is_asked_for(signed_in, cast, make_case):
    make_case("The kettle leaks")
    client = signed_in("service")
    assert _current_tabs(_page(client, "/cases/")) == ["All open"]
    assert _current_tabs(_page(client, "/cases/?view=all&q=kettle&sort=due")) == ["All"]
    assert _current_tabs(_page(client, f"/cases/?where={_where(_OPEN)}&q=kettle")) == ["All open"]


def test_an_empty_tab_says_what_will_stand_there(signed_in, cast, make_case):
    client = signed_in("service")
    tabs = _page(client, "/cases/").split('class="tab-links"')[1].split("</nav>")[0]
    addresses = re.findall(r'href="(/cases/\?where=[^"]+)"', tabs)
    said = [_page(client, html.unescape(one)) for one in dict.fromkeys(addresses)]
    for words, page in zip(
        ("You have no open case", "Every open case has somebody", "Nobody waits for our answer", "No promise is overdue",
         "Nothing is put off", "Nobody waits for anything"), said, strict=True,
    ):  # fmt: skip
        assert words in page
    assert "No record fits the search" not in "".join(said)


def test_what_is_not_found_in_a_tab_is_looked_for_in_all(signed_in, cast, make_case):
    client, case = signed_in("service"), make_case("The kettle leaks")
    client.post(f"/cases/{case.pk}/resolution/", {"version": case.version, "outcome": "solved"})
    page = _page(client, f"/cases/?where={_where(_OPEN)}&q=kettle")
    wider = html.unescape(re.findall(r'href="([^"]+)"><svg[^>]*>.*?</svg>Search in all', page)[0])
    assert case.title in _page(client, wider)
    assert "Search in all" not in _page(client, wider.replace("kettle", "teapot"))


def _beside(client, case):
    """As the list asks for it; and what that cost the second time."""
    address, as_part = f"/records/case/{case.pk}/panel/", {"HX-Request": "true"}
    client.get(address, headers=as_part)
    with CaptureQueriesContext(connection) as captured:
        page = client.get(address, headers=as_part).content.decode()
    return page, len(captured)


def test_the_case_beside_the_inbox_shows_what_was_said_last(signed_in, cast, make_case):
    client, case = signed_in("service"), make_case("The kettle leaks", team=cast.service.team)
    for number in range(6):
        receive_message(case, MessageDraft(f"Drop {number}."))
    page, cost = _beside(client, case)
    assert ("Drop 5." in page, "Drop 1." in page) == (True, False)
    assert f'action="/cases/{case.pk}/claim/"' in page
    for number in range(20):
        receive_message(case, MessageDraft(f"Drip {number}."))
    assert _beside(client, case)[1] == cost <= 12
    case.refresh_from_db()
    answer_case(case, MessageDraft("A seal is on its way."), by=cast.service)
    answered, _cost = _beside(client, case)
    assert "A seal is on its way." in answered
    assert f'action="/cases/{case.pk}/claim/"' not in answered


def test_of_what_was_unwanted_nobody_is_asked_whether_they_are_content(signed_in, cast, make_case):
    client, case = signed_in("service"), make_case("Win a kettle", owner=cast.service)
    client.post(f"/cases/{case.pk}/spam/", {"version": case.version})
    page = _page(client, f"/cases/{case.pk}/")
    assert (f"/cases/{case.pk}/confirmation/" in page, f"/cases/{case.pk}/reopening/" in page) == (False, True)
