"""Each figure of what customers ask leads to two lists that hold exactly what it counts."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.ending import reject_solution, resolve_case
from idic.domain.interact.cases.operations.messages import answer_case
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.complaints.operations.receiving import open_complaint
from idic.domain.interact.complaints.operations.reviewing import review
from idic.domain.interact.standards.operations.cells import set_cell
from idic.domain.interact.telephony.models import CallBack
from idic.domain.interact.telephony.operations.call_backs import claim_call_back, finish_call_back
from idic.domain.interact.telephony.operations.queueing import ask_call_back
from tests.exchanges import make_exchange, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast, make_customer):
    exchange = make_exchange(cast.administrator)
    for call, wait, picked in (("1", 9, True), ("2", 40, True), ("3", 30, False), ("4", 2, False)):
        begun = timezone.now() - timedelta(hours=1)
        tell(exchange, "ringing", call=call, at=begun.isoformat(), extension="201")
        if picked:
            tell(exchange, "answered", call=call, at=(begun + timedelta(seconds=wait)).isoformat(), extension="201")
        tell(exchange, "ended", call=call, at=(begun + timedelta(seconds=wait + 60 * picked)).isoformat())
    soon, late = (ask_call_back(f"08111111{number}1", by=cast.service) for number in (1, 2))
    ask_call_back("0811111131", by=cast.service)
    CallBack.objects.update(due_at=timezone.now() + timedelta(hours=1))
    finish_call_back(claim_call_back(soon, by=cast.service), is_reached=True, by=cast.service)
    CallBack.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(hours=1))
    thai = make_customer(given_name="สมชาย", family_name="ใจดี")
    cases = []
    for customer, text, answer in (
        (thai, "กาต้มน้ำรั่ว", "เรียนคุณสมชาย เราจะส่งช่างไป"),
        (thai, "กาต้มน้ำรั่ว", "We look into it."),
        (None, "It leaks", "We look into it."),
    ):
        case = open_case(CaseDraft("Leak", "email", "complain", text, customer), by=cast.service)
        answer_case(case, MessageDraft(answer), by=cast.service)
        row = Case.objects.get(pk=case.pk)
        cases.append(resolve_case(row, outcome="solved", version=row.version, by=cast.service))
    reject_solution(cases[0], by=None)
    review(open_complaint(cases[1], by=cast.administrator), donts=[1] * 9 + [0], steps=[2] * 6, by=cast.manager)
    set_cell("phone", "complain", {"offered": "yes"}, by=cast.quality)


def test_the_lists_hold_what_the_figures_count(world, signed_in, django_assert_max_num_queries):
    client = signed_in("administrator")
    client.get("/standards/requirements/")
    with django_assert_max_num_queries(12):
        page = client.get("/standards/requirements/?days=30").content.decode()
    figures = {
        re.search("what=([a-z_]+)", url)[1]: (unescape(url), share)
        for url, share in re.findall(r'href="(/standards/evidence/[^"]+)">([^<]+)<', page)
    }
    assert {what: share for what, (_url, share) in figures.items()} == {
        "given_up": "33%", "in_time": "33%", "called_back": "50%", "courtesy": "90%", "by_name": "50%",
        "in_language": "67%", "rejected": "33%",
    }  # fmt: skip
    assert {what: _sides(client, url) for what, (url, _share) in figures.items()} == {
        "given_up": (1, 2), "in_time": (1, 2), "called_back": (1, 1), "courtesy": (0, 1), "by_name": (1, 1),
        "in_language": (2, 1), "rejected": (1, 2),
    }  # fmt: skip
    assert re.search(r"\d+ h<", page.split("Hours open a week")[1].split("</dd>")[0])


def test_what_is_no_figure_is_not_found(signed_in, cast):
    assert signed_in("service").get("/standards/evidence/?what=moods").status_code == 404


def _sides(client, url: str) -> tuple[int, int]:
    found = []
    for side in ("yes", "no"):
        page = client.get(f"{url}&kept={side}").content.decode()
        said = int(re.search(r'aria-current="page">[^<(]*\((\d+)\)', page.split('class="tab-links"')[-1])[1])
        rows = page.split('id="evidence"')[1].count("<tr>")
        assert rows == (said + 1 if said else 0)
        found.append(said)
    return found[0], found[1]
