"""The 801 households of the open data: demographics, their main shop, and the part of the year that the cut shows."""

import csv
import gzip
import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final, Literal

import polars as pl

from idic.sample.making.dice import dice
from idic.sample.making.period import DAYS, FIRST_DAY, LAST_DAY

Stay = Literal["whole year", "newcomer", "lapsed", "short stay"]
STAYS: Final[tuple[tuple[Stay, float], ...]] = (
    ("whole year", 0.36),
    ("newcomer", 0.27),
    ("lapsed", 0.24),
    ("short stay", 0.13),
)
DEMOGRAPHICS: Final = (
    "age",
    "income",
    "home_ownership",
    "marital_status",
    "household_size",
    "household_comp",
    "kids_count",
)


@dataclass(frozen=True)
class Household:
    number: int
    demographics: dict[str, str]
    stay: Stay
    first_day: date
    last_day: date
    main_branch: int


def load_households(folder: Path, lines: pl.DataFrame, branches: dict[int, int]) -> list[Household]:
    rng = dice("stay")
    main = _main_branches(lines, branches)
    with gzip.open(folder / "demographics.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["household_id"]))
    return [_household(row, main[int(row["household_id"])], rng) for row in rows]


def branch_of_store(lines: pl.DataFrame, branches: int) -> dict[int, int]:
    """The shops by number of lines: the n-th becomes branch 1 + (n mod branches)."""
    ranked = lines.group_by("store_id").len().sort(["len", "store_id"], descending=[True, False])["store_id"].to_list()
    return {store: 1 + rank % branches for rank, store in enumerate(ranked)}


def _main_branches(lines: pl.DataFrame, branches: dict[int, int]) -> dict[int, int]:
    counts = (
        lines.group_by("household_id", "store_id")
        .len()
        .sort(["household_id", "len", "store_id"], descending=[False, True, False])
        .unique("household_id", keep="first", maintain_order=True)
    )
    return {household: branches[store] for household, store, _ in counts.iter_rows()}


def _household(row: dict[str, str], branch: int, rng: random.Random) -> Household:
    stay = rng.choices([name for name, _ in STAYS], [share for _, share in STAYS])[0]
    first, last = FIRST_DAY, LAST_DAY
    match stay:
        case "newcomer":
            first += timedelta(days=rng.randrange(60, DAYS - 7))
        case "lapsed":
            last = FIRST_DAY + timedelta(days=rng.randrange(30, DAYS - 60))
        case "short stay":
            first += timedelta(days=rng.randrange(0, DAYS - 100))
            last = first + timedelta(days=rng.randrange(20, 90))
        case "whole year":
            pass
    return Household(int(row["household_id"]), {name: row[name] for name in DEMOGRAPHICS}, stay, first, last, branch)
