"""`idic calc` for service standards, call centres and complaints: files of the user, figures of the methods."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.doors.cli.test_calc_behaviour import run, told, written
from tests.methods.oracle import FOLDER

SLA = json.loads((FOLDER / "sla.json").read_text(encoding="utf-8"))


def only(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = told(*arguments)["results"]
    return found


def test_attainment_of_the_oracle(tmp_path: Path) -> None:
    file = written(tmp_path, "minutes", *map(str, SLA["attainment"]["minutes"]))
    found = only("attainment", file, "--target", "60")
    assert (found["share"], found["median"], found["p90"]) == (0.7, 48.0, 90.0)


def test_attainment_by_week_with_open_cases(tmp_path: Path) -> None:
    rows = [f"{day:%Y-%m-%d},30,60,1" for day in _mondays(9) for _ in range(20)]
    rows += [f"{_mondays(9)[-1]:%Y-%m-%d},90,60,0", f"{_mondays(9)[-1]:%Y-%m-%d},10,60,0"]
    file = written(tmp_path, "due,minutes,budget,done", *rows)
    found = told("attainment", file, "--target-column", "budget", "--finished", "done", "--date", "due")
    assert [found["results"][name] for name in ("met", "breached", "running")] == [180, 1, 1]
    assert (len(found["weeks"]), found["weeks"][-1]["decided"]) == (9, 21)
    assert found["weeks"][0]["week_of"] == "2026-01-05"


def _mondays(weeks: int) -> list[Any]:
    from datetime import date, timedelta

    return [date(2026, 1, 5) + timedelta(weeks=week) for week in range(weeks)]


def test_attainment_needs_one_target(tmp_path: Path) -> None:
    assert run("attainment", written(tmp_path, "minutes", "5")).exit_code == 2


def test_staffing_without_a_file() -> None:
    found = told("staffing", "--calls", "100", "--handling", "180", "--shrinkage", "0.3")
    assert (found["results"]["agents"], found["results"]["scheduled"]) == (14, 20)
    levels = {one["agents"]: one["service_level"] for one in found["choices"]}
    assert levels[14] == pytest.approx(0.88835, abs=5e-6)
    with_patience = only("staffing", "--calls", "100", "--handling", "180", "--patience", "120")
    assert with_patience["agents"] == 12
    assert "rows used" not in run("staffing", "--calls", "100", "--handling", "180").stdout
    assert run("staffing", "--calls", "100", "--handling", "180", "--share", "1").exit_code != 0


def test_call_centre(tmp_path: Path) -> None:
    file = written(tmp_path, "wait,answered", "3,1", "10,1", "20,1", "21,1", "60,1", "4,0", "5,0", "40,0")
    found = only("call-centre", file)
    assert [found[name] for name in ("answered", "abandoned", "short_abandoned")] == [5, 2, 1]
    assert found["service_level"] == pytest.approx(3 / 7)


def test_first_contact(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "customer,topic,date",
        "A,bill,2026-06-01",
        "A,bill,2026-06-08",
        "B,bill,2026-06-01",
        ",bill,2026-06-01",
    )
    found = only("first-contact", file, "--as-of", "2026-06-30")
    assert [found[name] for name in ("first", "resolved", "repeats", "unknown")] == [2, 1, 1, 1]


def test_priorities_most_urgent_first(tmp_path: Path) -> None:
    file = written(tmp_path, "impact,n", "delay,1", "delay+safety,1", "money_lost,50")
    found = told("complaint-priority", file, "--affected", "n")
    assert [(one["row"], one["priority"]) for one in found["complaints"]] == [
        (2, "critical"),
        (3, "medium"),
        (1, "low"),
    ]
    assert run("complaint-priority", written(tmp_path, "impact", "taste")).exit_code != 0


def test_rates_pareto_iceberg(tmp_path: Path) -> None:
    file = written(tmp_path, "complaints,transactions", "40,12500")
    (period,) = told("complaint-rates", file, "--usual", "2.4")["periods"]
    assert (period["per_1000"], period["upper"]) == pytest.approx((3.2, 3.7145), abs=5e-5)
    counts = (16, 10, 6, 4, 2, 2)
    file = written(tmp_path, "category,n", *[f"{name},{n}" for name, n in zip("ABCDEF", counts, strict=True)])
    assert only("pareto", file, "--amount", "n")["vital"] == 3
    found = only("iceberg", "--asked", "300", "--dissatisfied", "18", "--complained", "6", "--base", "9000")
    assert found["silent"] == pytest.approx(360)


def test_recurrence_before_and_after(tmp_path: Path) -> None:
    file = written(
        tmp_path, "category,product,customer,date",
        "late,P,A,2026-01-01", "late,P,B,2026-02-01", "late,P,,2026-07-01", "rude,P,A,2026-11-01",
    )  # fmt: skip
    found = told("recurrence", file, "--action", "2026-06-01")
    assert [one["again"] for one in found["complaints"]] == [True, False, False, False]
    assert [one["share"] for one in found["effect"]] == [0.5, 0.0]
    assert (found["results"]["n_before"], found["results"]["waiting"]) == (2, 1)


def test_agreement(tmp_path: Path) -> None:
    cells = {("1", "1"): 20, ("1", "0"): 5, ("0", "1"): 10, ("0", "0"): 15}
    rows = [f"{one},{two}" for (one, two), times in cells.items() for _ in range(times)]
    found = only("agreement", written(tmp_path, "anna,bo", *rows), "--first", "anna", "--second", "bo")
    assert found["kappa"] == pytest.approx(0.4)


def test_cost_of_complaints(tmp_path: Path) -> None:
    file = written(tmp_path, "minutes,remedy,before,after,value", "90,200,0.9,0.6,4000", "20,50,,,")
    found = only("complaint-cost", file, "--rate", "400")
    assert found["known_total"] == pytest.approx(2000 + 20 / 60 * 400 + 50)
    assert found["not_fully_known"] == 1


def test_courtesy_of_draft_answers(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "answer,name",
        '"Dear Nok, I am sorry. We will call you by Friday.",Nok',
        '"That is your own fault.",Nok',
    )
    found = told("courtesy", file, "--language", "en", "--customer", "name")
    assert (found["results"]["answers"], found["results"]["without_findings"]) == (2, 1)
    assert {one["code"] for one in found["findings"]} == {"reproaching", "name_missing", "no_empathy"}
    assert {one["answer"] for one in found["findings"]} == {2}
