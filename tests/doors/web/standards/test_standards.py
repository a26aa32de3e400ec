from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from idic.domain.interact.standards.models import Standard
from idic.doors.web.standards.charts import weekly_picture
from idic.methods.attainment import BREACHED, MET

pytestmark = pytest.mark.django_db


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200, url
    return [one["sql"] for one in found.captured_queries]


def form(**values):
    return {"measure": "resolution", "target_share": "80", "target_minutes": "240", "version": "0", **values}


def test_a_standard_is_made_and_changed_by_versions(signed_in):
    client = signed_in("quality")
    made = client.post("/standards/new/", form(mode="email", customer_th="ตอบภายในวันนี้", staff_en="I answer today."))
    standard = Standard.objects.get()
    assert made.url == f"/standards/{standard.pk}/"
    page = client.get(made.url).content.decode()
    assert "80% within 4 h" in page
    assert "ตอบภายในวันนี้" in page
    edited = client.post(f"/standards/{standard.pk}/edit/", form(target_minutes="120", version=standard.version))
    assert edited.status_code == 302
    assert [one.target_minutes for one in standard.versions.order_by("number")] == [240, 120]
    page = client.get(made.url).content.decode()
    assert "80% within 2 h" in page
    assert "80% within 4 h" in page
    stale = client.post(f"/standards/{standard.pk}/edit/", form(version=standard.version))
    assert stale.status_code == 422


def test_errors_stand_beside_their_fields(signed_in):
    client = signed_in("quality")
    for values, field in (
        ({"target_share": "0"}, "target_share"),
        ({"target_share": "101"}, "target_share"),
        ({"target_minutes": ""}, "target_minutes"),
        ({"measure": "reopened"}, "target_minutes"),
        ({"staff_en": "a\x00b"}, "staff_en"),
    ):
        answer = client.post("/standards/new/", form(**values))
        assert answer.status_code == 422, values
        assert list(answer.context["form"].errors) == [field], values
    client.post("/standards/new/", form())
    doubled = client.post("/standards/new/", form())
    assert list(doubled.context["form"].errors) == ["mode"]
    assert Standard.objects.count() == 1


def test_a_time_is_typed_in_hours_or_days_of_its_hours(signed_in):
    """The default calendar is open 8:30 to 12:00 and 13:00 to 16:30: seven hours."""
    client = signed_in("quality")
    for number, unit, minutes in (("1.5", "hours", 90), ("3", "days", 1260), ("45", "minutes", 45), ("45", "", 45)):
        client.post("/standards/new/", form(target_minutes=number, target_unit=unit, mode="email"))
        standard = Standard.objects.get()
        version = standard.versions.get()
        assert version.target_minutes == minutes, unit
        shown = client.get(f"/standards/{standard.pk}/edit/").context["form"]
        assert shown["target_share"].value() == "80"
        assert (shown["target_minutes"].value(), shown["target_unit"].value() or "") == (
            {90: (90, "minutes"), 1260: (3, "days"), 45: (45, "minutes")}[minutes]
        )
        version.delete()
        standard.delete()
    refused = client.post("/standards/new/", form(target_minutes="0.01", target_unit="hours"))
    assert list(refused.context["form"].errors) == ["target_minutes"]


def test_the_page_says_where_the_clock_runs_on_for_others(signed_in, make_standard):
    client, standard = signed_in("quality"), make_standard()
    said = form(no_pause_for_others="on", most_pause_minutes="2", most_pause_unit="hours", version=standard.version)
    client.post(f"/standards/{standard.pk}/edit/", said)
    version = standard.versions.latest("number")
    assert (version.pauses_for_others, version.most_pause_minutes) == (False, 120)
    assert "waits for somebody else, its clock runs on" in client.get(f"/standards/{standard.pk}/").content.decode()


def test_an_archived_one_is_out_of_the_list_and_comes_back(signed_in, make_standard):
    client, standard = signed_in("quality"), make_standard()
    client.post(f"/standards/{standard.pk}/archive/", {"version": standard.version})
    assert f"/standards/{standard.pk}/" not in client.get("/standards/list/").content.decode()
    assert f"/standards/{standard.pk}/" in client.get("/standards/list/?archived").content.decode()
    client.post(f"/standards/{standard.pk}/restore/", {"version": "1"})
    assert Standard.objects.get().is_archived
    client.post(f"/standards/{standard.pk}/restore/", {"version": "2"})
    assert not Standard.objects.get().is_archived


def test_the_matrix_and_the_page_tell_share_interval_median_p90_and_n(signed_in, make_standard, make_case):
    standard = make_standard(minutes=60)
    for after in (12, 18, 25, 31, 44, 52, 60, 75, 90, 240):
        make_case(after=after)
    open_late = make_case("Still waiting")
    client = signed_in("service")
    (row,) = client.get("/standards/list/").context["groups"][0][1]
    assert (row.judged.share, row.judged.n) == ("64%", 11)
    page = client.get(f"/standards/{standard.pk}/").content.decode()
    assert "Broken promises" in page
    assert f"/cases/{open_late.pk}/" in page
    assert "still open" in page
    assert "not enough weeks" in page
    # outside of the last 30 days nothing counts
    assert client.get("/standards/list/?days=30").context["groups"][0][1][0].judged.n == 11
    make_case(after=500, days=40)
    assert client.get("/standards/list/?days=30").context["groups"][0][1][0].judged.n == 11
    assert client.get("/standards/list/?days=90").context["groups"][0][1][0].judged.n == 12


def test_weeks_make_a_chart_with_its_table(make_standard, make_case, signed_in):
    standard = make_standard(minutes=60)
    for week in range(10):
        for after in (10, 20, 30, 90):
            make_case(after=after, days=7 * week + 1)
    page = signed_in("service").get(f"/standards/{standard.pk}/")
    picture = page.context["picture"]
    assert len(picture.table.rows) in (10, 11)
    assert sum(row[1] for row in picture.table.rows) == 30
    assert sum(row[2] for row in picture.table.rows) == 40
    assert picture.option["series"][0]["data"].count(0.75) == 10


def test_without_weeks_there_is_no_chart_but_a_reason():
    from datetime import date

    assert weekly_picture([], [], 0.9)[0] is None
    picture, why = weekly_picture([date(2026, 3, 2)] * 2, [MET, BREACHED], 0.9)
    assert picture is None
    assert why


def test_pages_cost_the_same_for_one_and_for_many(signed_in, make_standard, make_case, cast):
    standard, client = make_standard(minutes=60), signed_in("quality")
    make_case(after=90)
    urls = (
        "/standards/",
        "/standards/list/",
        f"/standards/{standard.pk}/",
        "/standards/people/",
        "/standards/charter/",
    )
    before = {url: len(queries_of(client, url)) for url in urls}
    for number, mode in enumerate(("email", "fax", "phone", "counter", "letter", "chat")):
        make_standard(minutes=30 + number, mode=mode, words={"en": "I answer."})
        make_case(f"Late {number}", after=90, mode=mode)
        make_case(f"Late too {number}", after=90, mode="club", owner=cast.service_colleague)
    after = {url: len(queries_of(client, url)) for url in urls}
    assert after == before
    assert max(after.values()) <= 12


def test_the_page_itself_archives_and_brings_back(signed_in, make_standard):
    """By what its own forms carry."""
    client, standard = signed_in("quality"), make_standard()
    page = f"/standards/{standard.pk}/"
    for act, is_archived in (("archive", True), ("restore", False)):
        form = client.get(page).content.decode().partition(f'action="{page}{act}/"')[2].partition("</form>")[0]
        found = re.search(r'name="version" value="(\d+)"', form)
        client.post(f"{page}{act}/", {"version": found.group(1)} if found else {})
        assert Standard.objects.get().is_archived is is_archived
