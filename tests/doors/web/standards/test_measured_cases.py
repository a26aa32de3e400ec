"""The data of measured cases: in the file and in the warehouse under the same names, with the same values."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection

from idic.domain.interact.cases.models import CaseClock
from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.cases.operations.export_measured import COLUMNS
from idic.domain.interact.cases.operations.pausing import pause_case
from idic.foundation.events.models import Event
from idic.warehouse.star.promises import PROMISES

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast, make_standard, make_case):
    make_standard("resolution", 60 * 10, most_pause=120)
    make_standard("first_response", 60)
    case = make_case(days=2)
    paused = pause_case(
        case, reason="customer", version=case.version, by=cast.service, at=case.received_at + timedelta(hours=1)
    )
    make_case(days=300)
    return resolve_case(
        paused, outcome="solved", version=paused.version, by=cast.service, at=case.received_at + timedelta(hours=7)
    )


def _file(client, days: int = 90) -> list[dict[str, str]]:
    answer = client.post(f"/standards/measured/?days={days}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_the_file_has_a_row_for_each_clock_with_all_that_was_measured(case, signed_in):
    rows = _file(signed_in("quality"))
    assert list(rows[0]) == list(COLUMNS)
    assert {row["clock"] for row in rows} == {"resolution", "first_response"}
    row = next(row for row in rows if row["clock"] == "resolution")
    clock = CaseClock.objects.get(case=case, measure="resolution")
    said = {
        "case_id": str(case.pk), "mode": "email", "purpose": "request_service", "priority": "normal", "segment": "",
        "standard_id": str(clock.standard_version.standard_id), "standard_version": "1", "state": "met",
        "calendar_id": str(clock.calendar_id), "calendar_version": str(clock.calendar_version), "breach_at": "",
        "closed": "", "confirmed": "",
    }  # fmt: skip
    assert {name: row[name] for name in said} == said
    assert [float(row[name]) for name in ("budget_min", "elapsed_min", "paused_min", "gross_min")] == [
        600,
        300,
        120,
        420,
    ]
    assert row["pauses"].startswith(f"{case.received_at + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}/")
    assert row["pauses"].endswith(" customer")
    assert Event.objects.filter(verb="clocks.exported").count() == 1
    assert len(_file(signed_in("quality"), days=365)) == 4


def test_the_warehouse_says_the_same(case, signed_in):
    assert PROMISES.names == COLUMNS
    with connection.cursor() as cursor:
        cursor.execute(PROMISES.parts[0].select("UTC", 0))
        rows = [dict(zip(PROMISES.names, row, strict=True)) for row in cursor.fetchall()]
    ours = {(row["case_id"], row["clock"]): row for row in rows if row["state"] != "running"}
    theirs = {
        (int(row["case_id"]), row["clock"]): row
        for row in _file(signed_in("quality"), 365)
        if row["state"] != "running"
    }
    assert ours.keys() == theirs.keys()
    for key, row in ours.items():
        for name, value in row.items():
            told = "" if value is None else f"{value:%Y-%m-%dT%H:%M:%SZ}" if hasattr(value, "year") else value
            if isinstance(value, float):
                assert float(theirs[key][name]) == pytest.approx(value, abs=1e-3)
            else:
                assert theirs[key][name] == str(told), name


def test_only_who_may_take_cases_out_takes_them(case, signed_in):
    assert signed_in("service").post("/standards/measured/").status_code == 403
