"""What the process of one question is told, as plain data: the text, the marts as this asker reads them, the limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypedDict


@dataclass(frozen=True)
class Limits:
    """Rows beyond `rows` and bytes beyond `bytes` of an answer are left out, and the answer says so."""

    seconds: float = 10.0
    rows: int = 100_000
    memory_mb: int = 512
    bytes: int = 24_000_000


class MartSpec(TypedDict):
    """`columns` maps each column to the expression that fills it for this asker. Where `where` is empty and every
    column is itself, the mart is read as it lies; else only what the asker may read is copied into memory."""

    name: str
    files: list[str]
    columns: dict[str, str]
    where: str
    # the files of the marts that `where` asks, by their name: it stands there in braces
    others: dict[str, list[str]]


class Spec(TypedDict):
    text: str
    marts: list[MartSpec]
    # of the business: its today, and what a moment of a mart means where it names no zone
    zone: str
    seconds: float
    rows: int
    memory_mb: int
    bytes: int


@dataclass
class Answer:
    """`cut` names the limit that left rows out: rows, bytes or time. `types` are DuckDB's names of the columns' types."""

    columns: list[str]
    types: list[str]
    rows: list[list[object]]
    seconds: float = 0.0
    cut: str = ""
    marts: list[str] = field(default_factory=list)
