from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from django.utils import timezone

from idic.foundation.accounts.models import User
from idic.foundation.desk.models import Notification
from idic.foundation.desk.operations.fields import change_field
from idic.foundation.desk.operations.mailing import ask_due_mail
from idic.foundation.desk.operations.notes import add_note
from idic.foundation.desk.operations.notifications import choose_delivery, notify, read_all
from idic.foundation.desk.operations.personal import follow, star
from idic.foundation.desk.queries.notifications import own_notifications, shown_notifications, unread_count
from idic.foundation.desk.queries.personal import desk_state, recent, starred
from idic.foundation.desk.subjects import access_subject
from idic.foundation.events.models import Event
from idic.foundation.house_mail.models import HouseMail
from idic.foundation.house_mail.operations.sending import send_due


class _Session(socketserver.StreamRequestHandler):
    """As much of SMTP as a mail takes."""

    def handle(self) -> None:
        self.wfile.write(b"220 test\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines: list[bytes] = []
                while (part := self.rfile.readline()) != b".\r\n":
                    lines.append(part[1:] if part.startswith(b"..") else part)
                self.server.mails.append(b"".join(lines))  # type: ignore[attr-defined]
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 ok\r\n")


@pytest.fixture
def mails(settings: Any) -> Iterator[list[bytes]]:
    """A mail server on this machine, and what it was given."""
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Session)
    server.daemon_threads = True
    server.mails = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.EMAIL_BACKEND = "idic.foundation.house_mail.server.Backend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
    yield server.mails  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()


def morning(days: int = 0) -> datetime:
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=8, minute=0, second=0, microsecond=0)


def read(mail: bytes) -> EmailMessage:
    message = message_from_bytes(mail, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def send_due_mail(now: datetime | None = None) -> int:
    ask_due_mail(now)
    return send_due()


def deliver(event: Event) -> None:
    from idic.loop.notify_followers import notify_followers, notify_owner

    notify_followers(event)
    if event.verb == "customer.assigned":
        notify_owner(event)


def test_a_follower_hears_once_of_a_change_and_the_writer_never(cast: Any, make_customer: Any) -> None:
    customer = make_customer(given_name="Anan", province="Bangkok")
    for one in (cast.administrator, cast.manager):
        follow("customer", customer.pk, by=one)
    change_field("customer", customer.pk, name="province", value="Nan", was="Bangkok", by=cast.administrator)
    event = Event.objects.get(verb="customer.changed")
    deliver(event)
    deliver(event)
    assert [one.user for one in Notification.objects.all()] == [cast.manager]
    shown = shown_notifications(cast.manager, list(own_notifications(cast.manager)))
    assert shown[0].text == "Administrator changed “Anan”: Province."


def test_who_is_given_a_customer_hears_of_it(cast: Any, make_customer: Any) -> None:
    customer = make_customer(given_name="Anan")
    change_field("customer", customer.pk, name="owner", value=str(cast.service.pk), was=str(cast.administrator.pk),
                 by=cast.administrator)  # fmt: skip
    deliver(Event.objects.get(verb="customer.assigned"))
    assert [(one.user, one.kind) for one in Notification.objects.all()] == [(cast.service, "assignment")]


def test_a_mention_is_mailed_at_once_in_the_readers_language(cast: Any, make_customer: Any, mails: list[bytes]) -> None:
    customer = make_customer(given_name="Anan", family_name="Jai\ndee")
    User.objects.filter(pk=cast.manager.pk).update(language="th")
    add_note("customer", customer.pk, text=f"@[M](user:{cast.manager.pk}) a secret", by=cast.administrator)
    assert send_due_mail() == 1
    assert send_due_mail() == 0
    mail = read(mails[0])
    assert mail["To"] == cast.manager.email
    body = mail.get_content()
    assert f"/records/customer/{customer.pk}/" in body
    assert "Anan" in str(mail["Subject"])
    assert "secret" not in body


def test_the_digest_goes_out_once_a_day_and_only_with_what_is_unread(
    cast: Any, make_customer: Any, mails: list[bytes]
) -> None:
    customer = make_customer(given_name="Anan")
    for number in range(3):
        notify([cast.manager], "change", noun="customer", subject_id=customer.pk, event_id=900 + number)
    assert send_due_mail(morning().replace(hour=5)) == 0
    assert send_due_mail(morning()) == 1
    notify([cast.manager], "change", noun="customer", subject_id=customer.pk, event_id=950)
    assert send_due_mail(morning().replace(hour=11)) == 0
    assert send_due_mail(morning(1)) == 1
    assert [str(read(mail)["Subject"]) for mail in mails] == ["3 notices in IDIC", "1 notice in IDIC"]
    notify([cast.manager], "change", noun="customer", subject_id=customer.pk, event_id=960)
    read_all(by=cast.manager)
    assert send_due_mail(morning(2)) == 0


def test_no_mail_tells_of_a_record_that_the_reader_may_no_longer_see(
    cast: Any, make_customer: Any, mails: list[bytes]
) -> None:
    customer = make_customer(given_name="Secret", family_name="Person")
    type(customer).objects.filter(pk=customer.pk).update(owner=None, team=None)
    notify([cast.sales], "mention", noun="customer", subject_id=customer.pk, by=cast.administrator)
    type(customer).objects.filter(pk=customer.pk).update(team=cast.service.team)
    assert send_due_mail(morning()) == 0
    assert mails == []
    shown = shown_notifications(cast.sales, list(own_notifications(cast.sales)))
    assert (shown[0].title, "Secret" in shown[0].text) == ("", False)


def test_a_mail_server_that_does_not_answer_loses_nothing(cast: Any, make_customer: Any, settings: Any) -> None:
    customer = make_customer()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "idic.foundation.house_mail.server.Backend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = closed.getsockname()
        notify([cast.manager], "mention", noun="customer", subject_id=customer.pk, by=cast.administrator)
        assert send_due_mail() == 0
    assert HouseMail.objects.values_list("state", "attempts", "error").get() == ("waiting", 1, "ConnectionRefusedError")


def test_each_person_chooses_what_reaches_them(cast: Any, make_customer: Any, mails: list[bytes]) -> None:
    customer = make_customer()
    choose_delivery({"mention": "off"}, by=cast.manager)
    choose_delivery({"mention": "page"}, by=cast.service)
    people = [cast.manager, cast.service]
    notify(people, "mention", noun="customer", subject_id=customer.pk, by=cast.administrator)
    assert [one.user for one in Notification.objects.all()] == [cast.service]
    assert send_due_mail(morning()) == 0


def test_the_number_in_the_top_bar_costs_one_query(
    cast: Any, make_customer: Any, django_assert_num_queries: Any
) -> None:
    customer = make_customer()
    notify([cast.manager], "change", noun="customer", subject_id=customer.pk)
    with django_assert_num_queries(1):
        assert unread_count(cast.manager) == 1


def test_opening_a_record_is_remembered_in_the_query_that_reads_its_state(
    cast: Any, make_customer: Any, django_assert_num_queries: Any
) -> None:
    first, second = make_customer(given_name="Anan"), make_customer(given_name="Boon")
    star("customer", first.pk, by=cast.manager)
    for customer in (first, second):
        subject = access_subject(cast.manager, "customer", customer.pk)
        with django_assert_num_queries(1):
            state = desk_state(cast.manager, subject, is_visit=True)
        assert state.is_starred == (customer == first)
    assert {one.pk for one in recent(cast.manager)} == {first.pk, second.pk}
    assert [one.title for one in starred(cast.manager)] == ["Anan"]
