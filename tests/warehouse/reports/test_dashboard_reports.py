"""A whole dashboard as a report, told by the teller of the pages over a small star."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from idic.foundation.accounts.models import RoleDefinition, Team, User
from idic.warehouse.models import Report, ReportSending, SendingState
from idic.warehouse.operations.dashboards import add_tile, create_dashboard, delete_dashboard
from idic.warehouse.operations.questions import save_question
from idic.warehouse.operations.stars import star_dashboard, unstar_dashboard
from idic.warehouse.queries.questions import dashboards_at_hand
from idic.warehouse.questions.asked import answered
from idic.warehouse.questions.reading import read_question
from idic.warehouse.reports.errors import NotTold, ReportIncomplete
from idic.warehouse.reports.files import pdf_report
from idic.warehouse.reports.operations import Settings, create_report, send_now
from idic.warehouse.reports.sending import send_waiting
from idic.warehouse.reports.telling import told_report
from idic.warehouse.reports.workbook import workbook_report
from tests.asking import answering
from tests.conftest import Cast
from tests.mailbox import mailbox
from tests.snapshots import make_snapshot

BY_PLACE = {"measures": ["net_sales"], "rows": ["place"]}
BY_MONTH = {"measures": ["purchases"], "rows": ["month"]}
BY_TIER = {"measures": ["lifetime_value"], "rows": ["tier"]}


@pytest.fixture
def star(cast: Cast, settings: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The ten customers of Siam belong to the sales team, those of Nimman to the service team."""
    make_snapshot(
        settings, tmp_path_factory.mktemp("home"), team=Team.objects.get(name="Sales north").pk,
        other=Team.objects.get(name="Service desk").pk,
    )  # fmt: skip
    with answering():
        yield


def report_of(cast: Cast, *, secret: bool = False, **values: Any) -> Report:
    dashboard = create_dashboard(name="Morning", sharing="public", by=cast.manager)
    for name, asked in (("Sales by place: all", BY_PLACE), ("Sales by place/all", BY_MONTH)):
        question = save_question(read_question(asked), name=name, sharing="public", by=cast.manager)
        add_tile(dashboard, question, by=cast.manager)
    if secret:
        hidden = save_question(read_question(BY_PLACE), name="Secret plans", by=cast.analyst)
        dashboard.tiles.create(question=hidden, place=9)
    chosen = {"name": "Every morning", "source": "dashboard", "dashboard_id": dashboard.pk} | values
    return create_report(Settings(**chosen), by=cast.manager)


def told_to(report: Report, user: User) -> Any:
    return told_report(report, user=User.with_rights.get(pk=user.pk))


def test_each_tile_is_a_table_on_paper_and_a_sheet_of_its_own(cast: Cast, star: None) -> None:
    told = told_to(report_of(cast), cast.manager)
    pages = pypdfium2.PdfDocument(pdf_report(told, language="en"))
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    assert "Every morning" in text
    assert text.index("Sales by place: all") < text.index("Nimman") < text.index("Sales by place/all")
    assert "Oct 2026" in text
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook_report(told)))
    assert book.sheet_names == ["Sales by place  all", "Sales by place all"]
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Sales by place: all"
    assert {row[0]: row[1] for row in rows}["Siam"] == pytest.approx(181_362.0, rel=0.01)
    assert told.as_of.date().isoformat() == "2026-10-31"


def test_times_count_from_the_day_of_the_report_and_not_from_that_of_the_figures(cast: Cast, star: None) -> None:
    asked = {"measures": ["purchases"], "rows": ["day"], "period": {"preset": "last_90_days"}}
    question = save_question(read_question(asked), name="Days", by=cast.manager)
    report = create_report(Settings("Days", "question", question_id=question.pk), by=cast.manager)
    user = User.with_rights.get(pk=cast.manager.pk)
    shown = answered(read_question(asked), user=user, today=timezone.localdate())
    [part] = told_to(report, cast.manager).parts
    assert len(part.answer.rows) == len(shown.rows)
    assert part.answer.types == ["VARCHAR", "BIGINT"]


def test_each_reader_gets_the_figures_that_are_theirs(cast: Cast, star: None, settings: Any) -> None:
    report = report_of(cast, reader_ids=(cast.sales.pk, cast.manager.pk), format="both")
    with mailbox(settings) as box:
        send_now(report, by=cast.manager)
        assert send_waiting(timezone.now()) == 2
        mails = {mail["To"]: list(mail.iter_attachments()) for mail in box.read()}
    texts = {}
    for to, files in mails.items():
        assert [one.get_filename() for one in files] == ["every-morning.pdf", "every-morning.xlsx"]
        pages = pypdfium2.PdfDocument(files[0].get_content())
        texts[to] = "\n".join(page.get_textpage().get_text_range() for page in pages)
    assert "Nimman" in texts["manager@example.com"]
    assert "Nimman" not in texts["sales@example.com"]
    assert "Siam" in texts["sales@example.com"]


def test_a_question_that_neither_reader_nor_maker_sees_stays_an_empty_place(cast: Cast, star: None) -> None:
    report = report_of(cast, secret=True)
    told = told_to(report, cast.sales)
    assert [bool(part.problem) for part in told.parts] == [False, False, True]
    assert "not shared with you" in told.parts[2].problem
    assert "Secret plans" not in str(told.parts)
    # its owner is a reader who sees it
    assert [part.title for part in told_to(report, cast.analyst).parts][2] == "Secret plans"


def test_a_tile_that_the_role_withholds_says_so_and_the_others_are_told(cast: Cast, star: None) -> None:
    report = report_of(cast)
    assert report.dashboard is not None
    question = save_question(read_question(BY_TIER), name="Value", sharing="public", by=cast.manager)
    add_tile(report.dashboard, question, by=cast.manager)
    RoleDefinition.objects.update_or_create(code="sales", defaults={"name": "Sales", "grants": {"value.see": "none"}})
    told = told_to(report, cast.sales)
    assert [part.problem for part in told.parts[:2]] == ["", ""]
    assert "does not see" in told.parts[2].problem
    assert told.parts[2].problem in "".join(str(row) for row in sheet(workbook_report(told), 2))
    RoleDefinition.objects.update_or_create(
        code="sales", defaults={"name": "Sales", "grants": {"question.ask": "none"}}
    )
    with pytest.raises(NotTold) as refused:
        told_to(report, cast.sales)
    assert refused.value.code == "refused"


def test_a_dashboard_without_tiles_or_deleted_is_not_sent_and_not_tried_again(cast: Cast, star: None) -> None:
    empty = create_dashboard(name="Empty", by=cast.manager)
    report = create_report(
        Settings("Nothing", "dashboard", dashboard_id=empty.pk, reader_ids=(cast.manager.pk,)), by=cast.manager
    )
    send_now(report, by=cast.manager)
    send_waiting(timezone.now())
    sending = ReportSending.objects.get()
    assert (sending.state, sending.error) == (SendingState.FAILED, "dashboard_empty")
    delete_dashboard(empty, by=cast.manager)
    with pytest.raises(NotTold) as gone:
        told_to(Report.objects.get(), cast.manager)
    assert gone.value.code == "dashboard_gone"


def test_a_report_takes_a_dashboard_that_its_maker_sees(cast: Cast) -> None:
    from idic.foundation.accounts.errors import NotVisible

    private = create_dashboard(name="Mine", by=cast.analyst)
    with pytest.raises(ReportIncomplete):
        create_report(Settings("None", "dashboard"), by=cast.manager)
    with pytest.raises(NotVisible):
        create_report(Settings("Theirs", "dashboard", dashboard_id=private.pk), by=cast.manager)


def test_starred_dashboards_stand_first_and_only_those_that_one_sees(cast: Cast) -> None:
    shared = [create_dashboard(name=f"Shared {n}", sharing="public", by=cast.manager) for n in range(5)]
    create_dashboard(name="Private", by=cast.manager)
    star_dashboard(shared[0], by=cast.sales)
    star_dashboard(shared[0], by=cast.sales)
    assert [one.name for one in dashboards_at_hand(cast.sales, limit=3)] == ["Shared 0", "Shared 4", "Shared 3"]
    unstar_dashboard(shared[0], by=cast.sales)
    assert [one.name for one in dashboards_at_hand(cast.sales, limit=2)] == ["Shared 4", "Shared 3"]


def sheet(book: bytes, place: int) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(place).to_python()
