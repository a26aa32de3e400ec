from __future__ import annotations

import random
import resource
from datetime import datetime, timedelta
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from idic.domain.interact.cases.clocks.keeping import keep_clocks
from idic.domain.interact.cases.clocks.recomputing import recompute_clocks
from idic.domain.interact.cases.models import Case, CaseClock, CasePause
from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.cases.operations.pausing import pause_case, resume_case
from idic.foundation.calendars.models import CalendarVersion

BANGKOK = ZoneInfo("Asia/Bangkok")
RECEIVED = datetime(2026, 4, 10, 15, 45, tzinfo=BANGKOK)
_FIGURES = ("case_id", "measure", "due_at", "state", "breached_at", "elapsed_minutes", "gross_minutes",
            "paused_minutes", "next_at")  # fmt: skip


def _figures() -> list[tuple[object, ...]]:
    return list(CaseClock.objects.order_by("case_id", "measure").values_list(*_FIGURES))


def test_many_at_once_are_worked_out_as_one_by_one(bangkok, make_standard, make_case, cast):
    make_standard("first_response", 45)
    make_standard("resolution", 420, most_pause=100)
    make_standard("acknowledgement", 300, for_others=False)
    draw = random.Random(5)
    for _ in range(12):
        case = make_case(RECEIVED + timedelta(minutes=draw.randrange(5000)))
        for _ in range(draw.randrange(3)):
            begin = case.received_at + timedelta(minutes=draw.randrange(3000))
            CasePause.objects.create(
                case=case, reason=draw.choice(["customer", "third_party"]), started_at=begin,
                ended_at=begin + timedelta(minutes=90),
            )  # fmt: skip
        if draw.random() < 0.3:
            begin = case.received_at + timedelta(minutes=draw.randrange(2000))
            CasePause.objects.create(case=case, reason="ended", started_at=begin, ended_at=begin + timedelta(hours=30))
        if draw.random() < 0.4:
            pause_case(case, reason="customer", version=case.version, by=cast.service, at=RECEIVED + timedelta(days=5))
    now = RECEIVED + timedelta(days=6)
    for case in Case.objects.all():
        keep_clocks(case, now=now)
    expected = _figures()
    assert {row[3] for row in expected} >= {"paused", "breached"}
    assert {row[7] for row in expected} >= {0, 100}
    CaseClock.objects.update(
        due_at=None, state="met", breached_at=None, elapsed_minutes=0, gross_minutes=0, paused_minutes=0, next_at=None
    )
    assert recompute_clocks(bangkok.pk, now=now) == len(expected)
    assert _figures() == expected


def test_new_hours_move_what_runs_and_leave_what_stopped(bangkok, make_standard, make_case, cast):
    make_standard("resolution", 480)
    open_one, done = make_case(RECEIVED), make_case(RECEIVED)
    resolve_case(done, outcome="solved", version=done.version, by=cast.service, at=RECEIVED + timedelta(days=6))
    measured = CaseClock.objects.get(case=done).elapsed_minutes
    version = CalendarVersion.objects.get(calendar=bangkok)
    version.days = {**version.days, "2026-04-17": {"windows": [], "name": "Closed", "listed": False}}
    version.save()
    type(bangkok).objects.filter(pk=bangkok.pk).update(version=bangkok.version + 1)
    assert recompute_clocks(bangkok.pk, now=RECEIVED) == 1
    open_one.refresh_from_db()
    assert open_one.due_at == datetime(2026, 4, 20, 8, 45, tzinfo=BANGKOK)
    assert CaseClock.objects.get(case=done).elapsed_minutes == measured


def test_a_pause_that_ended_moves_the_due_moment_on(bangkok, make_standard, make_case, cast):
    make_standard("resolution", 480)
    case = make_case(RECEIVED)
    paused = pause_case(case, reason="customer", version=case.version, by=cast.service, at=RECEIVED)
    resumed = resume_case(paused, version=paused.version, by=cast.service, at=RECEIVED + timedelta(minutes=30))
    recompute_clocks(bangkok.pk, now=RECEIVED + timedelta(hours=1))
    assert Case.objects.get(pk=case.pk).due_at == resumed.due_at == datetime(2026, 4, 17, 9, 15, tzinfo=BANGKOK)


@pytest.mark.slow
def test_a_hundred_thousand_cases_are_worked_out_together(bangkok, make_standard, make_case, capsys):
    """Their figures are those of the one they were made from; the time is printed, not judged."""
    make_standard("resolution", 480)
    case = make_case(RECEIVED)
    with connection.cursor() as cursor:
        columns = [field.column for field in Case._meta.concrete_fields if field.column != "id"]
        names = ", ".join(f'"{column}"' for column in columns)
        cursor.execute(f"INSERT INTO cases_case ({names}) SELECT {names} FROM cases_case, generate_series(1, 99999)")
        columns = [field.column for field in CaseClock._meta.concrete_fields if field.column not in ("id", "case_id")]
        names = ", ".join(f'"{column}"' for column in columns)
        cursor.execute(
            f"INSERT INTO cases_caseclock (case_id, {names}) "
            f"SELECT c.id, {', '.join('k.' + column for column in columns)} "
            "FROM cases_caseclock k, cases_case c WHERE c.id <> k.case_id"
        )
    began, wall = process_time(), datetime.now(tz=BANGKOK)
    assert recompute_clocks(bangkok.pk, now=RECEIVED + timedelta(days=2)) == 100_000
    with capsys.disabled():
        spent = datetime.now(tz=BANGKOK) - wall
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"\n100,000 clocks: {process_time() - began:.1f} s of processor time, {spent} in all, {memory} MB")
    assert CaseClock.objects.values_list("due_at", "state").distinct().get() == (case.due_at, "running")
