"""`idic calc` for baskets, paths, cohorts, prices and control charts: files of the user, figures of the methods."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from idic.doors.cli.calc import command
from tests.methods.behaviour_oracle import churn
from tests.methods.clv import oracle


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))


def told(*arguments: str) -> dict[str, Any]:
    done = run(*arguments, "--json", "--limit", "100")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def written(folder: Path, *lines: str) -> str:
    path = folder / "file.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_baskets_of_the_book(tmp_path: Path) -> None:
    lines = [f"{number},{item}" for number, one in enumerate(churn()["basket_9"]["T"], start=1) for item in one]
    found = told(
        "baskets", written(tmp_path, "receipt,item", *lines), "--min-count", "2", "--max-length", "3", "--max-q", "1"
    )
    assert (found["results"]["baskets"], found["results"]["itemsets"]) == (9, 13)
    rule = next(one for one in found["rules"] if (one["antecedent"], one["consequent"]) == ("I1 + I2", "I5"))
    assert (rule["confidence"], rule["lift"]) == (0.5, 2.25)


def test_returned_lines_and_banned_items_are_counted(tmp_path: Path) -> None:
    file = written(tmp_path, "invoice,product,quantity", "1,tea,1", "1,bag,1", "2,tea,-1", "3,milk,2")
    found = told("baskets", file, "--ban", "bag")
    assert [found["results"][name] for name in ("baskets", "returned_lines", "banned_lines")] == [2, 1, 1]


def test_paths_within_a_gap(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "customer,date,category",
        "A,2026-01-01,tea",
        "A,2026-01-20,milk",
        "B,2026-01-01,tea",
        "B,2026-01-03,milk",
    )
    found = {one["pattern"]: one["customers"] for one in told("paths", file, "--min-support", "1")["patterns"]}
    assert found["tea > milk"] == 2
    near = {
        one["pattern"]: one["customers"]
        for one in told("paths", file, "--min-support", "1", "--max-gap", "5")["patterns"]
    }
    assert near["tea > milk"] == 1
    assert {(one["from"], one["to"], one["times"]) for one in told("paths", file)["transitions"]} >= {
        ("tea", "milk", 2)
    }


def test_cohorts_stop_at_the_last_month(tmp_path: Path) -> None:
    rows = [f"{who},{month}-15,10" for who, month in churn()["cohort"]["orders"]]
    found = told("cohorts", written(tmp_path, "customer,date,amount", *rows))
    cells = {(one["cohort"], one["months_later"]): one["retention"] for one in found["cells"]}
    assert cells["2026-02", 2] == 0.5
    assert ("2026-02", 3) not in cells


def test_van_westendorp_by_both_rules(tmp_path: Path) -> None:
    rows = [",".join(map(str, row)) for row in churn()["van_westendorp"]["respondents"]]
    file = written(tmp_path, "Too cheap,Cheap,Expensive,Too expensive", *rows, "1,,3,4")
    results = told("van-westendorp", file)["results"]
    assert [results[name] for name in ("pmc", "opp", "ipp", "pme")] == [65, 80, 82.5, 102.5]
    assert (results["respondents"], results["unanswered"]) == (10, 1)
    assert told("van-westendorp", file, "--rule", "strict")["results"]["pmc"] == 60


def test_gabor_granger_from_a_table(tmp_path: Path) -> None:
    asked = churn()["grouped_logit_price"]
    rows = [f"{price},{n},{k}" for price, n, k in zip(asked["price"], asked["n"], asked["buy"], strict=True)]
    results = told("gabor-granger", written(tmp_path, "price,asked,buyers", *rows), "--cost", "60")["results"]
    assert (results["best_revenue_price"], results["best_profit_price"]) == (90, 110)


def test_contracts_of_the_published_cohort(tmp_path: Path) -> None:
    known = oracle.expected()["sbg"]["regular"]
    left = [share / 100 * known["customers"] for share in known["percent_surviving"]]
    rows = [f"{renewal},{customers:.1f}" for renewal, customers in enumerate(left)]
    found = told("sbg", written(tmp_path, "renewal,customers", *rows), "--ahead", "5")
    assert [found["results"][name] for name in ("alpha", "beta")] == pytest.approx(known["alpha_beta"], rel=1e-4)
    renewals = found["renewals"]
    assert [renewals[place]["residual_lifetime"] for place in (0, 4)] == pytest.approx([2.964399, 5.894095], rel=1e-4)
    assert (len(renewals), renewals[-1]["surviving"]) == (len(left) - 1 + 5, None)
    done = run("sbg", written(tmp_path, "renewal,customers", "0,100", "2,80", "3,70"))
    assert done.exit_code != 0
    assert "0 is the start of the cohort" in str(done.exception) + done.output


def test_appeals_of_the_published_donors() -> None:
    found = told("bgbb", str(oracle.FOLDER / "donations_bgbb.csv"))
    known = oracle.expected()["bgbb"]["mle_on_donations"]
    got = [found["results"][name] for name in ("alpha", "beta", "gamma", "delta")]
    assert got == pytest.approx(known["params"], abs=6e-5)
    assert found["results"]["customers"] == 11104
    assert (found["histories"][0]["x"], found["histories"][0]["t_x"]) == (6, 6)
    assert found["histories"][0]["expected_purchases"] == pytest.approx(3.75, abs=0.01)


def test_a_control_chart_with_limits_of_its_first_rows(tmp_path: Path) -> None:
    flow = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1, 70]
    found = told(
        "control-chart", written(tmp_path, "week,value", *(f"{n},{x}" for n, x in enumerate(flow))), "--baseline", "10"
    )
    assert found["results"]["centre"] == 50.81
    assert {"row": 11, "from_row": 11, "rule": "beyond_3_sigma", "side": "above"} in found["found"]


def test_a_missing_column_is_named_with_what_the_file_has(tmp_path: Path) -> None:
    done = run("baskets", written(tmp_path, "a,b", "1,2"))
    assert done.exit_code != 0
    assert "--receipt" in str(done.exception) + done.output
