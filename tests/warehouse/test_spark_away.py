"""The installation works with Spark, and Spark is not there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings

from idic.domain.differentiate.models import Refresh
from idic.domain.differentiate.operations.refresh import refresh_scores, start_refresh
from idic.doors.web.jobs.wording import error_of
from idic.foundation.jobs.enums import JobState
from idic.foundation.jobs.operations.run import perform_job
from idic.warehouse.asking.desk import Desk
from idic.warehouse.asking.errors import QuestionRefused
from idic.warehouse.errors import SparkUnavailable
from idic.warehouse.questions.answering import answer
from idic.warehouse.reading import opened_on_duckdb
from idic.warehouse.snapshots import current_snapshot
from idic.warehouse.spark import spark_session
from tests.warehouse.questions.world import WHOLE

DAY = date(2026, 10, 31)
NOBODY = "spark://127.0.0.1:1"


@pytest.fixture
def snapshot_before(transactional_db: None) -> Iterator[str]:
    """Taken while DuckDB did the work."""
    refresh = refresh_scores(report=lambda *_: None, as_of=DAY)
    before = settings.CONFIGURATION
    settings.CONFIGURATION = replace(before, warehouse_engine="spark", spark_master=NOBODY)
    yield refresh.snapshot
    settings.CONFIGURATION = before


def test_a_refresh_says_so_and_the_old_snapshot_is_read_on(snapshot_before: str) -> None:
    steps: list[str] = []
    with pytest.raises(SparkUnavailable, match=r"nobody answers at 127\.0\.0\.1:1"):
        refresh_scores(report=lambda step, *_: steps.append(step), as_of=DAY)
    assert steps == [], "nothing was begun"
    job = start_refresh(by=None)
    perform_job(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "Spark did not answer. Nothing was changed." in error_of(job)
    folder = settings.CONFIGURATION.warehouse_folder
    assert not list(folder.glob("snapshots/*.unfinished"))
    snapshot = current_snapshot(folder)
    assert snapshot.name == snapshot_before == Refresh.objects.get().snapshot
    with opened_on_duckdb(snapshot) as star:
        assert star.table("customers").count().to_pyarrow().as_py() == 0


def test_a_question_says_so_and_what_looks_at_one_customer_needs_no_cluster(snapshot_before: str) -> None:
    desk = Desk(settings.CONFIGURATION)
    body = {"question": {"measures": ["net_sales"]}, "cut": WHOLE, "today": DAY.isoformat(), "currency": "THB"}
    with pytest.raises(QuestionRefused) as refused, desk.within(10):
        answer(body, desk)
    assert refused.value.code == "engine_away"
    assert desk.star(desk.snapshot(), few_rows=True).backend.name == "duckdb"


def test_each_of_several_masters_is_tried() -> None:
    with (
        pytest.raises(SparkUnavailable, match=r"127\.0\.0\.1:1, 127\.0\.0\.1:2"),
        spark_session(f"{NOBODY},127.0.0.1:2"),
    ):
        pass
