from __future__ import annotations

import re
from html import unescape

import pytest

from idic.domain.interact.cases.operations.settings import save_topic
from idic.domain.interact.complaints.models import Complaint, CorrectiveAction
from idic.domain.interact.complaints.operations.receiving import open_complaint
from idic.doors.web.complaints.fishbone import fishbone_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast, make_case):
    """Four complaints on two topics and two channels, one of them the same as another, and an old one."""
    topic = save_topic(None, name="Leaks", parent=None, by=cast.administrator)
    made = []
    for title, mode, of in (("a", "phone", topic), ("b", "phone", topic), ("c", "email", None), ("d", "email", topic)):
        case = make_case(title, mode=mode, topic=of, purpose="complain", owner=cast.service)
        made.append(open_complaint(case, by=cast.service))
    Complaint.objects.filter(pk=made[1].pk).update(duplicate_of=made[0])
    Complaint.objects.filter(pk=made[3].pk).update(received_at="2020-01-01T00:00Z")
    return made


def rows_of(client, url: str) -> int:
    page = client.get(unescape(url)).content.decode()
    return len(re.findall(r'class="fw-semibold" href="/complaints/\d+/"', page))


def test_every_cell_and_quarter_leads_to_its_complaints(signed_in, told):
    client = signed_in("manager")
    page = client.get("/complaints/figures/").content.decode().partition('id="ways"')[2].partition("</figure>")[0]
    cells = re.findall(r'data-raw="(\d+)"[^>]*><a href="([^"]+)"', page)
    assert sorted(int(number) for number, _url in cells) == [0, 0, 1, 1]
    for number, url in cells:
        assert rows_of(client, url) == int(number), url
    wheel = client.get("/complaints/").content.decode()
    quarters = re.findall(
        r'<a class="wheel-\w+" href="([^"]+)"><path[^>]*/><text class="wheel-count"[^>]*>(\d+)<', wheel
    )
    assert len(quarters) == 4
    assert sum(int(number) for _url, number in quarters) == 2
    for url, number in quarters:
        assert rows_of(client, url) == int(number), url


def test_a_day_that_is_none_narrows_nothing(signed_in, told):
    assert rows_of(signed_in("manager"), "/complaints/?since=never") == 4


def test_the_fishbone_is_drawn_from_its_causes(signed_in, cast):
    action = CorrectiveAction.objects.create(
        title="Lids leak",
        trigger="order",
        owner=cast.manager,
        due_on="2026-12-01",
        whys=["The seal is dry", "It is old"],
    )
    assert fishbone_of(action) is None
    action.fishbone = {"people": ["New hands"], "material": ["Dry seals", "A" * 60], "nothing": ["?"]}
    action.save()
    bone = fishbone_of(action)
    assert [(len(one.causes), one.y1 < bone.spine) for one in bone.bones] == [
        (1, True), (0, True), (0, True), (2, False), (0, False), (0, False)
    ]  # fmt: skip
    assert all(0 <= one.x <= bone.width and 0 <= one.y <= bone.height for part in bone.bones for one in part.causes)
    page = signed_in("manager").get(f"/complaints/actions/{action.pk}/").content.decode()
    assert "bone-svg" in page
    assert "Dry seals" in page
    assert page.index("The seal is dry") < page.index("It is old")
