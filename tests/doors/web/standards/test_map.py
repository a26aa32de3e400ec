from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from idic.domain.interact.contact import AccessMode
from idic.domain.interact.standards.models import AccessCell, Standard
from idic.domain.interact.standards.operations.cells import set_cell
from idic.doors.web.standards.wording import BLOCKS

pytestmark = pytest.mark.django_db
UNHEARD = "Complaints must be possible"


def test_every_way_stands_in_one_block():
    assert sorted(mode for _label, modes in BLOCKS for mode in modes) == sorted(AccessMode)


def test_an_empty_map_teaches_and_begins_with_the_usual(signed_in):
    client = signed_in("quality")
    assert "Begin with the usual" in client.get("/standards/").content.decode()
    assert client.post("/standards/defaults/").status_code == 302
    assert sorted(Standard.objects.values_list("measure", flat=True)) == [
        "acknowledgement",
        "first_response",
        "resolution",
    ]
    assert AccessCell.objects.filter(offered="yes").count() == 9
    page = client.get("/standards/").content.decode()
    assert "Begin with the usual" not in page
    assert UNHEARD not in page
    client.post("/standards/defaults/")
    assert Standard.objects.count() == 3


def test_who_may_only_look_changes_nothing(signed_in):
    client = signed_in("service")
    page = client.get("/standards/").content.decode()
    assert "Begin with the usual" not in page
    assert "/standards/cells/" not in page
    assert client.post("/standards/defaults/").status_code == 403
    assert client.post("/standards/cells/email/complain/", {"offered": "yes"}).status_code == 403


def test_a_cell_is_set_and_its_version_holds(signed_in, cast):
    client, url = signed_in("quality"), "/standards/cells/phone/complain/"
    form = {"offered": "yes", "address": "02 123", "is_free": "on", "version": "0", "cost_per_contact": "35"}
    assert client.post(url, form).status_code == 302
    cell = AccessCell.objects.get(mode="phone", purpose="complain")
    assert (cell.offered, cell.address, cell.is_free, cell.cost_per_contact) == ("yes", "02 123", True, 35)
    page = client.get("/standards/").content.decode()
    assert "35.00 a contact" in page
    assert UNHEARD in page
    refused = client.post(url, form)
    assert refused.status_code == 422
    assert "Somebody else has changed" in refused.content.decode()


def test_the_last_way_to_complain_is_refused_beside_its_field(signed_in, cast):
    for mode in ("email", "phone"):
        cell = set_cell(mode, "complain", {"offered": "yes"}, by=cast.quality)
    answer = signed_in("quality").post("/standards/cells/phone/complain/", {"offered": "no", "version": cell.version})
    assert answer.status_code == 422
    assert "Offer another way first" in str(answer.context["form"].errors["offered"])


def test_an_unknown_way_is_not_there(signed_in):
    assert signed_in("quality").get("/standards/cells/pigeon/complain/").status_code == 404


def test_what_is_used_although_nobody_offers_it_is_told(signed_in, cast, make_case):
    set_cell("email", "request_service", {"offered": "yes"}, by=cast.quality)
    make_case()
    client = signed_in("service")
    assert "used, not offered" not in client.get("/standards/").content.decode()
    make_case(mode="fax")
    page = client.get("/standards/").content.decode()
    assert "Customers use a way that is not offered:" in page
    assert "Fax, Request a service" in page


def test_attainment_stands_in_the_cell_with_its_interval_and_in_words(signed_in, make_standard, make_case):
    make_standard(minutes=60)
    for after in (10, 20, 30, 90):
        make_case(after=after)
    shown = signed_in("quality").get("/standards/").context["map"]
    cell = next(
        one for _block, rows in shown.blocks for row in rows for one in row.cells
        if (one.mode, one.purpose) == ("email", "request_service")
    )  # fmt: skip
    assert cell.volume == 4
    (kept,) = cell.kept
    assert (kept.target, kept.judged.share, kept.judged.n) == ("90% within 1 h", "75%", 4)
    # Wilson of 3 of 4: 30 to 95 %, so that it lies below 90 % may be chance
    assert (kept.judged.interval, kept.judged.tone) == ("30% to 95%", "warning")


def test_every_volume_leads_to_exactly_its_cases(signed_in, cast):
    from idic.domain.interact.cases.drafts import CaseDraft
    from idic.domain.interact.cases.operations.ending import resolve_case
    from idic.domain.interact.cases.operations.open import open_case

    now = timezone.now()
    first_minute = timezone.localtime(now - timedelta(days=30)).replace(hour=0, minute=1)
    told = (("email", "complain", now), ("email", "complain", first_minute), ("email", "complain", now - timedelta(days=32)),
            ("phone", "seek_information", now))  # fmt: skip
    for mode, purpose, at in told:
        open_case(
            CaseDraft(title=f"{mode} {purpose}", mode=mode, purpose=purpose, received_at=at), by=cast.administrator
        )
    unwanted = open_case(CaseDraft(title="Win!", mode="email", purpose="complain"), by=cast.administrator)
    resolve_case(unwanted, outcome="spam", version=unwanted.version, by=cast.administrator)
    client = signed_in("administrator")
    page = client.get("/standards/").content.decode()
    found = re.findall(r'<p class="access-volume"><a href="([^"]+)">(\d+) contact', page)
    assert sorted(int(n) for _url, n in found) == [1, 2]
    for url, n in found:
        shown = client.get(unescape(url)).content.decode()
        assert len(set(re.findall(r'href="/cases/(\d+)/"', shown))) == int(n), url
