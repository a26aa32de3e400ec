from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.accounts.models import Team
from idic.foundation.events.models import Event
from idic.foundation.jobs.models import Job
from idic.loop.evaluate_alerts_after_refresh import evaluate_alerts_after_refresh
from idic.warehouse.adhoc.operations import save_query
from idic.warehouse.alerts.errors import BaselineShort, NoteMissing, NotMeasured
from idic.warehouse.alerts.judging import freeze, marked
from idic.warehouse.alerts.operations import (
    Settings,
    acknowledge_alert,
    change_alert,
    create_alert,
    evaluate_alert,
    evaluate_all,
)
from idic.warehouse.alerts.series import filled
from idic.warehouse.alerts.telling import tell_people
from idic.warehouse.models import Alert, AlertOpening, Period
from tests.conftest import Cast
from tests.house_mails import send_asked
from tests.mailbox import mailbox
from tests.snapshots import make_snapshot

UNTIL = date(2026, 9, 30)


@pytest.fixture
def teams(cast: Cast) -> dict[str, int]:
    return {"team": Team.objects.get(name="Sales north").pk, "other": Team.objects.get(name="Service desk").pk}


def watched(cast: Cast, **values: Any) -> Alert:
    return create_alert(
        Settings(**({"name": "Net by day", "measure": "net", "period": "day", "baseline_until": UNTIL} | values)),
        by=cast.analyst,
    )


def test_a_figure_that_stays_usual_does_not_ring(cast: Cast, settings: Any, tmp_path: Path, teams: Any) -> None:
    make_snapshot(settings, tmp_path, **teams)
    alert = watched(cast)
    assert alert.baseline["points"] == 26
    assert alert.baseline["last"] == "2026-09-30"
    assert alert.series[-1][0] == "2026-10-31"
    assert not alert.openings.exists()


def test_a_figure_that_leaves_its_band_rings_once_until_somebody_looked(
    cast: Cast, settings: Any, tmp_path: Path, teams: Any
) -> None:
    make_snapshot(settings, tmp_path, **teams)
    alert = watched(cast, people_ids=(cast.manager.pk,))
    make_snapshot(settings, tmp_path, **teams, quiet=date(2026, 10, 30))
    with mailbox(settings) as box:
        opening = evaluate_alert(alert)
        assert opening is not None
        assert (opening.period_start, opening.rule, opening.side) == (date(2026, 10, 31), "beyond_3_sigma", "below")
        tell_people(opening)
        assert send_asked("alert") == [True, True]
        assert {mail["To"] for mail in box.read()} == {"analyst@example.com", "manager@example.com"}
        assert "Oct 31, 2026" in box.read()[0].get_content()
    assert evaluate_alert(alert) is None
    assert alert.openings.count() == 1
    with pytest.raises(NoteMissing):
        acknowledge_alert(alert, note=" ", by=cast.manager)
    acknowledge_alert(alert, note="A holiday", by=cast.manager)
    assert evaluate_alert(alert) is None  # the same period does not ring twice
    make_snapshot(settings, tmp_path, **teams, last=date(2026, 11, 1), quiet=date(2026, 10, 30))
    assert evaluate_alert(alert) is not None
    verbs = Event.objects.filter(subject_kind="alert").values_list("verb", flat=True)
    assert sorted(verbs) == ["alert.acknowledged", "alert.created", "alert.opened", "alert.opened"]


def test_the_database_holds_one_open_alarm_for_each_alert(
    cast: Cast, settings: Any, tmp_path: Path, teams: Any
) -> None:
    make_snapshot(settings, tmp_path, **teams)
    alert = watched(cast)
    values = {
        "alert": alert,
        "opened_at": alert.created_at,
        "period_start": UNTIL,
        "value": 1,
        "rule": "beyond_3_sigma",
    }
    AlertOpening.objects.create(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        AlertOpening.objects.create(**values)


def test_the_baseline_stays_what_it_was(cast: Cast, settings: Any, tmp_path: Path, teams: Any) -> None:
    make_snapshot(settings, tmp_path, **teams)
    alert = watched(cast)
    before = dict(alert.baseline)
    make_snapshot(settings, tmp_path, **teams, quiet=date(2026, 10, 1))
    evaluate_all()
    alert.refresh_from_db()
    assert alert.baseline == before
    renamed = change_alert(alert, Settings("Other name", "net", period="day"), version=alert.version, by=cast.manager)
    assert renamed.baseline == before
    anew = change_alert(
        renamed, Settings("Other name", "net", period="day", baseline_until=date(2026, 10, 20)),
        version=renamed.version, by=cast.manager,
    )  # fmt: skip
    assert anew.baseline["last"] == "2026-10-20"


def test_an_alert_counts_with_the_rights_of_its_owner(cast: Cast, settings: Any, tmp_path: Path, teams: Any) -> None:
    make_snapshot(settings, tmp_path, **teams)
    everything = watched(cast).series[-1][1]
    alert = Alert.objects.get()
    alert.owner = cast.sales
    alert.save()
    evaluate_alert(alert)
    assert alert.series[-1][1] == everything / 2


def test_a_reader_who_reaches_less_is_told_without_the_figure(
    cast: Cast, settings: Any, tmp_path: Path, teams: Any
) -> None:
    make_snapshot(settings, tmp_path, **teams)
    alert = watched(cast, people_ids=(cast.sales.pk,))
    make_snapshot(settings, tmp_path, **teams, quiet=date(2026, 10, 30))
    opening = evaluate_alert(alert)
    assert opening is not None
    with mailbox(settings) as box:
        send_asked("alert")
        told = {mail["To"]: mail.get_content() for mail in box.read()}
    assert "Oct 31" in told["analyst@example.com"]
    assert "Oct 31" not in told["sales@example.com"]


def test_a_question_of_ones_own_can_be_watched(cast: Cast, settings: Any, tmp_path: Path, teams: Any) -> None:
    make_snapshot(settings, tmp_path, **teams)
    query = save_query(
        name="Receipts", text="SELECT day, count(*) FROM purchases GROUP BY 1", is_shared=False, by=cast.analyst
    )
    alert = watched(cast, measure="sql", query_id=query.pk)
    assert alert.series[-1] == ["2026-10-31", 20.0]
    wrong = save_query(name="Wrong", text="SELECT 1, 2, 3", is_shared=False, by=cast.analyst)
    with pytest.raises(NotMeasured) as error:
        watched(cast, measure="sql", query_id=wrong.pk)
    assert error.value.code == "shape"


def test_too_short_a_past_is_refused(cast: Cast, settings: Any, tmp_path: Path, teams: Any) -> None:
    make_snapshot(settings, tmp_path, **teams)
    with pytest.raises(BaselineShort):
        watched(cast, period="month")


def test_only_who_manages_reports_makes_an_alert(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        create_alert(Settings("Mine", "net"), by=cast.sales)


def test_a_figure_that_cannot_be_read_leaves_a_word_and_no_alarm(
    cast: Cast, settings: Any, tmp_path: Path, teams: Any
) -> None:
    make_snapshot(settings, tmp_path, **teams)
    alert = watched(cast)
    cast.analyst.is_active = False
    cast.analyst.save()
    assert evaluate_alert(alert) is None
    alert.refresh_from_db()
    assert alert.problem == "owner_gone"


def test_a_refresh_queues_one_evaluation(cast: Cast, settings: Any, tmp_path: Path, teams: Any) -> None:
    make_snapshot(settings, tmp_path, **teams)
    event = Event(verb="refresh.finished")
    evaluate_alerts_after_refresh(event)
    assert not Job.objects.filter(kind="alerts.evaluate").exists()
    watched(cast)
    evaluate_alerts_after_refresh(event)
    evaluate_alerts_after_refresh(event)
    assert Job.objects.filter(kind="alerts.evaluate").count() == 1


def test_a_period_without_anything_is_nothing_and_one_that_is_not_over_is_left_out() -> None:
    monday = date(2026, 10, 5)
    points = [(monday + timedelta(days=7 * week), 5.0) for week in (0, 1, 3)]
    found = filled(points, period=Period.WEEK, until=date(2026, 10, 29), adds_up=True)
    assert found == [(date(2026, 10, 12), 5.0), (date(2026, 10, 19), 0.0)]
    unknown = filled(points, period=Period.WEEK, until=date(2026, 11, 3), adds_up=False)
    assert [value for _day, value in unknown] == [5.0, None, 5.0]


def test_what_rang_is_marked_with_the_name_of_its_rule() -> None:
    first = date(2026, 1, 1)
    usual = [(first + timedelta(days=day), 10.0 + day % 2) for day in range(20)]
    baseline = freeze(usual)
    later = [(first + timedelta(days=20 + day), 10.9) for day in range(8)]
    assert {one.rule for one in marked([*usual, *later], baseline, "western_electric")} == {"eight_on_one_side"}
    assert marked(usual, baseline, "nelson") == []
