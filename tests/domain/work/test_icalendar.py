import socketserver
import threading
from email import message_from_bytes, policy

import pytest
from django.core import mail
from icalendar import Calendar

from idic.domain.work.drafts import Guest
from idic.domain.work.ical import calendar_of, invitation_of
from idic.domain.work.operations.change import change_task, move_task
from idic.domain.work.operations.feeds import make_feed, revoke_feed
from idic.domain.work.operations.removal import delete_task
from idic.domain.work.queries.feeds import feed_content, feed_owner
from idic.domain.work.times import Times
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.house_mail.models import HouseMail
from tests.domain.work.conftest import at
from tests.house_mails import send_asked

OUTSIDE = Guest(email="Buyer@Example.org")


def queued():
    """What was asked for, as (address, method, sequence)."""
    asked = HouseMail.objects.filter(kind="invitation").order_by("pk").values_list("arguments", flat=True)
    return [(one["address"], one["method"], one["sequence"]) for one in asked]


class _Letters(socketserver.StreamRequestHandler):
    """As much of SMTP as one letter needs."""

    def handle(self):
        self.wfile.write(b"220 loopback\r\n")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                letter = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    letter += part.removeprefix(b".") if part.startswith(b"..") else part
                self.server.letters.append(letter)
            self.wfile.write(b"250 ok\r\n" if verb != b"QUIT" else b"221 bye\r\n")
            if verb == b"QUIT":
                return


@pytest.fixture
def mail_server(settings):
    server = socketserver.TCPServer(("127.0.0.1", 0), _Letters)
    server.letters = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.EMAIL_BACKEND = "idic.foundation.house_mail.server.Backend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield server
    server.shutdown()
    server.server_close()


def test_a_calendar_is_read_back_as_it_was_written(make_meeting):
    task = make_meeting(
        rule="FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20300501", place="ห้อง 2", text="Bring\nnumbers", reminders=(30,)
    )
    calendar = Calendar.from_ical(calendar_of([task], name="งานของฉัน"))
    event = calendar.walk("VEVENT")[0]
    assert event["uid"] == f"{task.uid}@idic"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (task.starts_at, task.ends_at)
    assert event["dtstart"].params["TZID"] == "Asia/Bangkok"
    assert event["rrule"].to_ical() == b"FREQ=WEEKLY;UNTIL=20300501T165959Z;BYDAY=MO,TH"
    assert (str(event["location"]), str(event["description"])) == ("ห้อง 2", "Bring\nnumbers")
    zone = calendar.walk("VTIMEZONE")[0]
    assert zone["tzid"] == "Asia/Bangkok"
    assert all(part.decoded("tzoffsetto").total_seconds() == 7 * 3600 for part in zone.walk("STANDARD")[-1:])
    assert event.walk("VALARM")[0].decoded("trigger").total_seconds() == -1800


def test_an_occurrence_that_moved_keeps_the_uid_and_names_its_place(cast, make_meeting):
    series = make_meeting(rule="FREQ=WEEKLY")
    row = move_task(
        series, starts_at=at("2030-03-12T15:00"), occurrence_at=at("2030-03-11T10:00"), version=1, by=cast.service
    )
    events = Calendar.from_ical(calendar_of([series, row], name="x")).walk("VEVENT")
    moved = next(one for one in events if "recurrence-id" in one)
    assert {one["uid"] for one in events} == {f"{series.uid}@idic"}
    assert moved.decoded("recurrence-id") == at("2030-03-11T10:00")


def test_what_was_taken_out_of_the_series_is_left_out(cast, make_meeting):
    series = make_meeting(rule="FREQ=DAILY")
    delete_task(series, by=cast.service, span="this", occurrence_at=at("2030-03-06T10:00"))
    series.refresh_from_db()
    event = Calendar.from_ical(calendar_of([series], name="x")).walk("VEVENT")[0]
    assert event["exdate"].dts[0].dt == at("2030-03-06T10:00")


def test_a_whole_day_is_a_day_and_a_task_is_a_to_do(make_task):
    day = make_task(kind="visit", times=Times(starts_at=at("2030-03-04T00:00"), is_all_day=True))
    task = make_task(times=Times(due_on=at("2030-03-05T00:00").date()))
    calendar = Calendar.from_ical(calendar_of([day, task], name="x"))
    assert calendar.walk("VEVENT")[0].decoded("dtend") == at("2030-03-05T00:00").date()
    assert calendar.walk("VTODO")[0].decoded("due") == at("2030-03-05T00:00").date()


def test_only_people_outside_are_written_to_and_each_change_counts_up(cast, make_meeting):
    task = make_meeting(guests=(OUTSIDE, Guest(user_id=cast.service_colleague.pk)))
    task = change_task(task, {"place": "Room 2"}, version=1, by=cast.service)
    task = change_task(task, {"priority": "high"}, version=2, by=cast.service)
    delete_task(task, by=cast.service)
    address = "buyer@example.org"
    assert queued() == [(address, "REQUEST", 0), (address, "REQUEST", 1), (address, "CANCEL", 2)]


def test_who_is_taken_off_is_told(cast, make_meeting):
    change_task(make_meeting(guests=(OUTSIDE,)), {"guests": ()}, version=1, by=cast.service)
    assert queued()[-1][1] == "CANCEL"


def test_an_invitation_arrives_whole(cast, make_meeting, mail_server):
    task = make_meeting(title="คุยเรื่องราคา", rule="FREQ=WEEKLY;COUNT=4", guests=(OUTSIDE,))
    assert send_asked("invitation") == [True]
    delete_task(task, by=cast.service)
    assert send_asked("invitation") == [True]
    assert "buyer" not in str(HouseMail.objects.values())
    invited, cancelled = (message_from_bytes(one, policy=policy.default) for one in mail_server.letters)
    assert invited["to"] == "buyer@example.org"
    assert invited["reply-to"] == cast.service.email
    assert "คุยเรื่องราคา" in invited["subject"]
    for letter, method, sequence in ((invited, "REQUEST", 0), (cancelled, "CANCEL", 1)):
        part = next(one for one in letter.walk() if one.get_content_type() == "text/calendar")
        assert part.get_param("method") == method
        calendar = Calendar.from_ical(part.get_content())
        event = calendar.walk("VEVENT")[0]
        assert calendar["method"] == method
        assert (event["uid"], event["sequence"], event["rrule"]["count"]) == (f"{task.uid}@idic", sequence, [4])
        assert event["attendee"] == "mailto:buyer@example.org"
        assert event["organizer"] == f"mailto:{cast.service.email}"


def test_an_invitation_out_of_date_is_not_sent(cast, make_meeting):
    task = make_meeting(guests=(OUTSIDE,))
    change_task(task, {"place": "Room 2"}, version=1, by=cast.service)
    assert send_asked("invitation") == [False, True]
    assert [one.subject for one in mail.outbox] == [f"Changed: {task.title}"]


def test_a_title_cannot_add_lines_to_the_letter(cast, make_meeting):
    task = make_meeting(title="Hello\r\nBcc: all@example.org", guests=(OUTSIDE,))
    send_asked("invitation")
    assert mail.outbox[0].subject == "Invitation: Hello Bcc: all@example.org"
    assert b"\r\nBcc:" not in invitation_of(task, method="REQUEST", guests=task.participants.all())


def test_the_feed_holds_ones_own_and_answers_to_its_secret_alone(cast, make_meeting, make_task):
    make_meeting(guests=(Guest(user_id=cast.sales.pk),))
    make_task("Not for sales", times=Times(due_on=at("2030-03-05T00:00").date()))
    secret = make_feed(by=cast.sales)
    assert feed_owner(secret) == cast.sales
    calendar = Calendar.from_ical(feed_content(cast.sales))
    assert [str(one["summary"]) for one in calendar.walk() if one.name in ("VEVENT", "VTODO")] == ["Weekly"]
    other = make_feed(by=cast.sales)
    for wrong in (secret, "", "x" * 5000):
        with pytest.raises(NotVisible):
            feed_owner(wrong)
    revoke_feed(by=cast.sales)
    with pytest.raises(NotVisible):
        feed_owner(other)


def test_the_feed_of_somebody_who_left_answers_no_longer(cast):
    secret = make_feed(by=cast.sales)
    type(cast.sales).objects.filter(pk=cast.sales.pk).update(is_active=False)
    with pytest.raises(NotVisible):
        feed_owner(secret)
