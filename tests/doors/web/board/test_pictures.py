from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from idic.domain.interact.cases.models import Case, CasePause
from idic.domain.interact.cases.queries.chosen import Chosen
from idic.domain.interact.cases.queries.pictures.spent import time_spent

pytestmark = pytest.mark.django_db
GROUPS = ("ageing", "flow", "volume", "people", "time")


@pytest.fixture
def story(cast, make_case):
    """Cases of different ages, ways and people, as if they had come and gone over the last weeks."""
    now = timezone.now()
    told = [
        # days ago received, days ago resolved, mode, purpose, priority, owner
        (0, None, "phone", "complain", "high", cast.service), (1, None, "chat", "seek_information", "normal", None),
        (5, None, "phone", "request_service", "low", cast.service_colleague), (40, None, "email", "complain", "normal", None),
        (120, None, "phone", "complain", "critical", cast.service), (6, 2, "phone", "complain", "normal", cast.service),
        (9, 0, "chat", "complain", "normal", cast.service_colleague), (20, 10, "email", "complain", "high", cast.service),
    ]  # fmt: skip
    for came, went, mode, purpose, priority, owner in told:
        case = make_case(f"{came} days", mode=mode, purpose=purpose, priority=priority, owner=owner)
        values = {"received_at": now - timedelta(days=came, minutes=30)}
        if went is not None:
            values |= {"resolved_at": now - timedelta(days=went), "state": "resolved", "outcome": "solved"}
        Case.objects.filter(pk=case.pk).update(team=cast.service.team, **values)
    mail = make_case("Win a yacht")
    Case.objects.filter(pk=mail.pk).update(outcome="spam", state="resolved", resolved_at=now)
    for place, minutes in enumerate((-30, 5, 60 * 24 * 9)):
        Case.objects.filter(pk=Case.objects.order_by("pk")[place].pk).update(due_at=now + timedelta(minutes=minutes))
    return cast


@pytest.mark.parametrize("show", GROUPS)
@pytest.mark.parametrize("asked", ["", "&days=365&mode=phone", "&days=90&team=0"])
def test_every_bar_and_cell_leads_to_exactly_its_cases(signed_in, story, listed, cells, show, asked):
    page = signed_in("manager").get(f"/cases/pictures/?show={show}&by=state{asked}").content.decode()
    found = cells(page)
    if "team=0" not in asked:
        assert "data-chart" in page
    kept = [(url, number) for url, number in found if number] + [one for one in found if not one[1]][:4]
    if show == "time":
        kept = [(url, number) for url, number in kept if "resolved" in url]
    for url, number in kept:
        assert listed(story.manager, url) == number, (unescape(url), number)
    drawn = re.findall(r'"value": (\[?[\d., ]+\]?), "link": "([^"]+)"', page)
    for value, url in drawn if show != "time" else ():
        number = int(re.findall(r"\d+", value)[-1])
        assert listed(story.manager, url.encode().decode("unicode_escape")) == number, (url, value)


def test_a_picture_says_what_happened(signed_in, story, cells):
    client = signed_in("manager")
    ageing = [n for _url, n in cells(client.get("/cases/pictures/?show=ageing").content.decode())]
    assert sum(ageing) == 2 * 5
    flow = client.get("/cases/pictures/?show=flow&days=30").content.decode()
    backlog, passed = cells(flow)[:30], cells(flow)[30:]
    assert backlog[-1][1] == 5
    assert sum(n for _url, n in passed[0::2]) == 6
    assert sum(n for _url, n in passed[1::2]) == 3
    assert "Win a yacht" not in flow


def test_pictures_reach_as_far_as_their_reader(signed_in, story, make_case, cells):
    make_case("Of sales", by=story.sales)
    Case.objects.filter(title="Of sales").update(team=story.sales.team, owner=story.sales)
    page = signed_in("sales").get("/cases/pictures/?show=people").content.decode()
    assert "Sales" in page
    assert story.service_colleague.display_name not in page.partition("<main")[2]
    assert max(n for _url, n in cells(page)) == 1


@pytest.mark.parametrize(("show", "words"), [
    ("ageing", "each bar leads to its cases"), ("flow", "when people reach for you"), ("volume", "when people reach for you"),
    ("people", "each bar leads to its cases"), ("time", "shorten the longest part first"),
])  # fmt: skip
def test_an_empty_picture_teaches(signed_in, show, words):
    assert words in signed_in("service").get(f"/cases/pictures/?show={show}").content.decode()


def test_few_statements_whatever_there_is(signed_in, story):
    client = signed_in("manager")
    for show in GROUPS:
        client.get(f"/cases/pictures/?show={show}")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/cases/pictures/?show={show}")
        assert len(asked.captured_queries) <= 9, show


def test_where_the_time_went(cast, make_case):
    """Ten hours: two until the first answer of which one was paused for others, then three for the customer."""
    case, end = make_case(), timezone.now()
    began = end - timedelta(hours=10)
    Case.objects.filter(pk=case.pk).update(
        received_at=began,
        first_response_at=began + timedelta(hours=2),
        resolved_at=end,
        state="resolved",
        outcome="solved",
    )
    for reason, since, until in (("third_party", 0.5, 1.5), ("customer", 4, 7)):
        CasePause.objects.create(
            case=case, reason=reason, started_at=began + timedelta(hours=since), ended_at=began + timedelta(hours=until)
        )
    found = time_spent(cast.manager, Chosen(), since=timezone.localdate())[0]
    hours = (found.first, found.work, found.customer, found.others, found.ended, found.median)
    assert [round(one, 6) for one in hours] == [1, 5, 3, 1, 0, 10]
    assert found.cases == 1
