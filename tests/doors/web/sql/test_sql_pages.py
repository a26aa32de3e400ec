from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from idic.doors.web.sql import views
from idic.foundation.accounts.models import Team, User
from idic.foundation.events.models import Event
from idic.warehouse.adhoc.operations import answer_run, begin_run, places
from idic.warehouse.models import RunState, SqlQuery, SqlRun
from tests.conftest import Cast
from tests.snapshots import make_snapshot

SignIn = Callable[[str], Client]
TEXT = "SELECT place, sum(total_e4) / 10000 AS net FROM purchases GROUP BY place ORDER BY place"


@pytest.fixture
def star(cast: Cast, settings: Any, tmp_path: Path) -> None:
    make_snapshot(
        settings, tmp_path, team=Team.objects.get(name="Sales north").pk, other=Team.objects.get(name="Service desk").pk
    )


def answered(text: str, by: User) -> SqlRun:
    return answer_run(begin_run(text, by=by), by=by)


@pytest.mark.django_db(transaction=True)
def test_a_question_is_asked_answered_and_written_down(
    signed_in: SignIn, star: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "_WAIT_SECONDS", 20)
    browser = signed_in("analyst")
    page = browser.get(reverse("sql:ask")).content.decode()
    assert "purchases" in page
    assert "memberships" not in page
    answer = browser.post(reverse("sql:ask"), {"text": TEXT}, follow=True).content.decode()
    assert "Siam" in answer
    assert "sql-answer" in answer  # two columns make a picture
    told = {event.verb: event for event in Event.objects.filter(subject_kind="sql_run")}
    assert told["sql.asked"].after["text"] == TEXT
    assert told["sql.answered"].after["rows"] == 2
    assert told["sql.answered"].actor_id == SqlRun.objects.get().asked_by_id


@pytest.mark.django_db(transaction=True)
def test_a_question_that_takes_longer_is_looked_in_for(
    signed_in: SignIn, star: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "_WAIT_SECONDS", 0)
    browser = signed_in("analyst")
    page = browser.post(reverse("sql:ask"), {"text": TEXT}, follow=True)
    run = SqlRun.objects.get()
    state = reverse("sql:state", args=[run.pk])
    if run.state == RunState.RUNNING:
        assert state in page.content.decode()
    for _look in range(100):
        part = browser.get(state).content.decode()
        if state not in part:
            break
    assert "Siam" in part


def test_what_is_wrong_is_told_in_words(cast: Cast, signed_in: SignIn, star: None) -> None:
    browser = signed_in("analyst")
    for text, words in (
        ("COPY purchases TO 'x'", "Only questions can be asked here"),
        ("SELECT nett FROM purchases", "The question could not be answered"),
        ("SELECT * FROM read_text('/etc/passwd')", "read_text"),
    ):
        run = answered(text, cast.analyst)
        page = browser.get(reverse("sql:run", args=[run.pk])).content.decode()
        assert words in page
        assert "passwd” " not in page


def test_pages_of_an_answer_and_its_files(cast: Cast, signed_in: SignIn, star: None) -> None:
    run = answered("SELECT purchase_id, day, total_e4 / 10000 AS net FROM purchases ORDER BY 1", cast.analyst)
    assert run.rows == 3620
    browser = signed_in("analyst")
    address = reverse("sql:run", args=[run.pk])
    assert "1 to 100 of 3,620" in browser.get(address).content.decode()
    assert "3,601 to 3,620 of 3,620" in browser.get(address, {"page": "9999"}).content.decode()
    csv = b"".join(browser.get(reverse("sql:download", args=[run.pk]), {"as": "csv"}).streaming_content)
    assert csv.count(b"\r\n") == 3621
    book = browser.get(reverse("sql:download", args=[run.pk]), {"as": "xlsx"}).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert len(rows) == 3621
    assert isinstance(rows[1][2], float)
    assert Event.objects.filter(verb="sql.downloaded").count() == 2


def test_an_answer_is_gone_when_the_rights_of_its_asker_have_changed(cast: Cast, signed_in: SignIn, star: None) -> None:
    run = answered(TEXT, cast.manager)
    browser = signed_in("manager")
    assert "Siam" in browser.get(reverse("sql:run", args=[run.pk])).content.decode()
    cast.manager.role = "analyst"
    cast.manager.save()
    assert "no longer kept" in browser.get(reverse("sql:run", args=[run.pk])).content.decode()
    assert browser.get(reverse("sql:download", args=[run.pk])).status_code == 404


def test_nobody_else_sees_an_answer(cast: Cast, signed_in: SignIn, star: None) -> None:
    run = answered(TEXT, cast.analyst)
    assert signed_in("manager").get(reverse("sql:run", args=[run.pk])).status_code == 404
    assert signed_in("sales").get(reverse("sql:ask")).status_code == 403


def test_a_question_is_saved_shared_and_changed_by_its_owner_alone(cast: Cast, signed_in: SignIn, star: None) -> None:
    browser = signed_in("analyst")
    browser.post(reverse("sql:save"), {"name": "Places", "text": TEXT, "is_shared": "on"})
    query = SqlQuery.objects.get()
    assert "Places" in signed_in("manager").get(reverse("sql:saved")).content.decode()
    assert TEXT.split()[0] in signed_in("manager").get(reverse("sql:ask"), {"query": query.pk}).content.decode()
    assert signed_in("manager").post(reverse("sql:change", args=[query.pk]), {"name": "X"}).status_code == 403
    answer = browser.post(reverse("sql:change", args=[query.pk]), {"name": "X", "text": TEXT, "version": "7"})
    assert "changed meanwhile" in " ".join(str(one) for one in get_messages(answer.wsgi_request))
    browser.post(reverse("sql:archive", args=[query.pk]))
    assert "?query=" not in browser.get(reverse("sql:saved")).content.decode()


def test_without_a_snapshot_the_page_says_what_to_do(
    cast: Cast, signed_in: SignIn, settings: Any, tmp_path: Path
) -> None:
    make_snapshot(settings, tmp_path)
    (places().parent / "current").unlink()
    assert "Nothing to ask yet" in signed_in("analyst").get(reverse("sql:ask")).content.decode()
