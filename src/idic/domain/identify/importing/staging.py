"""The staged form of a customer row: the payload as received, and every column that a source record will have."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Final

from idic.domain.identify.models import SourceRecord
from idic.domain.identify.normalising import NormalisedRecord

#: The columns that go into a source record as they were read.
COPIED: Final = (*NormalisedRecord.FIELDS, *NormalisedRecord.KEYS, "phones", "facts", "search_text", "search_keys")
COLUMNS: Final = ("row_no", "key", "digest", "payload", *COPIED, "contact", "doubts")

Staged = tuple[object, ...]

_ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": ""})


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


def staged_text(rows: Iterable[Staged]) -> bytes:
    """The rows as the database's own text format."""
    return "".join("\t".join(map(_cell, row)) + "\n" for row in rows).encode()


def _cell(value: object) -> str:
    if type(value) is str:
        # The first test costs nothing and is true of nearly every cell.
        return value if value.isalnum() else value.translate(_ESCAPES)
    if value is None:
        return "\\N"
    if isinstance(value, list):
        return _array(value).translate(_ESCAPES)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False).translate(_ESCAPES) if value else "{}"
    if isinstance(value, bool):
        return "t" if value else "f"
    return value.isoformat() if isinstance(value, date) else str(value).translate(_ESCAPES)


def _array(values: list[object]) -> str:
    if not values:
        return "{}"
    return "{" + ",".join(_element(str(value)) for value in values) + "}"


def _element(text: str) -> str:
    return (
        text
        if text.isalnum() and text.lower() != "null"
        else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    )
