"""The days of a snapshot as columns, in the order of customers and days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from idic.warehouse.customer_days.carrying import MART, file_of, sums_of_purchases, table_of
from idic.warehouse.customer_days.sums import NOBODY
from idic.warehouse.snapshots import EMPTY, Snapshot

if TYPE_CHECKING:
    import pyarrow as pa

Ints = npt.NDArray[np.int64]
Days = npt.NDArray[np.int32]
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class ReadDays:
    """Days of one currency, as whole days since 1970; `figures` holds the columns that were asked for."""

    customer: Ints
    day: Days
    figures: dict[str, Ints]

    @property
    def with_orders(self) -> ReadDays:
        """The days on which something was bought."""
        return self.where(self.figures["orders"] > 0)

    def until(self, day: date) -> ReadDays:
        return self.where(self.day <= number_of(day))

    def where(self, kept: npt.NDArray[np.bool_]) -> ReadDays:
        if kept.all():
            return self
        return ReadDays(self.customer[kept], self.day[kept], {name: one[kept] for name, one in self.figures.items()})


def read_days(
    snapshot: Snapshot, *names: str, until: date, currency: str, after: date | None = None, nobody: bool = False
) -> ReadDays:
    """`names` of the figures; days later than `after`. `nobody`: those of purchases that name no customer come first."""
    last, first = number_of(until), None if after is None else number_of(after)
    tables = [
        _kept(table, currency, last, first)
        for table in _blocks(snapshot, ("customer_id", "currency", "day", *names), nobody=nobody)
    ]
    columns = {
        name: np.concatenate([one[name] for one in tables]) if tables else np.zeros(0, dtype=np.int64)
        for name in ("customer_id", "day", *names)
    }
    return ReadDays(columns.pop("customer_id"), columns.pop("day").astype(np.int32, copy=False), columns)


def currencies_of(snapshot: Snapshot) -> dict[str, int]:
    """How many purchases there are in each currency."""
    found: dict[str, int] = {}
    for table in _blocks(snapshot, ("currency", "purchases"), nobody=True):
        for row in table.group_by("currency").aggregate([("purchases", "sum")]).to_pylist():
            found[row["currency"]] = found.get(row["currency"], 0) + row["purchases_sum"]
    return found


def number_of(day: date) -> int:
    return day.toordinal() - _EPOCH


def day_of(number: int) -> date:
    return date.fromordinal(number + _EPOCH)


def run_starts(values: npt.NDArray[np.generic]) -> npt.NDArray[np.intp]:
    return np.flatnonzero(np.concatenate([np.ones(min(values.size, 1), np.bool_), values[1:] != values[:-1]]))


def _kept(table: pa.Table, currency: str, last: int, first: int | None) -> dict[str, npt.NDArray[np.generic]]:
    import pyarrow.compute as compute

    day = table.column("day").combine_chunks().view("int32").to_numpy()
    kept = day <= last
    if first is not None:
        kept &= day > first
    encoded = table.column("currency").combine_chunks().dictionary_encode()
    place = encoded.dictionary.index(currency).as_py()
    if place < 0:
        kept[:] = False
    elif len(encoded.dictionary) > 1:
        kept &= encoded.indices.to_numpy() == place
    columns = {
        name: table.column(name).to_numpy() for name in table.column_names if name not in ("currency", "customer_id")
    }
    columns["customer_id"] = compute.fill_null(table.column("customer_id"), NOBODY).to_numpy()
    columns["day"] = day
    return columns if kept.all() else {name: one[kept] for name, one in columns.items()}


def _blocks(snapshot: Snapshot, names: tuple[str, ...], *, nobody: bool) -> Iterator[pa.Table]:
    """The customers of 65,536 numbers at a time; a snapshot from before the mart was kept has them from its purchases."""
    import pyarrow.parquet as parquet

    if MART not in snapshot.rows:
        for block, (sums, currencies) in sums_of_purchases(snapshot).items():
            if nobody or block != NOBODY:
                yield table_of(sums, currencies).select(list(names))
        return
    files = sorted(set(snapshot.files[MART]) - {EMPTY})
    nameless = file_of(NOBODY)
    chosen = [nameless] * (nobody and nameless in files) + [file for file in files if file != nameless]
    for file in chosen:
        path: Path = snapshot.folder / MART / file
        yield parquet.ParquetFile(path, read_dictionary=["currency"]).read(list(names))
