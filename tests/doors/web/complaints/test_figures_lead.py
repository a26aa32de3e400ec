"""Every figure of complaints opens the list of exactly what it counts, of the same time."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations import deciding, ending, receiving
from idic.domain.interact.standards.operations.defaults import start_with_defaults

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast, make_case):
    """One walked to the customer's yes and closed, one that waits, an old one, and a case that nobody made a complaint."""
    from idic.domain.interact.cases.models import CaseTopic

    topic = CaseTopic.objects.create(code="leak", name="Leaks")
    start_with_defaults(since=timezone.now() - timedelta(days=9), by=cast.administrator)
    cases = [
        make_case(title, mode="phone", topic=topic, purpose="complain", owner=cast.service) for title in ("a", "b", "c")
    ]
    make_case("unrecorded", mode="phone", purpose="complain", owner=cast.service)
    old = make_case("unrecorded long ago", mode="phone", purpose="complain", owner=cast.service)
    type(old).objects.filter(pk=old.pk).update(received_at="2020-01-01T00:00Z")
    made = [receiving.open_complaint(case, by=cast.service) for case in cases]
    Complaint.objects.filter(pk=made[2].pk).update(received_at="2020-01-01T00:00Z")
    by = {"by": cast.service}
    one = receiving.acknowledge(made[0], channel="phone", handler="Somsri", version=made[0].version, **by)
    one = receiving.assess(one, impacts=["defect_minor"], version=one.version, **by)
    one = deciding.investigate(one, version=one.version, **by)
    one = deciding.propose(
        one, customer_facts="x", our_facts="x", root_cause="x", options="x", version=one.version, **by
    )
    one = deciding.decide(one, decision="x", version=one.version, **by)
    one = ending.take_verdict(
        one, is_accepted=True, satisfied_handling=5, satisfied_outcome=2, version=one.version, **by
    )
    ending.close_complaint(one, version=one.version, **by)


def _rows(client, url: str) -> int:
    page = client.get(unescape(url)).content.decode()
    return len(re.findall(r'class="fw-semibold" href="/complaints/\d+/"|<a id="case-', page))


def test_every_indicator_leads_to_what_it_counts(signed_in, told):
    client = signed_in("manager")
    page = client.get("/complaints/figures/").content.decode()
    lines = re.findall(
        r'<tr><td>([^<]+)<p[^>]*>[^<]*</p></td><td class="text-end"><strong><a href="(/complaints/\?[^"]+)">([\d.,%]+)'
        r'.*?</strong></td><td>[^<]*(?:<p class="cell-note">(\d+) of \d+)?',
        page,
    )
    counted = {name: (int(hits or value), _rows(client, url)) for name, url, value, hits in lines}
    assert all(said == listed for said, listed in counted.values()), counted
    assert {name: said for name, (said, _listed) in counted.items()} == {
        "Received": 2, "Brought to an end": 1, "Not recorded": 1, "Acknowledged in time": 1, "Resolved in time": 1,
        "Confirmed by the customer": 1, "Content with how it was handled": 1, "Content with what came of it": 0,
        "Opened again": 0, "Appealed": 0,
    }  # fmt: skip


def test_complaints_per_thousand_customers_is_of_those_that_the_reader_may_see(signed_in, told, make_customer):
    for number in range(3):
        make_customer(given_name=f"Anan {number}", phone=f"081234567{number}")
    page = signed_in("manager").get("/complaints/figures/").content.decode()
    row = page.split("Complaints per 1,000 customers")[1].split("</tr>")[0]
    assert re.search(r"<strong>([\d.]+)<", row)[1] == "666.67"
    assert "2 of 3" in row


def test_the_page_asks_twelve_times_at_most(signed_in, told, django_assert_max_num_queries):
    client = signed_in("manager")
    client.get("/complaints/figures/")
    with django_assert_max_num_queries(12):
        client.get("/complaints/figures/")


def test_every_number_of_topic_product_and_channel_leads_to_what_it_counts(signed_in, told, make_case, cast):
    from idic.domain.catalogue.models import Product
    from idic.domain.interact.cases.models import CaseTopic

    kettle = Product.objects.create(code="K", name="Kettle", created_at=timezone.now())
    leak, late = (
        CaseTopic.objects.get(code="leak"),
        CaseTopic.objects.create(code="late", name="Late", is_archived=True),
    )
    for topic, product, mode in (
        (leak, kettle, "email"),
        (leak, kettle, "email"),
        (None, None, "fax"),
        (late, None, "fax"),
    ):
        case = make_case("more", mode=mode, topic=topic, product=product, purpose="complain", owner=cast.service)
        receiving.open_complaint(case, by=cast.service)
    client = signed_in("manager")
    table = client.get("/complaints/figures/").content.decode().split('class="heat"')[1].split("</table>")[0]
    found = [(int(n), _rows(client, url)) for url, n in re.findall(r'href="([^"]+)">(\d+)</a>', table)]
    assert sorted(found) == [(n, n) for n in (1, 1, 1, 1, 2, 2, 2, 2)]


def test_every_gap_of_none_left_out_leads_to_what_is_missing(signed_in, told):
    client = signed_in("manager")
    page = client.get("/complaints/").content.decode()
    gaps = re.findall(r'href="([^"]+gap=(\w+)[^"]*)">[^<]*\((\d+)\)', page)
    assert {gap: (int(n), _rows(client, url)) for url, gap, n in gaps} == {
        "unrecorded": (1, 1), "unhandled": (1, 1), "unchecked": (2, 2), "untold": (2, 2),
    }  # fmt: skip


def test_an_action_that_is_late_is_in_the_list_to_which_the_figure_leads(signed_in, cast):
    from idic.domain.interact.complaints.models import CorrectiveAction

    day = timezone.localdate()
    for title, due, state in (("late", -1, "open"), ("in time", 1, "open"), ("done", -1, "effective")):
        CorrectiveAction.objects.create(
            title=title, trigger="order", owner=cast.manager, due_on=day + timedelta(days=due), state=state
        )
    page = signed_in("manager").get("/complaints/actions/?state=overdue").content.decode()
    assert re.findall(r'href="/complaints/actions/\d+/">([^<]+)<', page) == ["late"]
