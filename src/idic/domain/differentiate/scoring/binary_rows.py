"""Columns of numpy as the rows of PostgreSQL's binary COPY, without a Python object per value.

A block of rows is one structured array in which every value has its largest width; what a row does not use of it is then
left out of the stream.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]

NULL = -1
_HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_TRAILER = b"\xff\xff"
# of a size that stays in the processor's own memory
_BLOCK = 8_192
_KINDS = {"smallint": ">i2", "integer": ">i4", "bigint": ">i8"}
_EPOCH = np.datetime64("2000-01-01", "D")
#: The number by which the database knows the type of an array's elements.
ELEMENT = {"text": 1043, "bigint": 20}
# numeric: how many digits of base 10,000, weight of the first, sign, decimals shown
_NUMERIC = np.dtype([("n", ">i2"), ("weight", ">i2"), ("sign", ">u2"), ("scale", ">i2"), ("digits", ">i2", (5,))])
_NEGATIVE = 0x4000


@dataclass(frozen=True)
class Travelling:
    """A column on its way: its values as they go over the wire, and how many bytes of each count (NULL: it is none)."""

    name: str
    values: Column
    length: Ints | None = None

    @property
    def rows(self) -> int:
        return int(self.values.size)

    def block(self, rows: slice) -> Travelling:
        return Travelling(self.name, self.values[rows], None if self.length is None else self.length[rows])


@dataclass(frozen=True)
class Carried:
    """A column whose values come over the wire as they will go: all of them one after the other, each from `start` on."""

    name: str
    content: npt.NDArray[np.uint8]
    start: Ints
    length: Ints

    @property
    def rows(self) -> int:
        return int(self.length.size)

    def part(self, rows: slice) -> Carried:
        return Carried(self.name, self.content, self.start[rows], self.length[rows])

    def block(self, rows: slice) -> Travelling:
        start, length = self.start[rows], self.length[rows]
        held = np.maximum(length, 0)
        wide = max(int(held.max(initial=0)), 1)
        values = np.zeros((held.size, wide), dtype=np.uint8)
        before = np.cumsum(held) - held
        places = np.repeat(start - before, held) + np.arange(int(held.sum()))
        values[np.arange(wide) < held[:, None]] = self.content[places]
        return Travelling(self.name, values.view(f"V{wide}").ravel(), length)


def whole_number(name: str, kind: str, values: Column) -> Travelling:
    """`kind` is smallint, integer or bigint; NaN is none."""
    if kind == "bigint":
        return Travelling(name, values.astype(">i8"))
    numbers = values.astype(np.float64)
    missing = np.isnan(numbers)
    return _known(name, np.rint(np.where(missing, 0, numbers)).astype(_KINDS[kind]), missing)


def fraction(name: str, values: Column) -> Travelling:
    return _known(name, values.astype(">f8"), np.isnan(values.astype(np.float64)))


def day(name: str, values: Column) -> Travelling:
    days = values.astype("datetime64[D]")
    missing = np.isnat(days)
    return _known(name, np.where(missing, 0, (days - _EPOCH).astype(np.int64)).astype(">i4"), missing)


def cents_of(values: Column) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Rounded to hundredths as the decimal system does it with the shortest form of the number; and which are known."""
    numbers = values.astype(np.float64)
    known = ~np.isnan(numbers)
    return np.rint(np.round(np.where(known, numbers, 0.0), 2) * 100).astype(np.int64), known


def money(name: str, values: Column) -> Travelling:
    cents, known = cents_of(values)
    rows = np.zeros(cents.size, dtype=_NUMERIC)
    rows["n"], rows["weight"], rows["scale"] = 5, 3, 2
    rows["sign"] = np.where(cents < 0, _NEGATIVE, 0)
    rest, hundredths = np.divmod(np.abs(cents), 100)
    rows["digits"][:, 4] = hundredths * 100
    for place in (3, 2, 1, 0):
        rest, digit = np.divmod(rest, 10_000)
        rows["digits"][:, place] = digit
    return _known(name, rows, ~known)


def code(name: str, values: Column) -> Travelling:
    """Few different texts."""
    import pyarrow as pa

    encoded = pa.array(values.astype(object), pa.string()).dictionary_encode()
    return _one_of(name, encoded.indices.to_numpy(), [text.encode() for text in encoded.dictionary.to_pylist()])


def lists(name: str, number: Ints, meant: dict[int, list[str]]) -> Travelling:
    """Few different lists of texts, each named by a number."""
    numbers = np.array(sorted(meant), dtype=np.int64)
    return _one_of(name, np.searchsorted(numbers, number), [_text_array(meant[one]) for one in numbers.tolist()])


def binary_rows(parts: Iterable[Sequence[Travelling | Carried]]) -> Iterator[bytes]:
    """What COPY ... (FORMAT binary) reads; each part holds the same columns of rows of its own."""
    yield _HEADER
    for columns in parts:
        for start in range(0, columns[0].rows, _BLOCK):
            yield _stream([one.block(slice(start, start + _BLOCK)) for one in columns])
    yield _TRAILER


def empty_array(element: str) -> bytes:
    return np.array([0, 0, ELEMENT[element]], dtype=">i4").tobytes()


def _stream(columns: list[Travelling]) -> bytes:
    form: list[tuple[str, Any]] = [("fields", ">i2")]
    for one in columns:
        form += [(f"{one.name}_size", ">i4"), (one.name, one.values.dtype)]
    size = columns[0].values.size
    block = np.zeros(size, dtype=form)
    used = np.ones((size, block.dtype.itemsize), dtype=np.bool_)
    block["fields"] = len(columns)
    for one in columns:
        wide = one.values.dtype.itemsize
        block[one.name] = one.values
        block[f"{one.name}_size"] = wide if one.length is None else one.length
        if one.length is not None:
            at = block.dtype.fields[one.name][1]  # type: ignore[index]  # it has fields
            used[:, at : at + wide] = np.arange(wide) < one.length[:, None]
    return block.view(np.uint8).reshape(used.shape)[used].tobytes()


def _known(name: str, values: Column, missing: npt.NDArray[np.bool_]) -> Travelling:
    return Travelling(name, values, np.where(missing, NULL, values.dtype.itemsize) if missing.any() else None)


def _one_of(name: str, place: Column, forms: list[bytes]) -> Travelling:
    wide = max(map(len, forms), default=0) or 1
    table = np.array([form.ljust(wide, b"\0") for form in forms] or [b""], dtype=f"V{wide}")
    return Travelling(name, table[place], np.array([len(form) for form in forms] or [0], dtype=np.int64)[place])


def _text_array(texts: list[str]) -> bytes:
    if not texts:
        return empty_array("text")
    parts = [np.array([1, 0, ELEMENT["text"], len(texts), 1], dtype=">i4").tobytes()]
    for text in texts:
        written = text.encode()
        parts += [len(written).to_bytes(4, "big"), written]
    return b"".join(parts)
