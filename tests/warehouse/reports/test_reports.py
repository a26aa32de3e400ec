from __future__ import annotations

import io
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.utils import timezone, translation
from python_calamine import CalamineWorkbook

from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.accounts.models import Team
from idic.foundation.events.models import Event
from idic.foundation.printing import pdf
from idic.warehouse.adhoc.operations import save_query
from idic.warehouse.models import Report, ReportSending, SendingState
from idic.warehouse.reports.errors import ReportIncomplete, ReportOutdated
from idic.warehouse.reports.files import pdf_report
from idic.warehouse.reports.operations import Settings, change_report, create_report, leave_report, send_now
from idic.warehouse.reports.schedule import next_time
from idic.warehouse.reports.sending import queue_due_reports, send_waiting
from idic.warehouse.reports.telling import told_report
from idic.warehouse.reports.workbook import workbook_report
from tests.conftest import Cast
from tests.foundation.letters.servers import Killed, Server
from tests.mailbox import Mailbox, mailbox
from tests.snapshots import make_snapshot

BY_PLACE = (
    "SELECT place, count(*) AS purchases, sum(total_e4) / 10000 AS net, max(day) AS last FROM purchases"
    " GROUP BY 1 ORDER BY 1"
)


@pytest.fixture
def star(cast: Cast, settings: Any, tmp_path: Path) -> None:
    """The ten customers of Siam belong to the sales team, those of Nimman to the service team."""
    make_snapshot(
        settings, tmp_path, team=Team.objects.get(name="Sales north").pk, other=Team.objects.get(name="Service desk").pk
    )


@pytest.fixture
def box(settings: Any) -> Any:
    with mailbox(settings) as found:
        yield found


def made(cast: Cast, **values: Any) -> Report:
    query = save_query(name="By place", text=BY_PLACE, is_shared=False, by=cast.analyst)
    return create_report(
        Settings(**({"name": "Places", "source": "sql", "query_id": query.pk} | values)), by=cast.analyst
    )


def texts_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_each_reader_gets_what_they_may_read(cast: Cast, star: None) -> None:
    report = made(cast)
    assert [row[0] for row in told_report(report, user=cast.analyst).parts[0].answer.rows] == ["Nimman", "Siam"]
    assert [row[0] for row in told_report(report, user=cast.sales).parts[0].answer.rows] == ["Siam"]


@pytest.mark.parametrize("language", ["en", "th", "zh-hans", "zh-hant"])
def test_a_report_is_set_in_four_languages(language: str, cast: Cast, star: None) -> None:
    report = create_report(Settings("ร้านชา 茶舖 茶铺", "net_by_month"), by=cast.manager)
    with translation.override(language):
        pdf = pdf_report(told_report(report, user=cast.manager), language=language)
    text = texts_of(pdf)
    assert "茶舖" in text
    assert "ร้านชา" in text.replace("\u0e33", "\u0e33")
    assert "2,000" in text or "62,1" in text


def test_a_workbook_holds_numbers_and_days_and_sums(cast: Cast, star: None) -> None:
    told = told_report(made(cast, note="=1+1"), user=cast.analyst)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(workbook_report(told))).get_sheet_by_index(0).to_python()
    head = next(number for number, row in enumerate(rows) if row[0] == "place")
    assert rows[head] == ["place", "purchases", "net", "last"]
    assert rows[head + 1][:2] == ["Nimman", 1810.0]
    assert isinstance(rows[head + 1][2], float)
    assert rows[head + 1][3] == date(2026, 10, 31)
    assert rows[head + 3][1] == 3620.0


def test_a_mail_brings_both_files_in_the_language_of_its_reader(cast: Cast, star: None, box: Mailbox) -> None:
    cast.sales.language = "th"
    cast.sales.save()
    report = made(cast, format="both", reader_ids=(cast.sales.pk, cast.manager.pk))
    assert send_now(report, by=cast.analyst) == 2
    assert send_waiting(timezone.now()) == 2
    mails = {mail["To"]: mail for mail in box.read()}
    assert set(mails) == {"sales@example.com", "manager@example.com"}
    files = {part.get_filename(): part.get_content() for part in mails["sales@example.com"].iter_attachments()}
    assert set(files) == {"places.pdf", "places.xlsx"}
    assert "Siam" in texts_of(files["places.pdf"])
    assert "Nimman" not in texts_of(files["places.pdf"])
    assert mails["manager@example.com"]["List-Unsubscribe"]
    sent = ReportSending.objects.get(user=cast.sales)
    assert (sent.state, sent.rows, sent.language) == (SendingState.SENT, 1, "th")
    assert Event.objects.filter(verb="report.sent").count() == 2
    assert send_waiting(timezone.now()) == 0


def test_what_the_server_does_not_take_is_tried_again_and_given_up(cast: Cast, star: None, box: Mailbox) -> None:
    report = made(cast, reader_ids=(cast.manager.pk,))
    send_now(report, by=cast.analyst)
    box.refuses = b"451 later"
    now = timezone.now()
    assert send_waiting(now) == 0
    sending = ReportSending.objects.get()
    assert (sending.state, sending.error, sending.attempts) == (SendingState.WAITING, "mail", 1)
    assert send_waiting(now) == 0
    sending.refresh_from_db()
    assert sending.attempts == 1  # not before its pause is over
    box.refuses = b""
    assert send_waiting(sending.next_at) == 1
    assert len(box.mails) == 1


def test_a_server_that_cannot_be_reached_is_called_once_in_a_round(cast: Cast, star: None, settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.foundation.letters.servers.Server"
    Server.called, Server.given, Server.got = ConnectionRefusedError(), None, 0
    send_now(made(cast, reader_ids=(cast.manager.pk, cast.sales.pk)), by=cast.analyst)
    tried = ReportSending.objects.order_by("pk").values_list("state", "error", "attempts")
    assert (send_waiting(), list(tried.all())) == (0, [("waiting", "mail", 1), ("waiting", "", 0)])
    assert (send_waiting(), list(tried.all())) == (0, [("waiting", "mail", 1), ("waiting", "mail", 1)])
    Server.called = None
    ReportSending.objects.update(next_at=timezone.now())
    assert (send_waiting(), Server.got) == (2, 2)


def test_a_report_that_takes_its_worker_down_is_not_made_for_ever(cast: Cast, star: None, settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.foundation.letters.servers.Server"
    Server.called, Server.given, Server.got = Killed(), None, 0
    send_now(made(cast, reader_ids=(cast.manager.pk,)), by=cast.analyst)
    for _attempt in range(5):
        ReportSending.objects.update(next_at=timezone.now())
        with pytest.raises(Killed):
            send_waiting()
    ReportSending.objects.update(next_at=timezone.now())
    send_waiting()
    sending = ReportSending.objects.get()
    assert (sending.state, sending.error, sending.attempts) == (SendingState.FAILED, "mail", 5)


def test_an_address_that_is_refused_for_good_is_not_tried_again(cast: Cast, star: None, box: Mailbox) -> None:
    send_now(made(cast, reader_ids=(cast.manager.pk,)), by=cast.analyst)
    box.refuses = b"550 nobody here"
    send_waiting(timezone.now())
    sending = ReportSending.objects.get()
    assert (sending.state, sending.error) == (SendingState.FAILED, "address")
    assert Event.objects.filter(verb="report.failed").exists()


def test_a_report_that_may_have_arrived_is_not_sent_again(cast: Cast, star: None, settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.foundation.letters.servers.Server"
    Server.called, Server.given, Server.got = None, Killed(), 0
    send_now(made(cast, reader_ids=(cast.manager.pk,)), by=cast.analyst)
    with pytest.raises(Killed):
        send_waiting(timezone.now())
    Server.given = None
    send_waiting(timezone.now())
    sending = ReportSending.objects.get()
    assert sending.state == SendingState.WAITING  # it may still be at it
    ReportSending.objects.update(next_at=timezone.now())
    send_waiting(timezone.now())
    sending.refresh_from_db()
    assert (sending.state, sending.error, Server.got) == (SendingState.UNSURE, "interrupted", 1)
    assert Event.objects.filter(verb="report.unsure").exists()


def test_one_that_cannot_be_set_is_told_and_holds_up_no_other(
    cast: Cast, star: None, box: Mailbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The fonts are gone from the disk, which no sheet needs."""
    monkeypatch.setattr(pdf, "_FONTS", tmp_path / "none")
    pdf._fonts.cache_clear()
    broken = made(cast, name="On paper", format="pdf", reader_ids=(cast.manager.pk,))
    sheet = create_report(
        Settings("Sheet", "net_by_month", format="xlsx", reader_ids=(cast.manager.pk,)), by=cast.manager
    )
    send_now(broken, by=cast.analyst)
    send_now(sheet, by=cast.manager)
    assert send_waiting(timezone.now()) == 1
    sending = ReportSending.objects.get(report=broken)
    assert (sending.state, sending.error, sending.attempts) == (SendingState.FAILED, "compose", 1)
    assert Event.objects.filter(verb="report.failed", subject_id=broken.pk).exists()
    monkeypatch.undo()
    # within the same second, as on a fast machine: what has ended holds up no other
    ReportSending.objects.filter(report=broken).update(due_at=timezone.now().replace(microsecond=0))
    send_now(broken, by=cast.analyst)
    assert (send_waiting(timezone.now()), len(box.mails)) == (1, 2)


def test_a_question_that_fails_is_told_in_the_history(cast: Cast, star: None, box: Mailbox) -> None:
    query = save_query(name="Wrong", text="SELECT nothing FROM purchases", is_shared=False, by=cast.analyst)
    report = create_report(Settings("Wrong", "sql", query_id=query.pk, reader_ids=(cast.manager.pk,)), by=cast.analyst)
    send_now(report, by=cast.analyst)
    send_waiting(timezone.now())
    assert (ReportSending.objects.get().state, ReportSending.objects.get().error) == (SendingState.FAILED, "failed")
    assert box.mails == []


def test_a_report_goes_out_when_its_time_comes_and_once(cast: Cast, star: None, box: Mailbox) -> None:
    report = made(cast, rhythm="daily", at=time(8), reader_ids=(cast.manager.pk,))
    assert report.next_at is not None
    assert queue_due_reports(report.next_at - timedelta(minutes=1)) == 0
    moment = report.next_at + timedelta(days=3)
    assert queue_due_reports(moment) == 1  # three days off: one mail, not three
    assert queue_due_reports(moment) == 0
    assert send_waiting(moment) == 1
    report.refresh_from_db()
    assert report.next_at > moment


@pytest.mark.parametrize(
    ("rhythm", "weekday", "month_day", "expected"),
    [
        ("daily", 1, 1, datetime(2026, 2, 14, 1, tzinfo=UTC)),
        ("weekly", 1, 1, datetime(2026, 2, 16, 1, tzinfo=UTC)),
        ("monthly", 1, 31, datetime(2026, 2, 28, 1, tzinfo=UTC)),
        ("monthly", 1, 1, datetime(2026, 3, 1, 1, tzinfo=UTC)),
        ("never", 1, 1, None),
    ],
)
def test_the_next_time_is_by_the_clock_of_the_business(
    rhythm: str, weekday: int, month_day: int, expected: datetime | None
) -> None:
    report = Report(rhythm=rhythm, weekday=weekday, month_day=month_day, at=time(8))
    with timezone.override("Asia/Bangkok"):
        # a Friday, 08:00 in Bangkok
        assert next_time(report, after=datetime(2026, 2, 13, 1, tzinfo=UTC)) == expected


def test_who_left_gets_no_more_mail_and_stays_away(cast: Cast, star: None, box: Mailbox) -> None:
    report = made(cast, reader_ids=(cast.manager.pk, cast.sales.pk))
    leave_report(report.readers.get(user=cast.manager), by=None)
    report = change_report(
        report, Settings("Places", "sql", query_id=report.query_id, reader_ids=(cast.manager.pk, cast.sales.pk)),
        version=report.version, by=cast.analyst,
    )  # fmt: skip
    assert send_now(report, by=cast.analyst) == 1
    assert Event.objects.filter(verb="report.left").count() == 1


def test_a_reader_who_may_not_sign_in_any_more_gets_nothing(cast: Cast, star: None, box: Mailbox) -> None:
    report = made(cast, reader_ids=(cast.manager.pk,))
    send_now(report, by=cast.analyst)
    cast.manager.is_active = False
    cast.manager.save()
    send_waiting(timezone.now())
    assert ReportSending.objects.get().error == "reader_gone"
    assert box.mails == []


def test_only_who_manages_reports_makes_one(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        create_report(Settings("Mine", "net_by_month"), by=cast.sales)
    with pytest.raises(ReportIncomplete):
        create_report(Settings("", "net_by_month"), by=cast.manager)
    with pytest.raises(ReportIncomplete):
        create_report(Settings("None", "sql"), by=cast.manager)


def test_a_change_beside_another_is_refused(cast: Cast) -> None:
    report = create_report(Settings("Months", "net_by_month"), by=cast.manager)
    change_report(report, Settings("Months 2", "net_by_month"), version=1, by=cast.manager)
    with pytest.raises(ReportOutdated):
        change_report(report, Settings("Months 3", "net_by_month"), version=1, by=cast.manager)
