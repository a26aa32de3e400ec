import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner, Result

from idic.doors.cli import exit_codes
from idic.doors.cli.main import group
from tests.methods.churn_oracle import FOLDER, expected

IRANIAN = FOLDER / "iranian_telecom_churn.csv.gz"
TRIAL = expected()["kaplan_meier_6mp"]


def calc(*arguments: object) -> Result:
    return CliRunner().invoke(group, ["calc", *map(str, arguments)])


def document(*arguments: object) -> dict[str, Any]:
    result = calc(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def refused(*arguments: object) -> str:
    result = calc(*arguments)
    assert result.exit_code == exit_codes.REFUSED_INPUT, result.output
    return result.stderr


def written(path: Path, rows: list[dict[str, object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def customers(count: int, *, left: str = "yes", stayed: str = "no") -> list[dict[str, object]]:
    rng = np.random.default_rng(1)
    rows = []
    for number in range(count):
        calls, plan = int(rng.poisson(3)), str(rng.choice(["basic", "gold"]))
        gone = rng.random() < 1 / (1 + np.exp(1 - 0.8 * (calls - 3) + 2 * (plan == "gold")))
        rows.append(
            {"Customer ID": f"K{number:04d}", "Calls": calls, "Plan": plan, "Note": f"text {number}",
             "Snapshot": "2025" if number % 2 else "2026", "Left": left if gone else stayed}
        )  # fmt: skip
    return rows


@pytest.fixture
def trial(tmp_path: Path) -> Path:
    drug = [
        {"Weeks": week, "Back": gone, "Group": "6-MP"} for week, gone in zip(TRIAL["t"], TRIAL["event"], strict=True)
    ]
    placebo = [{"Weeks": week, "Back": 1, "Group": "placebo"} for week in TRIAL["logrank_vs_placebo"]["placebo_t"]]
    return written(tmp_path / "trial.csv", [*drug, *placebo])


def test_iranian_telecom_customers_are_judged_scored_and_explained() -> None:
    found = document("churn-model", IRANIAN, "--outcome", "Churn", "--kind", "boosting")
    assert found["rows"]["used"] == 3150
    assert found["results"]["auc"] == pytest.approx(0.991, abs=0.004)
    assert found["results"]["auc_low"] < found["results"]["auc"] < found["results"]["auc_high"]
    assert found["deciles"][0]["lift"] > 6
    assert [one["what"] for one in found["against"]] == ["model", "prevalence"]
    risk = [one["probability"] for one in found["customers"]]
    assert risk == sorted(risk, reverse=True)
    assert found["customers"][0]["contribution_1"] > 0


def test_the_last_snapshot_judges_and_a_column_of_names_is_left_out(tmp_path: Path) -> None:
    path = written(tmp_path / "customers.csv", customers(800))
    found = document("churn-model", path, "--outcome", "Left", "--period", "Snapshot", "--value", 200)
    assert found["settings"]["by_time"] is True
    assert found["results"]["judged_on"] == 400
    assert 0 < found["results"]["share_to_contact"] <= 1
    assert [one["code"] for one in found["warnings"]] == ["columns_without_use"]
    assert {found["customers"][0]["reason_1"], found["customers"][0]["reason_2"]} == {"Calls", "Plan"}
    assert found["customers"][0]["customer"].startswith("K")


def test_an_outcome_in_words_of_ones_own_needs_to_be_told_apart(tmp_path: Path) -> None:
    path = written(tmp_path / "customers.csv", customers(300, left="closed", stayed="open"))
    assert "--left" in refused("churn-model", path, "--outcome", "Left")
    out = tmp_path / "risk.parquet"
    found = document("churn-model", path, "--outcome", "Left", "--left", "closed", "--kind", "logistic", "--out", out)
    assert found["results"]["auc"] > 0.6
    table = pl.read_parquet(out)
    assert table.height == 300
    assert table["probability"].is_sorted(descending=True)
    assert table["reason_1"].null_count() == 0
    assert "No row has" in refused("churn-model", path, "--outcome", "Left", "--left", "gone")


def test_nobody_left_is_refused_in_words(tmp_path: Path) -> None:
    path = written(tmp_path / "customers.csv", customers(100, left="no"))
    assert "the same one" in refused("churn-model", path, "--outcome", "Left")
    assert "has no column" in refused("churn-model", path, "--outcome", "Gone")


def test_the_published_trial_by_group(trial: Path) -> None:
    found = document(
        "survival", trial, "--duration", "Weeks", "--left", "Back", "--group", "Group", "--level", "0.95"
    )  # fmt: skip
    drug = {one["time"]: one["share"] for one in found["curve"] if one["group"] == "6-MP"}
    assert drug == pytest.approx({float(time): share for time, share in TRIAL["S"].items()}, abs=5e-7)
    assert found["results"]["log_rank"] == pytest.approx(16.7929, abs=5e-5)
    assert found["results"]["p"] == pytest.approx(4.1688e-5, rel=1e-4)
    printed = calc("survival", trial, "--duration", "Weeks", "--left", "Back")
    assert "Share still there" in printed.stdout


def test_causes_and_still_there_instead_of_left(tmp_path: Path) -> None:
    times = [*TRIAL["t"], *TRIAL["logrank_vs_placebo"]["placebo_t"]]
    events = [*TRIAL["event"], *[1] * 21]
    rows: list[dict[str, object]] = [
        {"weeks": week, "still": 1 - gone, "placebo": int(place >= 21)}
        for place, (week, gone) in enumerate(zip(times, events, strict=True))
    ]
    path = written(tmp_path / "trial.csv", rows)
    found = document("survival", path, "--duration", "weeks", "--censored", "still", "--cause", "placebo")
    assert found["effects"][0]["log_hazard"] == pytest.approx(1.572125, abs=5e-7)


def test_survival_wants_one_of_left_and_censored(trial: Path) -> None:
    assert calc("survival", trial, "--duration", "Weeks").exit_code == 2
    assert "above 0" in refused("survival", trial, "--duration", "Back", "--left", "Back")
