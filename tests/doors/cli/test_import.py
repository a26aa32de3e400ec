from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from idic.domain.identify.models import Customer, ImportBatch, Source
from idic.domain.sales.models import PurchaseLine
from idic.doors.cli import exit_codes
from idic.doors.cli.main import group
from idic.foundation.files.storage import local_path

CUSTOMERS = "CARD_NO,CUST_NM,TEL\n1,Anan Jaidee,081-234-5678\n2,Malee Suk,\n,Nobody,\n"


def idic_import(file: Path, *arguments: str) -> Result:
    """In this process, on the database of the tests."""
    place = connection.settings_dict
    address = f"postgresql:///{place['NAME']}?" + urlencode(
        {"host": place["HOST"], "port": place["PORT"], "user": place["USER"]}
    )
    return CliRunner().invoke(group, ["import", str(file), *arguments], env={"DATABASE_URL": address})


@pytest.fixture
def customers(tmp_path: Path, db: None) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(CUSTOMERS, encoding="utf-8")
    return path


def test_counts_and_refusals_by_reason_are_told(customers: Path) -> None:
    result = idic_import(customers, "--as", "customers", "--source", "till")
    assert result.exit_code == exit_codes.DONE
    assert "rows 3  new 2  changed 0  unchanged 0  refused 1" in result.stdout
    assert "1  The row has no customer number." in result.stdout
    assert Customer.objects.count() == 2
    assert Source.objects.get(code="till").mappings["customers"]["fields"]["source_id"] == "CARD_NO"


def test_the_same_file_again_changes_nothing(customers: Path) -> None:
    idic_import(customers, "--as", "customers")
    result = json.loads(idic_import(customers, "--as", "customers", "--json").stdout)
    assert (result["new"], result["changed"], result["unchanged"], result["refused"]) == (0, 0, 2, 1)
    assert result["refusals"][0]["code"] == "key_missing"


def test_a_dry_run_tells_what_would_happen_and_keeps_nothing(customers: Path) -> None:
    before = set(local_path("imports").glob("*"))
    result = json.loads(idic_import(customers, "--as", "customers", "--source", "new", "--dry-run", "--json").stdout)
    assert (result["dry_run"], result["new"], result["refused"]) == (True, 2, 1)
    assert not Customer.objects.exists()
    assert not ImportBatch.objects.exists()
    assert not Source.objects.filter(code="new").exists()
    assert set(local_path("imports").glob("*")) == before


def test_a_mapping_file_replaces_the_guess(customers: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "map.json"
    mapping.write_text(
        '{"kind": "customers", "fields": {"source_id": "CARD_NO", "nickname": "CUST_NM", "phone": "TEL"}}'
    )
    result = json.loads(idic_import(customers, "--as", "customers", "--map", str(mapping), "--json").stdout)
    assert result["mapping"] == {"source_id": "CARD_NO", "nickname": "CUST_NM", "phone": "TEL"}
    assert {refusal["code"]: refusal["rows"] for refusal in result["refusals"]} == {
        "nothing_known": 1,
        "key_missing": 1,
    }
    wrong = idic_import(customers, "--as", "purchases", "--map", str(mapping))
    assert (wrong.exit_code, "maps customers, not purchases" in wrong.stderr) == (exit_codes.REFUSED_INPUT, True)


def test_options_say_how_dates_and_numbers_are_written(tmp_path: Path, db: None) -> None:
    file = tmp_path / "sales.txt"
    file.write_bytes("ใบเสร็จ|รหัสลูกค้า|วันที่|จำนวน|ราคา\n1|7|01/02/2569|1|1,234\n".encode("cp874"))
    result = idic_import(
        file, "--as", "purchases", "--encoding", "cp874", "--delimiter", "bar", "--date-order", "mdy", "--decimal", ",",
        "--currency", "usd",
    )  # fmt: skip
    assert result.exit_code == exit_codes.DONE, result.output
    line = PurchaseLine.objects.select_related("purchase").get()
    assert (line.purchase.at.strftime("%m"), line.purchase.currency, str(line.amount)) == ("01", "USD", "1.2340")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "people.csv is empty"),
        (b"%PDF-1.7 and so on", "holds PDF"),
        (b"a,b\n1,2\n", "No column is chosen for Customer number in the source."),
    ],
)
def test_a_file_that_cannot_be_taken_ends_with_a_sentence_and_its_exit_code(
    tmp_path: Path, db: None, content: bytes, sentence: str
) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(content)
    result = idic_import(file, "--as", "customers", "--source", "x")
    assert result.exit_code == exit_codes.REFUSED_INPUT
    assert sentence in result.stderr
    assert not ImportBatch.objects.exists()
    assert not Source.objects.filter(code="x").exists()


def test_a_file_of_which_every_row_is_refused_ends_with_the_exit_code_of_refused_input(
    tmp_path: Path, db: None
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("customer id,name\n,Anan\n")
    result = idic_import(file, "--as", "customers")
    assert result.exit_code == exit_codes.REFUSED_INPUT
    assert "refused 1" in result.stdout


def test_wrong_usage_is_told_by_click(tmp_path: Path) -> None:
    missing = idic_import(tmp_path / "none.csv", "--as", "customers")
    assert (missing.exit_code, "does not exist" in missing.stderr) == (exit_codes.REFUSED_INPUT, True)
    file = tmp_path / "a.csv"
    file.write_text("a\n1\n")
    assert idic_import(file).exit_code == exit_codes.WRONG_USAGE
    assert idic_import(file, "--as", "customers", "--currency", "baht").exit_code == exit_codes.WRONG_USAGE


@pytest.mark.parametrize("source", ["desk", "Desk", "///", "x" * 41])
def test_a_source_that_no_file_can_have_is_refused_and_leaves_nothing(customers: Path, source: str) -> None:
    result = idic_import(customers, "--as", "customers", "--source", source)
    assert result.exit_code == exit_codes.WRONG_USAGE
    assert "--source" in result.stderr
    assert not Customer.objects.exists()
    assert not Source.objects.filter(code__startswith="x").exists()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_figures_of_a_day_that_nobody_can_mean_are_refused(db: None, day: str) -> None:
    place = connection.settings_dict
    address = f"postgresql:///{place['NAME']}?" + urlencode(
        {"host": place["HOST"], "port": place["PORT"], "user": place["USER"]}
    )
    result = CliRunner().invoke(group, ["refresh", "--as-of", day], env={"DATABASE_URL": address})
    assert result.exit_code == exit_codes.WRONG_USAGE
    assert "--as-of" in result.stderr
