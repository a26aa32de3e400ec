"""Columns of numpy as the rows of PostgreSQL's binary COPY, without a Python object per value.

Every value has a fixed width, so a block of rows is one structured array. What is not there travels as a value that
stands for it, which `Travelling.read` turns into NULL.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[np.generic]

_HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_TRAILER = b"\xff\xff"
_BLOCK = 65_536
_MISSING = {"smallint": -(2**15), "integer": -(2**31)}
_EPOCH = np.datetime64("2000-01-01", "D")
_INFINITY = 2**31 - 1
# numeric: how many digits of base 10,000, weight of the first, sign, decimals shown
_NUMERIC = np.dtype([("n", ">i2"), ("weight", ">i2"), ("sign", ">u2"), ("scale", ">i2"), ("digits", ">i2", (5,))])
_NEGATIVE, _NAN = 0x4000, 0xC000


@dataclass(frozen=True)
class Travelling:
    """A column on its way: its type in the table of arrivals, its values as they go over the wire, and the expression
    that reads them there."""

    name: str
    kind: str
    values: Column
    read: str


def whole_number(name: str, kind: str, values: Column) -> Travelling:
    """`kind` is smallint, integer or bigint; NaN is none."""
    if kind == "bigint":
        return Travelling(name, kind, values.astype(">i8"), f"n.{name}")
    missing = _MISSING[kind]
    numbers = values.astype(np.float64)
    rounded = np.where(np.isnan(numbers), missing, np.rint(numbers)).astype(">i2" if kind == "smallint" else ">i4")
    return Travelling(name, kind, rounded, f"nullif(n.{name}, ({missing}))")


def fraction(name: str, values: Column) -> Travelling:
    return Travelling(name, "double precision", values.astype(">f8"), f"nullif(n.{name}, 'NaN'::float8)")


def day(name: str, values: Column) -> Travelling:
    days = values.astype("datetime64[D]")
    numbers = np.where(np.isnat(days), _INFINITY, (days - _EPOCH).astype(np.int64)).astype(">i4")
    return Travelling(name, "date", numbers, f"nullif(n.{name}, 'infinity'::date)")


def money(name: str, values: Column) -> Travelling:
    """Rounded to hundredths as the decimal system does it with the shortest form of the number."""
    numbers = values.astype(np.float64)
    known = ~np.isnan(numbers)
    cents = np.rint(np.round(np.where(known, numbers, 0.0), 2) * 100).astype(np.int64)
    rows = np.zeros(cents.size, dtype=_NUMERIC)
    rows["n"], rows["weight"], rows["scale"] = 5, 3, 2
    rows["sign"] = np.where(known, np.where(cents < 0, _NEGATIVE, 0), _NAN)
    rest, hundredths = np.divmod(np.abs(cents), 100)
    rows["digits"][:, 4] = hundredths * 100
    for place in (3, 2, 1, 0):
        rest, digit = np.divmod(rest, 10_000)
        rows["digits"][:, place] = digit
    return Travelling(name, "numeric", rows, f"nullif(n.{name}, 'NaN'::numeric)")


def code(name: str, values: Column) -> Travelling:
    """Few different texts: each travels as its number."""
    import pyarrow as pa

    encoded = pa.array(values.astype(object), pa.string()).dictionary_encode()
    listed = ", ".join(map(_quoted, encoded.dictionary.to_pylist())) or "''"
    number = encoded.indices.to_numpy() + 1
    return Travelling(name, "smallint", number.astype(">i2"), f"(ARRAY[{listed}]::text[])[n.{name}]")


def lists(name: str, number: npt.NDArray[np.int64], meant: dict[int, list[str]]) -> Travelling:
    """Few different lists of texts, each named by a number."""
    cases = " ".join(f"WHEN {one} THEN ARRAY[{', '.join(map(_quoted, texts))}]::text[]" for one, texts in meant.items())
    read = f"CASE n.{name} {cases} END" if cases else "'{}'::text[]"
    return Travelling(name, "bigint", number.astype(">i8"), read)


def binary_rows(columns: Sequence[Travelling]) -> Iterator[bytes]:
    """What COPY ... (FORMAT binary) reads."""
    form = [("fields", ">i2")]
    for one in columns:
        form += [(f"{one.name}_size", ">i4"), (one.name, one.values.dtype)]  # type: ignore[list-item]  # numpy takes a dtype too
    yield _HEADER
    total = columns[0].values.size
    for start in range(0, total, _BLOCK):
        size = min(_BLOCK, total - start)
        block = np.empty(size, dtype=form)
        block["fields"] = len(columns)
        for one in columns:
            block[f"{one.name}_size"] = one.values.dtype.itemsize
            block[one.name] = one.values[start : start + size]
        yield block.tobytes()
    yield _TRAILER


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
