"""What the figures of complaints ask for once they are shown: cost, recovery, silence, and those who handle them."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.models import Case
from idic.domain.interact.complaints.models import Complaint, ComplaintTraining
from idic.domain.interact.complaints.operations.saying import say_silence, set_deadline
from tests.domain.interact.complaints.buying import bought, refreshed
from tests.domain.interact.complaints.test_recovery import customers
from tests.domain.interact.complaints.test_silence import STATED, called

__all__ = ["called"]
pytestmark = pytest.mark.django_db


def rows_of(client, url: str) -> int:
    page = client.get(unescape(url)).content.decode()
    return len(re.findall(r'class="fw-semibold" href="/complaints/\d+/"', page))


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def dear(make_complaint, make_customer):
    """Of whoever bought before and did not come back: 200 and 600 written down, and a margin at risk. Two more say less."""
    noi, day = make_customer(given_name="Noi"), timezone.localdate() - timedelta(days=120)
    bought(noi, [day - timedelta(days=7 * week) for week in (40, 30, 20, 10)])
    made = make_complaint(timezone.now() - timedelta(days=120), customer=noi)
    Complaint.objects.filter(pk=made.pk).update(remedy_cost=200, handling_cost=600)
    make_complaint()
    Complaint.objects.filter(pk=make_complaint(mode="email").pk).update(remedy_cost=0)
    refreshed(timezone.localdate())
    return made


def test_cost_is_summed_with_what_is_left_out_and_why(signed_in, dear):
    client = signed_in("manager")
    page = client.get("/complaints/figures/cost/").content.decode()
    text = text_of(page)
    assert "known of 1 of 3, 2 are left out" in text
    assert "known of 2 of 3, 1 is left out" in text
    assert "The margin at risk of 2 complaints is not known" in text
    assert "Nobody is known as the customer: 2" in text
    links = re.findall(r'<a href="(/complaints/\?[^"]+mark=[^"]+)">', page)
    assert [rows_of(client, url) for url in links] == [1, 1]
    assert 'id="pareto-cost"' in page


def test_the_page_of_a_complaint_shows_its_cost_to_who_leads_complaints(signed_in, dear):
    told = text_of(signed_in("manager").get(f"/complaints/{dear.pk}/").content.decode())
    assert re.search(r"Still buys: [\d.]+% on the day of the complaint, [\d.]+% on .*; worth ฿[\d,]+ before", told)
    assert "What it costs" not in signed_in("service").get(f"/complaints/{dear.pk}/").content.decode()


def test_recovery_names_its_lists_and_says_where_there_are_too_few(signed_in, make_complaint, cast):
    day = timezone.localdate() - timedelta(days=120)
    told, others = customers(12), customers(30)
    for place, one in enumerate([*told, *others]):
        bought(one, [day - timedelta(days=10), *([day + timedelta(days=30)] if place % 3 else [])])
    at = timezone.now() - timedelta(days=120)
    made = [make_complaint(at, customer=one).pk for one in told]
    Complaint.objects.filter(pk__in=made).update(state="accepted", satisfied_handling=5)
    make_complaint(at)
    make_complaint()
    client = signed_in("manager")
    page = client.get("/complaints/figures/recovery/").content.decode()
    found = re.findall(r'<a href="([^"]+)">(\d+)<', page)
    assert [(int(n), rows_of(client, url)) for url, n in found] == [(12, 12), (1, 1)]
    text = text_of(page)
    assert "12 customers compared" in text
    assert "30 customers like them" in text
    assert "points" in text
    assert "Too few to tell: 0 customers with others like them." in text
    assert "1 complaint of nobody who is known as a customer is left out." in text
    assert 'id="recovery"' in page


def test_silence_takes_stated_figures_before_our_own_contacts(signed_in, called, cast):
    client = signed_in("manager")
    url = "/complaints/figures/silence/"
    assert "Nobody was asked in this time" in client.get(url).content.decode()
    for name, outcome in (("A", "satisfied"), ("B", "unhappy")):
        called(name, outcome)
    text = text_of(client.get(url).content.decode())
    assert "Customers reached: 2; of them unhappy: 1; of these, complained within 90 days before we asked: 0" in text
    assert "About 1 customers are dissatisfied" in text
    answer = client.post(
        "/complaints/silence/", {"base": 9000, "dissatisfied_share": 6, "voiced_share": "33.33", "source": ""}
    )
    assert (answer.status_code, Customer.objects.count()) == (422, 2)
    said = {"base": 9000, "dissatisfied_share": 6, "voiced_share": "33.33", "asked": 300, "source": "Survey of October"}
    assert client.post("/complaints/silence/", said).status_code == 302
    text = text_of(client.get(url).content.decode())
    assert "About 360 customers are dissatisfied and have said nothing" in text
    assert "Confidence interval: 207 to 617" in text
    assert "Source: Survey of October. Stated by Manager" in text
    assert client.post("/complaints/silence/back/").status_code == 302
    assert "Customers reached: 2" in client.get(url).content.decode()


def test_stated_figures_are_offered_for_change(signed_in, cast):
    say_silence(**STATED, by=cast.manager)
    page = signed_in("manager").get("/complaints/silence/").content.decode()
    assert re.search(r'name="voiced_share" value="33.33', page)


def test_who_is_trained_is_written_down_and_taken_back(signed_in, make_complaint, cast):
    make_complaint()
    client, today = signed_in("manager"), timezone.localdate().isoformat()
    url = "/complaints/training/"
    assert "Not trained" in client.get(url).content.decode()
    answer = client.post(url, {"user": cast.service.pk, "code": "Complaints 1", "on": "2999-01-01"})
    assert answer.status_code == 422
    assert client.post(url, {"user": cast.service.pk, "code": "Complaints 1", "on": today}).status_code == 302
    page = client.get("/complaints/figures/people/").content.decode()
    assert re.search(r"Staff trained.*100%.*1 of 1", text_of(page))
    made = ComplaintTraining.objects.get()
    assert client.post(f"/complaints/training/{made.pk}/back/").status_code == 302
    assert "Not trained" in signed_in("service").get(url).content.decode()


def test_deadlines_are_set_shown_with_their_source_and_taken_back(signed_in, make_complaint, cast):
    complaint, client, url = make_complaint(), signed_in("manager"), "/complaints/deadlines/"
    text = text_of(client.get(url).content.decode())
    assert re.search(r"Bring it to an end Every channel 20 working days As delivered", text)
    assert re.search(r"Tell that it has arrived Letter 1 working day As delivered", text)
    assert client.post(url, {"step": "final", "number": 999, "unit": "days"}).status_code == 422
    told = {"step": "final", "mode": "phone", "number": 10, "unit": "days", "source": "Charter, section 4"}
    assert client.post(url, told).status_code == 302
    page = text_of(signed_in("service").get(f"/complaints/{complaint.pk}/").content.decode())
    assert re.search(r"Bring it to an end\s+still time .*10 working days · Charter, section 4", page)
    assert client.post("/complaints/deadlines/back/", {"step": "final", "mode": "phone"}).status_code == 302
    assert "Charter" not in client.get(url).content.decode()


def test_a_missed_step_is_shown_with_what_is_owed(signed_in, make_complaint, cast):
    set_deadline("acknowledge", minutes=5, by=cast.manager)
    # twenty working days are over, however many of them were holidays
    late = make_complaint(timezone.now() - timedelta(days=60))
    page = signed_in("service").get(f"/complaints/{late.pk}/").content.decode()
    assert page.count("Missed: tell the customer how it stands.") == 4
    assert "Notice due" in page
    assert 'id="way"' in page


def test_every_bar_of_age_leads_to_its_complaints(signed_in, make_complaint):
    for days in (0, 0, 7, 15, 25, 100):
        make_complaint(timezone.now() - timedelta(days=days))
    ended = make_complaint()
    Complaint.objects.filter(pk=ended.pk).update(state="closed")
    client = signed_in("manager")
    figure = client.get("/complaints/figures/").content.decode().partition('id="ageing"')[2].partition("</figure>")[0]
    table = figure.partition("<tbody")[2]
    bars = re.findall(r'<th[^>]*><a href="([^"]+)">.*?data-raw="(\d+)"', table, re.S)
    assert [(int(n), rows_of(client, url)) for url, n in bars] == [(2, 2), (1, 1), (1, 1), (1, 1), (1, 1)]


def test_first_contact_and_recurrence_lead_to_what_they_count(signed_in, make_complaint, make_customer, topic):
    noi = make_customer(given_name="Noi")
    helped, again, third = (
        make_complaint(timezone.now() - timedelta(days=days), customer=noi) for days in (300, 200, 198)
    )
    Complaint.objects.filter(pk__in=[helped.pk, again.pk, third.pk]).update(state="closed")
    client = signed_in("manager")
    page = client.get("/complaints/figures/").content.decode()

    def counted(name: str) -> tuple[str, int]:
        row = page.split(f"<td>{name}<")[1].split("</tr>")[0]
        url = re.search(r'href="([^"]+)"', row)[1]
        return re.search(r"(\d+ of \d+)", row)[1], rows_of(client, url)

    # the second came again after two days; the third was itself a repeat
    assert counted("Solved at first contact") == ("1 of 2", 1)
    assert counted("The same topic and product again within 90 days") == ("1 of 3", 1)
    assert counted("… from the same customer") == ("1 of 3", 1)
    assert Case.objects.filter(topic=topic).count() == 3


@pytest.mark.parametrize("part", ["cost", "recovery", "silence", "people"])
def test_no_part_asks_more_for_more_rows(
    signed_in, dear, make_complaint, make_customer, part, django_assert_max_num_queries
):
    client, url = signed_in("manager"), f"/complaints/figures/{part}/"
    client.get(url)
    for number in range(3):
        make_complaint(timezone.now() - timedelta(days=100), customer=make_customer(given_name=f"N{number}"))
    with django_assert_max_num_queries(12):
        client.get(url)
