"""The staged form of a customer row: the payload as received, and every column that a source record will have."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from idic.domain.identify.models import SourceRecord
from idic.domain.identify.normalising import NormalisedRecord

#: The columns that go into a source record as they were read.
COPIED: Final = (*NormalisedRecord.FIELDS, *NormalisedRecord.KEYS, "phones", "facts", "search_text", "search_keys")
#: Of the copied ones, those that may be NULL. They stand last in a staged row.
NULLABLE: Final = ("birth_date", "birth_year")
TEXTS: Final = tuple(name for name in (*NormalisedRecord.FIELDS, *NormalisedRecord.KEYS) if name not in NULLABLE)
COLUMNS: Final = (
    "row_no", "key", "digest", "payload", *TEXTS, "phones", "facts", "search_keys", "contact", "doubts",
    "search_text", *NULLABLE,
)  # fmt: skip

_ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": ""})
_NONE: Final = "\\N"
#: JSON as PostgreSQL takes it; made once, because making an encoder costs as much as using it.
as_json: Final = json.JSONEncoder(ensure_ascii=False).encode


def _type_of(name: str) -> str:
    own = {"row_no": "bigint", "key": 'text COLLATE "C"', "digest": 'text COLLATE "C"', "payload": "jsonb",
           "contact": "jsonb", "doubts": "text[]"}  # fmt: skip
    if name in own:
        return own[name]
    kind = SourceRecord._meta.get_field(name).get_internal_type()
    return {
        "SmallIntegerField": "smallint",
        "DateField": "date",
        "JSONField": "jsonb",
        "ArrayField": "text[]",
        "BooleanField": "boolean",
    }.get(kind, "text")


TABLES: Final = {"row": ", ".join(f"{name} {_type_of(name)}" for name in COLUMNS)}


def staged_text(rows: Iterable[str]) -> bytes:
    """Rows of `text_row` as they travel."""
    return "".join(rows).encode()


def text_row(cells: Sequence[str], search_text: str, birth_date: date | None, birth_year: int | None) -> str:
    """One row of `COLUMNS` in the database's own text format. The last two are the only ones that may be missing."""
    line = "\t".join(cells)
    # One look at the row as a whole: hardly any has a sign in it that needs to be escaped.
    if _needs_escapes(line) or "\n" in line or line.count("\t") >= len(cells):
        line = "\t".join([cell.translate(_ESCAPES) for cell in cells])
    if _needs_escapes(search_text) or "\t" in search_text:
        search_text = search_text.translate(_ESCAPES)
    else:
        search_text = search_text.replace("\n", "\\n")
    return f"{line}\t{search_text}\t{birth_date or _NONE}\t{_NONE if birth_year is None else birth_year}\n"


def _needs_escapes(text: str) -> bool:
    return "\\" in text or "\r" in text or "\0" in text


def array_text(values: Sequence[str]) -> str:
    if not values:
        return "{}"
    joined = '","'.join(values)
    if "\\" in joined or joined.count('"') != 2 * len(values) - 2:
        joined = '","'.join([value.replace("\\", "\\\\").replace('"', '\\"') for value in values])
    return '{"' + joined + '"}'
