"""Rows of a customer file as they are staged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from idic.domain.identify.importing.customer_rows import CustomerReader, Reading
from idic.domain.identify.importing.figures import Refusals, Refused
from idic.domain.identify.importing.reading_processes import read_chunks
from idic.domain.identify.importing.rows import Chunk
from idic.domain.identify.importing.staging import staged_text

# Starting helpers takes the time of so many rows.
_WORTH_HELP = 20_000

# Between them they need every dictionary and list of places.
_EXAMPLES = Chunk(
    [1, 2, 3],
    {
        "source_id": ["1", "2", "3"],
        "name": ["นายสมชาย ใจดี", "王偉", "John Smith"],
        "phone": ["0812345678", "13800138000", "0912345678"],
        "province": ["เชียงใหม่", "广东省", "臺北市"],
        "postcode": ["50200", "510000", "100"],
    },
    None,
)

Staged = tuple[bytes, list[Refused]]


@dataclass(frozen=True)
class Normalised:
    chunk: Chunk
    text: bytes
    refused: list[Refused]


@dataclass(frozen=True)
class Normalising:
    reading: Reading

    def prepare(self) -> None:
        staged(_EXAMPLES, self.reading)

    def __call__(self, chunk: Chunk) -> Staged:
        return staged(chunk, self.reading)


def normalised(chunks: Iterable[Chunk], reading: Reading, *, rows_expected: int) -> Iterator[Normalised]:
    for chunk, (text, refused) in read_chunks(
        chunks, Normalising(reading), worth_help=rows_expected >= _WORTH_HELP
    ):  # fmt: skip
        yield Normalised(chunk, text, refused)


def staged(chunk: Chunk, reading: Reading) -> Staged:
    refusals = Refusals(limit=len(chunk.row_numbers))
    text = staged_text(CustomerReader(reading, refusals).staged(chunk))
    return text, refusals.rows
