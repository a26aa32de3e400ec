from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from idic.domain.work.drafts import Guest
from idic.domain.work.models import Task
from idic.domain.work.times import Times
from tests.domain.work.conftest import at

FORM = {
    "kind": "meeting", "title": "Talk about prices", "day": "2030-03-04", "clock": "10:00", "end_clock": "11:00",
    "priority": "normal",
}  # fmt: skip


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(url).status_code == 200, url
    return len(found)


def test_a_meeting_is_planned_with_customer_people_and_series(signed_in, cast, make_customer):
    customer = make_customer(given_name="Anan", family_name="Jaidee", email="anan@example.org")
    answer = signed_in("service").post(
        f"/tasks/new/?customer={customer.pk}",
        {**FORM, "owner": cast.service.pk, "customer": customer.pk, "invites_customer": "on",
         "colleagues": [cast.sales.pk], "addresses": "a@example.org, b@example.org", "reminders": ["30", "1440"],
         "frequency": "weekly", "interval": "2", "weekdays": ["0"], "count": "5"},
    )  # fmt: skip
    task = Task.objects.get()
    assert answer.url == f"/tasks/{task.pk}/"
    assert (task.starts_at, task.rule) == (at("2030-03-04T10:00"), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=5")
    assert sorted(task.participants.values_list("email", flat=True)) == [
        "", "a@example.org", "anan@example.org", "b@example.org",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": "  "}, "Write in a few words what is to be done."),
        ({"end_clock": "09:00"}, "The end must lie after the start"),
        ({"day": ""}, "Say when it begins"),
        ({"day": "2573-03-04"}, "This day lies far away"),
        ({"addresses": "nobody"}, "is not an e-mail address"),
        ({"frequency": "daily", "count": "3", "until": "2030-04-01"}, "not by both"),
        ({"frequency": "daily", "interval": "0"}, "greater than or equal to 1"),
    ],
)
def test_bad_input_is_answered_beside_the_field_and_nothing_typed_is_lost(signed_in, cast, wrong, words):
    typed = {**FORM, "owner": cast.service.pk, "text": "Bring the list", **wrong}
    answer = signed_in("service").post("/tasks/new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Bring the list" in page
    assert not Task.objects.exists()


def test_the_second_tab_is_told_and_keeps_what_it_typed(signed_in, cast, make_meeting):
    task, client = make_meeting(), signed_in("service")
    typed = {**FORM, "owner": cast.service.pk, "version": 1}
    assert client.post(f"/tasks/{task.pk}/edit/", {**typed, "title": "First"}).status_code == 302
    answer = client.post(f"/tasks/{task.pk}/edit/", {**typed, "title": "Second"})
    assert answer.status_code == 422
    assert "Somebody else has changed this task" in answer.content.decode()
    assert "Second" in answer.content.decode()
    assert Task.objects.get().title == "First"


def test_only_one_of_a_series_is_changed_from_its_own_page(signed_in, cast, series):
    client, moment = signed_in("service"), at("2030-03-11T10:00").isoformat()
    page = client.get(f"/tasks/{series.pk}/edit/", {"at": moment})
    assert 'value="2030-03-11"' in page.content.decode()
    client.post(
        f"/tasks/{series.pk}/edit/",
        {**FORM, "day": "2030-03-12", "owner": cast.service.pk, "version": 1, "at": moment, "span": "this",
         "frequency": "weekly"},
    )  # fmt: skip
    assert Task.objects.get(rule="").starts_at == at("2030-03-12T10:00")
    assert client.get(f"/tasks/{series.pk}/", {"at": moment}).status_code == 404
    assert client.get(f"/tasks/{series.pk}/", {"at": "rubbish"}).status_code == 404


def test_done_with_its_outcome_in_one_step(signed_in, make_meeting):
    task = make_meeting()
    answer = signed_in("service").post(f"/tasks/{task.pk}/completion/", {"outcome": "They buy"}, follow=True)
    assert "They buy" in answer.content.decode()
    assert Task.objects.get().state == "done"


@pytest.mark.parametrize("look", ["day", "week", "month"])
def test_the_calendar_shows_what_is_planned_in_four_languages(signed_in, cast, make_meeting, look):
    make_meeting(title="Price talk")
    client = signed_in("service")
    for language in ("en", "th", "zh-hans", "zh-hant"):
        type(cast.service).objects.filter(pk=cast.service.pk).update(language=language, era="buddhist")
        page = client.get("/calendar/", {"look": look, "day": "2030-03-04"}).content.decode()
        assert "Price talk" in page
        assert "2573" in page


def test_weeks_begin_where_the_reader_begins_them(signed_in, cast):
    for language, first in (
        ("en", "2030-03-04"),
        ("th", "2030-03-03"),
        ("zh-hans", "2030-03-04"),
        ("zh-hant", "2030-03-03"),
    ):
        type(cast.service).objects.filter(pk=cast.service.pk).update(language=language)
        page = signed_in("service").get("/calendar/", {"day": "2030-03-06"}).content.decode()
        assert page.index(f'data-day="{first}"') == page.index("data-day=")


def test_overlapping_meetings_stand_side_by_side(signed_in, make_meeting):
    make_meeting()
    make_meeting(start="2030-03-04T10:30", end="2030-03-04T11:30")
    page = signed_in("service").get("/calendar/", {"day": "2030-03-04"}).content.decode()
    assert "lane-2-0" in page
    assert "lane-2-1" in page


def test_a_drag_moves_and_keeps_the_hour_of_the_zone(signed_in, make_meeting):
    task = make_meeting()
    answer = signed_in("service").post(
        "/calendar/move/",
        {"task": task.pk, "version": 1, "at": "", "starts_at": "2030-03-05T14:15", "ends_at": "2030-03-05T15:45",
         "back": "look=week&day=2030-03-04&who=me"},
        headers={"HX-Request": "true"},
    )  # fmt: skip
    task.refresh_from_db()
    assert answer.status_code == 200
    assert (task.starts_at, task.ends_at) == (at("2030-03-05T14:15"), at("2030-03-05T15:45"))


def test_a_drag_of_what_is_not_ones_own_is_answered_in_words(signed_in, cast, make_meeting):
    task = make_meeting(guests=(Guest(user_id=cast.sales.pk),))
    answer = signed_in("sales").post(
        "/calendar/move/", {"task": task.pk, "version": 1, "starts_at": "2030-03-05T14:15"},
        headers={"HX-Request": "true"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Ask them to move it" in answer.headers["HX-Trigger"]
    assert 'data-task="' not in answer.content.decode()
    task.refresh_from_db()
    assert task.starts_at == at("2030-03-04T10:00")


@pytest.mark.parametrize("wrong", [{"starts_at": "soon"}, {"version": "7"}, {"starts_at": "9999-12-31T23:00"}])
def test_a_drag_that_cannot_be_leaves_everything_as_it_is(signed_in, make_meeting, wrong):
    task = make_meeting()
    sent = {"task": task.pk, "version": 1, "starts_at": "2030-03-05T14:15", **wrong}
    assert signed_in("service").post("/calendar/move/", sent, headers={"HX-Request": "true"}).status_code == 422
    task.refresh_from_db()
    assert task.version == 1


@pytest.mark.parametrize("query", ["look=x&day=rubbish&who=999999", "day=9999-12-31", "day=0001-01-01", "kind=x&who=ก"])
def test_an_old_or_mistyped_address_shows_a_calendar(signed_in, query):
    assert signed_in("service").get(f"/calendar/?{query}").status_code == 200


def test_the_feed_answers_without_a_session_and_not_after_it_was_stopped(signed_in, client, make_meeting):
    make_meeting()
    browser = signed_in("service")
    page = browser.post("/calendar/own/feed/").content.decode()
    url = page.split('value="http://testserver')[1].split('"')[0]
    answer = client.get(url)
    assert answer["Content-Type"].startswith("text/calendar")
    assert Calendar.from_ical(answer.content).walk("VEVENT")[0]["summary"] == "Weekly"
    assert url.split("/")[-1] not in browser.get("/calendar/own/").content.decode()
    browser.post("/calendar/own/feed/revocation/")
    assert client.get(url).status_code == 404


def test_an_absence_is_planned_and_ended(signed_in, cast):
    client, today = signed_in("service"), timezone.localdate()
    sent = {"starts_on": today.isoformat(), "ends_on": today.isoformat(), "deputy": cast.sales.pk}
    assert client.post("/calendar/own/absences/", {**sent, "ends_on": "2001-01-01"}).status_code == 422
    assert client.post("/calendar/own/absences/", sent).status_code == 302
    assert "Sales" in client.get("/calendar/own/").content.decode()


def test_a_customer_has_a_panel_of_tasks(signed_in, cast, make_customer, make_task):
    customer = make_customer()
    make_task("Bring samples", customer=customer)
    page = signed_in("service").get(f"/tasks/of/customer/{customer.pk}/").content.decode()
    assert "Bring samples" in page
    assert f"/tasks/new/?customer={customer.pk}" in page
    assert signed_in("service").get(f"/tasks/of/rubbish/{customer.pk}/").status_code == 404


def test_pages_cost_the_same_for_one_and_for_fifty(signed_in, cast, make_customer, make_task, make_meeting):
    client, customer = signed_in("manager"), make_customer()
    today = timezone.localdate()
    urls = ["/calendar/?who=all", "/calendar/?look=month&who=all", "/tasks/", f"/tasks/of/customer/{customer.pk}/"]

    def add(number):
        start = timezone.now() + timedelta(hours=number)
        make_task(f"Task {number}", by=cast.manager, customer=customer, times=Times(due_on=today))
        make_task(f"Series {number}", by=cast.manager, times=Times(due_on=today), rule="FREQ=DAILY")
        make_task(
            f"Meeting {number}", by=cast.manager, kind="meeting", times=Times(starts_at=start), customer=customer,
            guests=(Guest(user_id=cast.sales.pk),),
        )  # fmt: skip

    add(0)
    meeting = Task.objects.get(title="Meeting 0")
    urls += [f"/tasks/{meeting.pk}/", f"/tasks/{meeting.pk}/edit/", "/tasks/new/", "/calendar/own/", "/tasks/agenda/"]
    with_one = {url: queries_of(client, url) for url in urls}
    for number in range(1, 17):
        add(number)
    assert {url: queries_of(client, url) for url in urls} == with_one
    assert max(with_one.values()) <= 12


def test_the_agenda_of_the_home_page_holds_overdue_today_and_next(signed_in, cast, make_task, make_customer):
    make_customer()
    today = timezone.localdate()
    make_task("Missed", times=Times(due_on=today - timedelta(days=2)))
    make_task("Now", times=Times(due_on=today))
    make_task("Daily", times=Times(due_on=today), rule="FREQ=DAILY")
    make_task("Far", times=Times(due_on=today + timedelta(days=30)))
    make_task("Somebody else's", by=cast.sales, times=Times(due_on=today))
    client = signed_in("service")
    page = client.get("/tasks/agenda/").content.decode()
    assert page.index("Missed") < page.index("Now") < page.index("In the next days")
    assert "Far" not in page
    assert "Somebody" not in page
    assert "/tasks/agenda/" in client.get("/").content.decode()
