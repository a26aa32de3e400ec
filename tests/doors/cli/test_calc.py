import csv
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner, Result

from idic.doors.cli import exit_codes
from idic.doors.cli.main import group
from idic.foundation.tables import open_table
from tests.methods import oracle as segmentation
from tests.methods.clv import oracle

AS_OF = date(2025, 12, 31)
RFM = segmentation.segmentation()["rfm"]


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
    assert result.stdout == ""
    return result.stderr


def written(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path


@pytest.fixture
def ten_customers(tmp_path: Path) -> Path:
    """The ten customers of docs/methods/rfm.md as purchases: the last order on its day, the others before it."""
    rows = []
    for one in RFM["customers"]:
        last = AS_OF - timedelta(days=one["days_since_last"])
        for number in range(one["orders"]):
            rows.append((one["id"], last - timedelta(days=number), one["amount"] / one["orders"]))
    return written(tmp_path / "purchases.csv", ["Customer ID", "Date", "Amount"], rows)


@pytest.fixture(scope="module")
def cdnow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cdnow") / "summaries.csv"
    rows = zip(*(column.tolist() for column in oracle.cdnow_customers()), strict=True)
    return written(path, ["frequency", "recency", "T"], rows)


def purchases_of_many(path: Path) -> Path:
    """Four hundred customers, three in four of whom came back."""
    start = date(2025, 1, 1)
    rows = []
    for number in range(400):
        for visit in range(number % 4 + 1):
            day = start + timedelta(days=number % 60 + visit * (20 + number % 17))
            rows.append((f"K{number:03d}", day, 10 + (number * 7 + visit * 13) % 90))
    return written(path, ["customer", "date", "amount"], rows)


@pytest.mark.parametrize("ties", ["min", "mid", "max"])
def test_the_ten_customers_score_as_published(ten_customers: Path, ties: str) -> None:
    found = document("rfm", ten_customers, "--as-of", AS_OF, "--ties", ties)
    codes = {row["customer"]: str(row["code"]) for row in found["customers"]}
    assert codes == dict(zip((one["id"] for one in RFM["customers"]), RFM["scores"][ties], strict=True))


def test_the_ten_customers_score_as_published_when_nested(ten_customers: Path) -> None:
    found = document("rfm", ten_customers, "--as-of", AS_OF, "--scheme", "nested")
    codes = {row["customer"]: str(row["code"]) for row in found["customers"]}
    assert codes == dict(zip((one["id"] for one in RFM["customers"]), RFM["nested"], strict=True))


def test_fixed_limits_decide_when_they_are_given(ten_customers: Path) -> None:
    limits = ["--recency-limits", "10,40,100,250", "--frequency-limits", "2,3,5,10"]
    limits += ["--monetary-limits", "50,100,400,1000"]
    found = document("rfm", ten_customers, "--as-of", AS_OF, "--scheme", "fixed", *limits, "--limit", 1)
    assert [(row["customer"], row["code"]) for row in found["customers"]] == [("C01", 555)]
    assert calc("rfm", ten_customers, "--scheme", "fixed").exit_code == exit_codes.WRONG_USAGE


@pytest.mark.parametrize(
    ("model", "expected", "log_likelihood"),
    [
        ("bgnbd", oracle.expected()["bgnbd"]["mle_on_cdnow_groups"]["params"], -9582.4292),
        ("mbgnbd", oracle.expected()["mbgnbd"]["mle_on_cdnow_groups"]["params_r_alpha_a_b"], -9582.1357),
        ("pareto_nbd", oracle.expected()["pareto_nbd"]["mle_on_cdnow_groups"]["params"], -9594.9762),
    ],
)
def test_cdnow_summaries_give_the_published_parameters(
    cdnow: Path, model: str, expected: list[float], log_likelihood: float
) -> None:
    found = document("clv", cdnow, "--model", model)
    (fit,) = found["fits"]
    assert list(fit["parameters"].values()) == pytest.approx(expected, rel=2e-4)
    assert fit["log_likelihood"] == pytest.approx(log_likelihood, abs=2e-3)
    assert (fit["n"], fit["converged"], found["results"]["repeat_customers"]) == (2357, True, 946)


def test_days_give_the_same_customers_as_weeks(cdnow: Path, tmp_path: Path) -> None:
    x, t_x, T = oracle.cdnow_customers()
    days = written(tmp_path / "days.csv", ["x", "t_x", "T"], zip(x.astype(int), t_x * 7, T * 7, strict=True))
    (fit,) = document("clv", days, "--time-unit", "days")["fits"]
    assert fit["parameters"]["alpha"] == pytest.approx(4.4136, rel=1e-3)


def test_cdnow_purchases_in_columns_set_apart_by_spaces(shared_data: Path, tmp_path: Path) -> None:
    import gzip

    with gzip.open(shared_data / "cdnow" / "CDNOW_sample.txt.gz", "rt") as file:
        lines = [" ".join(line.split()[1:]) for line in file if line.split()]
    path = tmp_path / "sample.txt"
    path.write_text("\n".join([" customer_id  date number_of_cds  dollar_value", *lines]))
    found = document("clv", path, "--as-of", "1997-09-30")
    buying, spending = found["fits"]
    assert list(buying["parameters"].values()) == pytest.approx([0.242595, 4.413602, 0.792922, 2.425907], rel=1e-3)
    assert list(spending["parameters"].values()) == pytest.approx([6.249573, 3.744225, 15.443518], rel=1e-3)
    assert found["rows"]["refused"].keys() == {"after_as_of"}
    held = document("clv", path, "--as-of", "1998-06-30", "--calibration-end", "1997-09-30")
    errors = {row["forecast"]: row["mean_absolute_error"] for row in held["hold_out"]}
    assert errors["bgnbd"] == pytest.approx(0.785454, abs=2e-3)
    assert errors["as before (x/T)"] == pytest.approx(1.023669, abs=2e-3)
    assert held["results"]["better_than_naive"] is True


def test_a_document_has_these_parts(tmp_path: Path) -> None:
    found = document("clv", purchases_of_many(tmp_path / "p.csv"), "--limit", 3)
    assert found.keys() == {
        "method", "files", "as_of", "rows", "settings", "results", "fits", "warnings", "customers",
    }  # fmt: skip
    assert found["settings"] == {"model": "bgnbd", "horizon_weeks": 52, "yearly_discount": 0.1, "margin": 0.25}
    assert len(found["customers"]) == 3
    assert found["customers"][0].keys() == {
        "customer", "x", "t_x", "T", "m", "p_alive", "expected_purchases", "expected_spend", "clv",
    }  # fmt: skip
    assert {"code", "count", "sentence"} == found["warnings"][0].keys()


def test_tables_are_for_people_and_progress_goes_to_standard_error(ten_customers: Path) -> None:
    result = calc("rfm", ten_customers, "--as-of", AS_OF, "--limit", 2)
    assert "champions" in result.stdout
    assert "First 2 of 10 customers" in result.stdout
    assert result.stderr == "Reading purchases.csv …\n"


def test_rows_that_cannot_be_used_are_counted_by_reason_with_their_first_row(tmp_path: Path) -> None:
    rows = [("a", "2025-01-05", "10.50"), ("", "2025-01-05", "3"), ("b", "2025-02-30", "3"), ("b", "05/06/2025", "3"),
            ("b", "soon", "3"), ("b", "2025-03-01", "three"), ("b", "2025-03-01", ""), ("c", "2999-01-01", "3"),
            ("d", "2568-03-01", "1,200.00")]  # fmt: skip
    path = written(tmp_path / "p.csv", ["customer", "date", "amount"], rows)
    result = calc("rfm", path, "--json")
    found = json.loads(result.stdout)
    assert found["rows"] == {
        "read": 9,
        "used": 2,
        "refused": {
            "customer_missing": 1, "date_ambiguous": 1, "date_impossible": 1, "date_unreadable": 1, "date_future": 1,
            "number_unreadable": 1, "number_missing": 1,
        },
    }  # fmt: skip
    assert "day and month could be exchanged; use --date-order (first: p.csv row 5)." in result.stderr
    days = {row["customer"]: row["last_purchase"] for row in found["customers"]}
    assert days == {"a": "2025-01-05", "d": "2025-03-01"}


def test_the_user_says_how_dates_and_numbers_are_written(tmp_path: Path) -> None:
    rows = [("a", "05/06/2025", "1.234"), ("b", "07/08/2025", "2,5")]
    path = written(tmp_path / "p.csv", ["wer", "wann", "viel"], rows)
    named = ["--customer", "wer", "--date", "wann", "--amount", "viel", "--date-order", "mdy", "--decimal", ","]
    found = document("rfm", path, *named)
    assert {row["customer"]: (row["last_purchase"], row["monetary"]) for row in found["customers"]} == {
        "a": ("2025-05-06", 1234.0),
        "b": ("2025-07-08", 2.5),
    }


def test_the_user_says_how_the_file_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "thai.csv"
    path.write_bytes("รหัสลูกค้า;วันที่;ยอดเงิน\nก-1;15/04/2568;100,50\n".encode("cp874"))
    (only,) = document("rfm", path, "--encoding", "cp874", "--delimiter", "semicolon")["customers"]
    assert (only["customer"], only["last_purchase"], only["monetary"]) == ("ก-1", "2025-04-15", 100.5)
    assert "is not divided by" in refused("rfm", path, "--delimiter", "bar")


def test_lines_of_one_invoice_are_one_order_and_a_return_lowers_the_money(tmp_path: Path) -> None:
    rows = [
        ("1", "a", "2025-01-05 10:00", 2, 5),
        ("1", "a", "2025-01-05 10:00", 1, 7),
        ("2", "a", "2025-01-05 18:30", 1, 1),
        ("C3", "a", "2025-02-01 09:00", -1, 5),
        ("C4", "b", "2025-02-01 09:00", -1, 5),
    ]
    path = written(tmp_path / "p.csv", ["InvoiceNo", "CustomerID", "InvoiceDate", "Quantity", "UnitPrice"], rows)
    found = document("rfm", path)
    (only,) = found["customers"]
    assert [only[name] for name in ("customer", "frequency", "monetary")] == ["a", 2, 13.0]
    assert only["last_purchase"] == "2025-01-05"
    assert found["as_of"] == "2025-02-01"
    assert {(one["code"], one["count"]) for one in found["warnings"]} >= {("returns_only", 1)}


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".xlsx", ".jsonl"])
def test_every_kind_of_file_gives_the_same_scores(ten_customers: Path, tmp_path: Path, suffix: str) -> None:
    table = pl.read_csv(ten_customers, try_parse_dates=True)
    path = tmp_path / f"same{suffix}"
    if suffix == ".parquet":
        table.write_parquet(path)
    elif suffix == ".xlsx":
        table.write_excel(path)
    elif suffix == ".jsonl":
        table.with_columns(pl.col("Date").cast(pl.String)).write_ndjson(path)
    else:
        table.write_csv(path)
    expected = document("rfm", ten_customers, "--as-of", AS_OF)["customers"]
    assert document("rfm", path, "--as-of", AS_OF)["customers"] == expected


def test_several_files_are_one_base(ten_customers: Path, tmp_path: Path) -> None:
    table = pl.read_csv(ten_customers)
    table.head(10).write_csv(tmp_path / "one.csv")
    table.tail(-10).write_csv(tmp_path / "two.csv")
    parts = document("rfm", tmp_path / "one.csv", tmp_path / "two.csv", "--as-of", AS_OF)
    assert parts["customers"] == document("rfm", ten_customers, "--as-of", AS_OF)["customers"]


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".xlsx"])
def test_all_customers_go_to_a_file_on_request(ten_customers: Path, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"scores{suffix}"
    assert calc("rfm", ten_customers, "--out", target, "--limit", 0).exit_code == 0
    assert len(open_table(target).sample()) == 10
    assert "exists already" in refused("rfm", ten_customers, "--out", target)
    assert calc("rfm", ten_customers, "--out", target, "--overwrite").exit_code == 0


def test_the_file_that_is_read_is_never_written(ten_customers: Path) -> None:
    assert "is the file that is read" in refused("rfm", ten_customers, "--out", ten_customers, "--overwrite")


def test_a_target_of_unknown_kind_is_wrong_usage(ten_customers: Path) -> None:
    assert calc("rfm", ten_customers, "--out", "scores.pdf").exit_code == exit_codes.WRONG_USAGE


def test_tiers_stand_on_the_lifetime_value(tmp_path: Path) -> None:
    found = document("tiers", purchases_of_many(tmp_path / "p.csv"), "--margin", "0.5")
    counts = {row["tier"]: row["customers"] for row in found["tiers"]}
    assert sum(counts.values()) == found["results"]["customers"]
    assert counts["most_valuable"] == pytest.approx(found["results"]["customers"] / 10, abs=6)
    assert found["settings"]["margin"] == 0.5


def test_tiers_of_a_column_of_values_are_those_of_the_method_page(tmp_path: Path) -> None:
    actual = [900, 800, 300, 200, 100, 50, 10, 0, -40, -60]
    strategic = [2000, 820, 1500, 260, 100, 50, 10, 0, -10, 90]
    rows = [(f"C{place}", *pair) for place, pair in enumerate(zip(actual, strategic, strict=True))]
    path = written(tmp_path / "values.csv", ["customer", "profit", "potential"], rows)
    shares = ["--mvc-share", "0.2", "--mgc-share", "0.2"]
    found = document("tiers", path, "--value", "profit", "--strategic", "potential", *shares)
    tiers = {row["customer"]: row["tier"] for row in found["customers"]}
    assert [tiers[f"C{place}"] for place in (0, 1, 2, 8, 9)] == [
        "super_growth", "most_valuable", "most_growable", "below_zero", "migrator",
    ]  # fmt: skip


def test_too_few_repeat_customers_are_refused_with_the_way_out(ten_customers: Path) -> None:
    assert "at least 100 are needed" in refused("clv", ten_customers)


def test_a_value_is_withheld_when_the_forecast_is_worse_than_naive(tmp_path: Path) -> None:
    """All buy in winter, pause in spring, as if gone for good, and go on in summer as often as before."""
    rows = []
    for number in range(150):
        times = 3 + number % 5
        for visit in range(times):
            rows.append((f"K{number}", date(2025, 1, 1) + timedelta(days=number % 9 + 7 * visit), 5 + number % 7))
            rows.append((f"K{number}", date(2025, 6, 2) + timedelta(days=number % 9 + 20 * visit), 5 + number % 7))
    path = written(tmp_path / "p.csv", ["customer", "date", "amount"], rows)
    found = document("clv", path, "--calibration-end", "2025-06-01")
    assert found["results"]["better_than_naive"] is False
    assert found["results"]["equity"] is None
    assert {row["clv"] for row in found["customers"]} == {None}


def test_bad_summaries_are_counted_by_the_rule_they_break(cdnow: Path, tmp_path: Path) -> None:
    lines = cdnow.read_text().splitlines()
    path = tmp_path / "bad.csv"
    path.write_text("\n".join([*lines, "1,0,20", "2,30,20", "-1,2,20", "1.5,2,20", "0,0,0", "x,2,20"]))
    found = document("clv", path)
    assert found["rows"]["refused"] == {
        "x_positive_but_t_x_zero": 1, "t_x_out_of_range": 1, "x_negative": 1, "x_not_whole": 1, "not_finite": 1,
    }  # fmt: skip
    assert ("first_purchase_on_last_day", 1) in {(one["code"], one["count"]) for one in found["warnings"]}
    assert found["fits"][0]["n"] == 2357


def test_files_that_are_no_purchases_are_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("")
    assert refused("rfm", tmp_path / "empty.csv").startswith("Error: empty.csv is empty. Choose a file")
    assert "cannot be opened" in refused("rfm", tmp_path / "nowhere.csv")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 ....")
    assert "a.pdf holds PDF, which is not a table" in refused("clv", tmp_path / "a.pdf")
    plain = written(tmp_path / "c.csv", ["colour", "size"], [("red", "large")])
    assert "say which column to use with --customer and --date and --amount" in refused("rfm", plain)
    assert "The file has: colour, size." in refused("rfm", plain)
    assert "has no column “who”" in refused("rfm", plain, "--customer", "who")
    nothing = written(tmp_path / "d.csv", ["customer", "date", "amount"], [("", "", "x")])
    assert "No row can be used" in refused("rfm", nothing)


def test_calc_touches_no_database_and_no_settings(ten_customers: Path, cdnow: Path) -> None:
    program = (
        "import socket, sys\n"
        "def no(*arguments, **named): raise AssertionError('a connection was tried')\n"
        "socket.socket.connect = no\n"
        "from click.testing import CliRunner\n"
        "from idic.doors.cli.main import group\n"
        "for arguments in (['rfm', sys.argv[1]], ['clv', sys.argv[2]], ['clv', sys.argv[1]], ['rfm', 'nowhere.csv']):\n"
        "    print(CliRunner().invoke(group, ['calc', *arguments]).exit_code)\n"
        "from django.apps import apps\n"
        "from django.conf import settings\n"
        "print(settings.configured, apps.ready)\n"
        "print([name for name in ('psycopg', 'procrastinate', 'duckdb', 'ibis') if name in sys.modules])\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, str(ten_customers), str(cdnow)],
        capture_output=True, text=True, check=True, env={"PATH": "/usr/bin:/bin"}, timeout=120,
    )  # fmt: skip
    assert result.stdout.split("\n")[:-1] == ["0", "0", "5", "5", "False False", "[]"]


@pytest.mark.parametrize("method", ["rfm", "clv", "tiers"])
def test_every_method_explains_itself_with_examples(method: str) -> None:
    result = calc(method, "--help")
    assert result.exit_code == 0
    assert f"idic calc {method} " in result.output
    assert "Examples:" in result.output
