from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

Cell = str | int | float | Decimal | date | datetime | None


class RefusalReason(StrEnum):
    TOO_FEW_FIELDS = "too_few_fields"
    TOO_MANY_FIELDS = "too_many_fields"
    BAD_QUOTES = "bad_quotes"
    FIELD_TOO_LONG = "field_too_long"
    NUL_CHARACTER = "nul_character"
    BAD_CHARACTER = "bad_character"
    BAD_JSON = "bad_json"
    NESTED_VALUE = "nested_value"
    UNKNOWN_KEY = "unknown_key"
    DUPLICATE_KEY = "duplicate_key"
    BAD_CARD = "bad_card"


@dataclass(frozen=True, slots=True)
class RefusedRow:
    row_number: int
    reason: RefusalReason
    excerpt: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of a file, by column. `row_numbers` are those a person would count (header = row 1 of a CSV file): blank
    and refused rows have a number too, so they need not be consecutive. Every column is as long as `row_numbers`.
    Reading goes on with `start_row=next_row_number`."""

    first_row_number: int
    next_row_number: int
    row_numbers: Sequence[int]
    columns: dict[str, list[Cell]]
    refused: list[RefusedRow] = field(default_factory=list)
    blank_rows: int = 0

    def __len__(self) -> int:
        return len(self.row_numbers)


@dataclass(slots=True)
class Block:
    """What one piece of a file gave: like a batch, but of no particular size and without names. `weight` is roughly
    the bytes of text that its cells hold."""

    next_row_number: int
    row_numbers: Sequence[int]
    columns: list[list[Cell]]
    refused: list[RefusedRow] = field(default_factory=list)
    blank_rows: int = 0
    weight: int = 0
