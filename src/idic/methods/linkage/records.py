"""Tables of raw records in bulk: one table with ids and sources, then the prepared columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
import pyarrow as pa

from idic.methods.linkage.columns import RECORD, SOURCE, STRATUM
from idic.methods.linkage.errors import TooFewRecords
from idic.methods.linkage.fields import Field, Kind, Settings
from idic.methods.linkage.preparation import NO_WORDS, Raw, Vocabulary, prepare_field, vocabulary, words_of
from idic.methods.normalise.text import script_of
from idic.methods.table import TableLike, arrow_table, column

_STRATA: Final = {"other": 0, "latin": 0, "thai": 1, "han": 2}
_WITH_WORDS: Final = ("address", "organisation", "person", "phone", "email")
#: Kind of a field -> its columns that hold several values; a column is a list also where no record has a value for it.
LISTS: Final[Mapping[Kind, frozenset[str]]] = {
    "organisation": frozenset({"_words", "_grams", "_b_words"}), "phone": frozenset({"", "_rare", "_tails"}),
    "email": frozenset({"", "_rare", "_locals"}), "identifier": frozenset({""}),
    "address": frozenset({"_words", "_numbers", "_grams", "_b_places", "_b_words"}),
}  # fmt: skip


@dataclass(frozen=True)
class Records:
    """All tables under one another in an order that their own order does not change. `ids` are the caller's."""

    frame: pl.DataFrame
    ids: pl.Series
    sources: pl.Series

    def __len__(self) -> int:
        return self.frame.height


def gather(tables: Sequence[TableLike], columns: Sequence[str], id_column: str | None) -> Records:
    """Without `id_column` a record is known by its row number within its table."""
    frames = []
    for number, source in enumerate(tables):
        arrow = arrow_table(source)
        if id_column is not None:
            column(arrow, id_column)
        present = [name for name in columns if name in arrow.column_names]
        frame = pl.DataFrame(pl.from_arrow(arrow.select(present)))
        ids = pl.Series("__id", arrow.column(id_column).to_pylist() if id_column else np.arange(arrow.num_rows))
        frames.append(
            frame.with_columns(
                pl.lit(number).alias("__source"), ids.cast(pl.String) if id_column else ids.cast(pl.Int64)
            )
        )
    together = pl.concat(frames, how="diagonal_relaxed")
    if together.height < 2:
        raise TooFewRecords(together.height)
    missing = [name for name in columns if name not in together.columns]
    together = together.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in missing)
    order = ["__source", "__id"] if id_column else ["__source", *_sortable(together, columns), "__id"]
    together = together.sort(order, nulls_last=True)
    return Records(together.select(columns), together["__id"], together["__source"])


def learn_words(records: Records, settings: Settings) -> dict[str, Vocabulary]:
    return {
        field.name: vocabulary(words_of(field.kind, raw, settings.region) for raw in _rows(records, field))
        for field in settings.fields
        if field.kind in _WITH_WORDS
    }


def prepare_table(records: Records, settings: Settings, words: Mapping[str, Vocabulary]) -> pa.Table:
    """Each distinct raw value is prepared once."""
    columns: dict[str, pa.Array] = {
        RECORD: pa.array(np.arange(len(records))),
        SOURCE: records.sources.cast(pl.Int32).to_arrow(),
    }
    for field in settings.fields:
        places: dict[tuple[Raw, ...], int] = {}
        indices = np.empty(len(records), dtype=np.int64)
        for row, raw in enumerate(_rows(records, field)):
            indices[row] = places.setdefault(raw, len(places))
        prepared = [prepare_field(field, raw, settings, words.get(field.name, NO_WORDS)) for raw in places]
        taken, lists = pa.array(indices), LISTS.get(field.kind, frozenset())
        for name in prepared[0]:
            kind = pa.list_(pa.string()) if name.removeprefix(field.name) in lists else pa.string()
            columns[name] = pa.array([one[name] for one in prepared], type=kind).take(taken)
    columns[STRATUM] = _strata(columns, settings, len(records))
    return pa.table(columns)


def _strata(columns: Mapping[str, pa.Array], settings: Settings, records: int) -> pa.Array:
    """The script of the name. A Thai and a Chinese record are no match and differ in everything at once, so chance
    agreement is measured among records of one script; else names, places and postcodes would all seem rare."""
    names = [columns[f"{field.name}_family"] for field in settings.fields if field.kind == "person"]
    if not names:
        return pa.array(np.zeros(records, dtype=np.int32))
    known: dict[str | None, str] = {None: "other"}
    found = [known[name] if name in known else known.setdefault(name, script_of(name)) for name in names[0].to_pylist()]
    return pa.array([_STRATA[script] for script in found], type=pa.int32())


def _rows(records: Records, field: Field) -> zip[tuple[Raw, ...]]:
    return zip(*(map(_hashable, records.frame[name].to_list()) for name in field.columns), strict=True)


def _hashable(cell: object) -> Raw:
    return tuple(cell) if isinstance(cell, list) else cell  # type: ignore[return-value]  # cells of tables are Raw


def _sortable(frame: pl.DataFrame, columns: Sequence[str]) -> list[str]:
    return [name for name in columns if not frame.schema[name].is_nested()]
