"""`idic calc likeness`: a file of texts in several scripts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from idic.doors.cli.calc import command
from tests.methods.likeness.sentences import FILE


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, ["likeness", *map(str, arguments)])


def told(*arguments: str | Path) -> dict[str, Any]:
    done = run(*arguments, "--json", "--limit", "1000")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_every_text_with_those_like_it_and_how_often_the_label_agrees() -> None:
    found = told(FILE, "--label", "matter", "--k", "3")
    assert found["results"]["texts"] == 160
    assert found["results"]["same_label_at_3"] == pytest.approx((0.65 + 0.8 + 0.925 + 0.925) / 4, abs=0.01)
    shares = [pair["share"] for pair in found["pairs"]]
    assert shares == sorted(shares, reverse=True)
    assert all(0 < share <= 1 for share in shares)
    assert all(pair["row"] != pair["like_row"] for pair in found["pairs"])


def test_what_is_most_like_a_question_and_why() -> None:
    found = told(FILE, "--like", "แบตเตอรี่หมดไวมาก", "--k", "2")["pairs"]
    assert [pair["row"] for pair in found] == [None, None]
    assert all("แบต" in pair["like_text"] and "แบต" in pair["because"] for pair in found)


def test_rows_without_a_text_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_text("description,reason\n退款没有收到,refund\n,parcel\n還沒收到退款,refund\n", encoding="utf-8")
    found = told(path, "--label", "reason", "--k", "1")
    assert (found["results"]["texts"], found["results"]["rows_without_text"]) == (2, 1)
    assert found["results"]["same_label_at_1"] == 1
    assert {(pair["row"], pair["like_row"]) for pair in found["pairs"]} == {(2, 4), (4, 2)}


def test_a_file_without_texts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_text("text,reason\n,a\n", encoding="utf-8")
    done = run(path)
    assert done.exit_code != 0
    assert "0 texts" in str(done.exception) + done.output
