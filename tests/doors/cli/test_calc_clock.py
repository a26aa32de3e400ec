"""`idic calc clock`: working time of the cases of a file, with the figures of tests/data/methods/sla.json."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner, Result

from idic.doors.cli.calc import command
from tests.methods.business_clock.calendars import ORACLE

BANGKOK = (
    "--zone", "Asia/Bangkok", "--hours", "mon-fri 08:30-12:00, 13:00-16:30",
    *(word for day in ORACLE["calendar"]["holidays"] for word in ("--day", day)),
)  # fmt: skip


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, ["clock", *arguments])


def told(*arguments: str) -> dict[str, Any]:
    done = run(*arguments, "--json", "--limit", "100")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def refused(*arguments: str) -> str:
    done = run(*arguments)
    assert done.exit_code != 0
    return str(done.exception) + done.output


def written(folder: Path, *lines: str) -> str:
    path = folder / "cases.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def in_utc(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_promises_run_out_as_published(tmp_path: Path) -> None:
    file = written(tmp_path, "start,budget", *(f"{one['start']},{one['budget_min']}" for one in ORACLE["due"]))
    assert [one["due"] for one in told(file, *BANGKOK)["cases"]] == [in_utc(one["due"]) for one in ORACLE["due"]]


def test_working_minutes_as_published(tmp_path: Path) -> None:
    rows = [
        f"{one['start']},{one['end']},{';'.join('/'.join(pause) for pause in one['pauses'])}"
        for one in ORACLE["elapsed"]
    ]
    found = told(written(tmp_path, "start,end,pauses", *rows), *BANGKOK, "--minutes", "480")
    assert [one["minutes"] for one in found["cases"]] == [one["minutes"] for one in ORACLE["elapsed"]]
    assert (found["results"]["within_budget"], found["results"]["late"]) == (1, 1)


def test_without_hours_it_is_open_day_and_night(tmp_path: Path) -> None:
    said = ORACLE["dst"]["always_open_24x7"]
    file = written(tmp_path, "opened,closed", f"{said['start']},{said['end']}")
    assert told(file, "--zone", "America/New_York")["cases"][0]["minutes"] == said["minutes"]


def test_public_holidays_and_made_up_weekends(tmp_path: Path) -> None:
    file = written(tmp_path, "start,minutes", "2025-12-31T17:00+08:00,120")
    found = told(file, "--zone", "Asia/Shanghai", "--hours", "mon-fri 09:00-12:00 13:00-18:00", "--holidays", "CN")
    assert found["cases"][0]["due"] == "2026-01-04T02:00:00Z"


def test_rows_without_a_zone_are_not_guessed(tmp_path: Path) -> None:
    file = written(
        tmp_path, "start,end", "2026-04-16 08:30,2026-04-16 09:30", "2026-04-16T08:30+07:00,2026-04-16T09:30+07:00",
        "2026-04-16T08:30+07:00,2026-04-16T07:30+07:00", ",2026-04-16T09:30+07:00", "soon,2026-04-16T09:30+07:00",
    )  # fmt: skip
    found = told(file, *BANGKOK)
    assert found["rows"] == {
        "read": 5, "used": 1,
        "refused": {"moment_without_zone": 1, "end_before_start": 1, "moment_missing": 1, "moment_unreadable": 1},
    }  # fmt: skip
    assert [one["minutes"] for one in told(file, *BANGKOK, "--local", "Asia/Bangkok")["cases"]] == [60, 60]


def test_typed_moments_keep_their_time_of_day(tmp_path: Path) -> None:
    path = tmp_path / "cases.parquet"
    start = pl.Series("start", [datetime(2026, 4, 16, 1, 30)]).dt.replace_time_zone("UTC")
    pl.DataFrame([start, start.dt.offset_by("90m").alias("end")]).write_parquet(path)
    assert told(str(path), *BANGKOK, "--local", "UTC")["cases"][0]["minutes"] == 90
    pl.DataFrame(
        [start.dt.replace_time_zone(None), start.dt.offset_by("90m").dt.replace_time_zone(None).alias("end")]
    ).write_excel(tmp_path / "cases.xlsx")
    assert told(str(tmp_path / "cases.xlsx"), *BANGKOK, "--local", "UTC")["cases"][0]["minutes"] == 90


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--zone", "Asia/Bangkock"), "no time zone"),
        (("--zone", "Asia/Bangkok", "--hours", "mon-fry 8:00-9:00"), "names no days of the week"),
        (("--zone", "Asia/Bangkok", "--hours", "mon 9:00-8:00x"), "is no window"),
        (("--zone", "Asia/Bangkok", "--hours", "mon 8:00-12:00 11:00-13:00"), "overlap"),
        (("--zone", "Asia/Bangkok", "--hours", "mon"), "has no open time"),
        (("--zone", "Asia/Bangkok", "--day", "31.12.2026"), "is no day"),
        (("--zone", "Asia/Bangkok", "--holidays", "XX", "--minutes", "5"), "no list of public holidays"),
        (("--zone", "Asia/Bangkok", "--local", "here"), "no time zone"),
        (("--zone", "Asia/Bangkok"), "Say what to reckon with"),
    ],
)
def test_what_cannot_be_reckoned_is_refused_in_words(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    assert words in refused(written(tmp_path, "start", "2026-04-16T08:30+07:00"), *arguments)
