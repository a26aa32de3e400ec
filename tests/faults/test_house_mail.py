"""kill -9 of a worker in the one moment in which nobody knows whether the SMTP server has the mail, and in one in which it
surely has none: each kind of mail of the house arrives once at most, and what is in doubt is told."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.utils import timezone

from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.operations.messages import answer_case
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.portal.operations.links import ask_link
from idic.domain.interact.portal.telling import tell_of_answer
from idic.domain.work.drafts import Guest, TaskDraft
from idic.domain.work.operations.create import create_task
from idic.domain.work.times import Times
from idic.foundation.desk.operations.mailing import ask_due_mail
from idic.foundation.desk.operations.notifications import notify
from idic.foundation.house_mail.models import HouseMail
from idic.foundation.house_mail.operations.repeating import repeat_mail
from idic.foundation.house_mail.operations.sending import send_due, send_now
from idic.warehouse.alerts.telling import tell_people
from idic.warehouse.models import Alert, AlertOpening
from tests.doors.feeds.mail.peers import SmtpPeer, smtp_server

ADDRESS = "malee@example.com"
# All at once, so that one process is killed with a mail of every kind in its hands.
_SENDS = """
import sys, threading
import django; django.setup()
from idic.foundation.house_mail.operations.sending import send_now
for pk in sys.argv[1:]:
    threading.Thread(target=send_now, args=(int(pk),)).start()
print("sending", flush=True)
"""


def _worker(port: int, home: object, *mails: HouseMail) -> subprocess.Popen[str]:
    told = connection.settings_dict
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("IDIC_", "PYTEST_"))}
    environment = {
        **kept, "DJANGO_SETTINGS_MODULE": "idic.settings", "IDIC_HOME": str(home),
        "IDIC_EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "DATABASE_URL": f"postgresql:///{told['NAME']}?host={quote(str(told['HOST']), safe='')}&user={told['USER']}",
    }  # fmt: skip
    arguments = [sys.executable, "-c", _SENDS, *(str(mail.pk) for mail in mails)]
    return subprocess.Popen(arguments, env=environment, text=True, stdout=subprocess.PIPE)


def _kill_when(process: subprocess.Popen[str], is_time: Any) -> None:
    until = time.monotonic() + 300
    while not is_time():
        assert process.poll() is None, "the worker ended by itself"
        assert time.monotonic() < until
        time.sleep(0.05)
    process.kill()
    process.wait()


def _one_of_each(cast: Any, customer: Any) -> list[HouseMail]:
    by, moment = cast.administrator, timezone.now()
    notify([cast.manager], "mention", noun="customer", subject_id=customer.pk, by=by)
    ask_due_mail()
    alert = Alert.objects.create(name="Net", measure="net", owner=by, baseline={"centre": 1, "sigma": 0})
    tell_people(
        AlertOpening.objects.create(alert=alert, opened_at=moment, period_start=moment.date(), value=9, rule="x")
    )
    times = Times(starts_at=moment + timedelta(days=2), ends_at=moment + timedelta(days=2, hours=1))
    create_task(TaskDraft(title="Meet", kind="meeting", times=times, guests=(Guest(email=ADDRESS),)), by=by)
    case = open_case(CaseDraft("Parcel", "portal", customer=customer, contact_address=ADDRESS), by=by)
    tell_of_answer(answer_case(case, MessageDraft("It is at the harbour."), by=by))
    ask_link(ADDRESS, language="en")
    return list(HouseMail.objects.order_by("pk"))


@pytest.mark.django_db(transaction=True)
def test_a_mail_of_each_kind_whose_worker_is_killed(
    cast: Any, make_customer: Any, settings: Any, tmp_path: Any
) -> None:
    mails = _one_of_each(cast, make_customer(given_name="Malee", email=ADDRESS))
    assert sorted(mail.kind for mail in mails) == ["alert", "invitation", "notices", "portal.answer", "portal.link"]
    settings.EMAIL_BACKEND = "idic.foundation.house_mail.server.Backend"
    with smtp_server() as smtp, socket.create_server(("127.0.0.1", 0)) as deaf:
        smtp.answers_after = 60.0
        surely_not = HouseMail.objects.create(**_like(mails[0]))
        before = _worker(deaf.getsockname()[1], tmp_path, surely_not)
        during = _worker(smtp.port, tmp_path, *mails)
        _kill_when(before, lambda: HouseMail.objects.filter(pk=surely_not.pk, attempts=1).exists())
        _kill_when(during, lambda: len(smtp.mails) == len(mails))
        smtp.answers_after = 0
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", smtp.port
        _until_nobody_holds_them()
        HouseMail.objects.update(next_at=timezone.now())
        assert send_due() == 1
        assert list(HouseMail.objects.exclude(pk=surely_not.pk).values_list("state", flat=True)) == ["unsure"] * 5
        _holds(smtp, [*mails, surely_not])
        # and the one of which somebody says so goes again, under its own number
        again = repeat_mail(HouseMail.objects.get(kind="invitation"), by=cast.administrator)
        assert send_now(again.pk)
        assert [one["Message-ID"] for one in smtp.read()].count(f"<{again.header_id}>") == 2


def _like(mail: HouseMail) -> dict[str, Any]:
    kept = ("kind", "arguments", "user_id", "next_at")
    return {name: getattr(mail, name) for name in kept} | {"header_id": "idic.second@example.org"}


def _until_nobody_holds_them() -> None:
    """The database has seen that the lines of the dead are gone."""
    held = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    held += " AND backend_type = 'client backend'"
    until = time.monotonic() + 300
    with connection.cursor() as cursor:
        while True:
            cursor.execute(held)
            if cursor.fetchone()[0] == 0:
                return
            assert time.monotonic() < until
            time.sleep(0.05)


def _holds(smtp: SmtpPeer, mails: list[HouseMail]) -> None:
    assert sorted(one["Message-ID"] for one in smtp.read()) == sorted(f"<{mail.header_id}>" for mail in mails)
