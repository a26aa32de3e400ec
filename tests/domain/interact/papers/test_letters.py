"""Letters in and out, and visits that become cases."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from idic.domain.interact.cases.models import Case, Message, MessageFile
from idic.domain.interact.cases.queries.cases import found_by
from idic.domain.interact.papers.errors import AlreadyJoined, NotPdf, NotSendable, TooLarge
from idic.domain.interact.papers.operations.reading import read_letter
from idic.domain.interact.papers.operations.sending import send_by_post
from idic.domain.interact.papers.operations.taking import Scan, letter_draft, take_letter
from idic.domain.interact.papers.operations.visits import join_case_of_visit, open_case_of_visit
from idic.domain.work.drafts import TaskDraft
from idic.domain.work.models import Task
from idic.domain.work.operations.create import create_task
from idic.domain.work.times import Times
from idic.foundation.jobs.models import Job
from idic.foundation.printing.pdf import pdf_of
from tests.contracts.contact_places import PDF, make_letter

SEEN = "#!/bin/sh\necho 'เรื่อง บำนาญที่ยังไม่ได้รับ 养老金'\n"


def take(by: Any, data: bytes) -> Case:
    draft = letter_draft("A letter", received_at=timezone.now() - timedelta(days=1))
    return take_letter(draft, [Scan("../scan.pdf", [data])], by=by)


def test_a_letter_is_a_case_with_its_file_and_a_job_that_reads_it(cast: Any) -> None:
    case = take(cast.service, PDF)
    file = MessageFile.objects.get()
    assert (case.mode, file.message.case, file.media_type, "/" in file.name) == (
        "letter",
        case,
        "application/pdf",
        False,
    )
    assert case.received_at < timezone.now() - timedelta(hours=23)
    assert Job.objects.get(kind="papers.read").arguments == {"file": file.pk}
    with pytest.raises(NotPdf):
        take(cast.service, b"<html><script>alert(1)</script>")
    assert Case.objects.count() == 1


def test_what_is_larger_than_an_attachment_may_be_is_refused(cast: Any, settings: Any) -> None:
    endless = (b"%PDF-" + b"0" * 1_000_000 for _part in range(10**6))
    with pytest.raises(TooLarge):
        take_letter(letter_draft("A", received_at=timezone.now()), [Scan("a.pdf", endless)], by=cast.service)


def test_words_that_the_file_carries_are_found(cast: Any) -> None:
    blocks = [
        {
            "kind": "paragraph",
            "mark": "",
            "level": 1,
            "runs": [{"text": "The kettle with the green handle leaks", "bold": False}],
        }
    ]
    data = {
        "title": "t",
        "sender": "Malee",
        "address": ["Town"],
        "date": "today",
        "subject": "Kettle",
        "blocks": blocks,
    }
    case = take(cast.service, pdf_of("letter", data, language="en"))
    file = MessageFile.objects.get()
    assert read_letter(file.pk) > 40
    assert read_letter(file.pk) > 40
    assert Message.objects.filter(case=case, kind="automatic", text__contains="green handle").count() == 1
    assert list(found_by(Case.objects.all(), "green handle")) == [case]
    case.refresh_from_db()
    assert case.waits_for_us


def test_words_of_a_picture_are_those_that_the_program_sees(cast: Any, tmp_path: Path, monkeypatch: Any) -> None:
    program = tmp_path / "tesseract"
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    blank = pdf_of(
        "letter", {"title": "", "sender": "", "address": [], "date": "", "subject": "", "blocks": []}, language="en"
    )
    take(cast.service, blank)
    file = MessageFile.objects.get()
    program.write_text(SEEN)
    program.chmod(0o755)
    read_letter(file.pk)
    assert Message.objects.filter(kind="automatic", text__contains="บำนาญ").count() == 1


def test_an_answer_is_sent_once_on_a_day(cast: Any) -> None:
    case = make_letter(cast.service)
    answer, today = Message.objects.get(kind="outbound"), timezone.localdate()
    with pytest.raises(NotSendable):
        send_by_post(case, answer, on=today + timedelta(days=1), by=cast.service)
    assert send_by_post(case, answer, on=today - timedelta(days=1), by=cast.service).delivery == "sent"
    with pytest.raises(NotSendable):
        send_by_post(case, answer, on=today, by=cast.service)


def test_a_visit_stands_in_one_case(cast: Any, make_customer: Any) -> None:
    customer, began = make_customer(), timezone.now() - timedelta(hours=3)

    def visit() -> Task:
        times = Times(starts_at=began, ends_at=began + timedelta(hours=1))
        draft = TaskDraft(kind="visit", title="At the factory", text="Look at the pump", times=times,
                          customer=customer)  # fmt: skip
        made = create_task(draft, by=cast.service)
        Task.objects.filter(pk=made.pk).update(state="done", done_at=timezone.now(), outcome="The pump is worn")
        return Task.objects.get(pk=made.pk)

    first, second = visit(), visit()
    case = open_case_of_visit(first, by=cast.service)
    assert (case.mode, case.customer, case.received_at) == ("visit", customer, began)
    with pytest.raises(AlreadyJoined):
        open_case_of_visit(first, by=cast.service)
    join_case_of_visit(second, case, by=cast.service)
    assert [one.text for one in case.messages.all()] == ["Look at the pump\n\nThe pump is worn"] * 2
