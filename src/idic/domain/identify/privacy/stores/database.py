"""Every text of every table: looked through for a person's own texts, and masked where they stand among other things."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import InternalError, ProgrammingError, connection, transaction

from idic.domain.identify.privacy.terms import LOWERED, Terms, like

MASK = "***"
# Staff, the catalogue and the machinery of the framework hold no customers; events are redacted with their seals.
_OTHERS = (
    "accounts_", "account_", "auth_", "django_", "mfa_", "socialaccount_", "tokens_", "catalogue_", "events_",
    "usersessions_", "foundation_cache", "privacy_suppression",
)  # fmt: skip
_STAGE = re.compile(r"import_\d+_")
_COLUMNS = """
SELECT c.table_name, c.column_name, c.data_type
FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
  AND (c.data_type IN ('text', 'character varying', 'character', 'json', 'jsonb')
       OR (c.data_type = 'ARRAY' AND c.udt_name IN ('_text', '_varchar')))
ORDER BY c.table_name, c.ordinal_position
"""


@dataclass(frozen=True)
class TextColumn:
    name: str
    type: str

    @property
    def is_json(self) -> bool:
        return self.type in ("json", "jsonb")


def text_columns(*, everything: bool = False) -> dict[str, list[TextColumn]]:
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS)
        rows = cursor.fetchall()
    found: dict[str, list[TextColumn]] = {}
    for table, name, type_ in rows:
        if everything or not table.startswith(_OTHERS):
            found.setdefault(table, []).append(TextColumn(name, type_))
    return found


def rows_naming(terms: Sequence[str], *, everything: bool = False) -> dict[str, int]:
    """Table -> rows in which one of the texts stands; tables without any are left out."""
    return {table: count for table, count in _counted(terms, text_columns(everything=everything)) if count}


def mask_everywhere(told: Terms) -> dict[str, int]:
    """Table -> rows changed. A table that refuses a change is left as it is: what stays shows in the search after it."""
    done: dict[str, int] = {}
    terms = told.own
    for table, columns in text_columns().items():
        values = told.names if any(one.is_json for one in columns) else ()
        if not next(_counted([*terms, *(f'"{one}"' for one in values)], {table: columns}))[1]:
            continue
        try:
            with transaction.atomic():
                if _STAGE.match(table):
                    changed = _drop(table, columns, terms)
                else:
                    changed = _mask(table, columns, terms) + _mask_values(table, columns, values)
        except (InternalError, ProgrammingError):  # what a trigger raises against a change
            continue
        done[table] = changed
    return done


def _counted(terms: Sequence[str], tables: dict[str, list[TextColumn]]) -> Iterator[tuple[str, int]]:
    for table, columns in tables.items():
        if not terms:
            yield table, 0
            continue
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{table}" WHERE {_named(columns)}', _parameters(terms))  # noqa: S608 - our own tables
            yield table, int(cursor.fetchone()[0])


def _mask(table: str, columns: Sequence[TextColumn], terms: Sequence[str]) -> int:
    changes = ", ".join(
        f'"{one.name}" = regexp_replace("{one.name}"::text, %({"json_" if one.is_json else ""}pattern)s, %(mask)s, \'gi\')'
        f"{_cast(one)}"
        for one in columns
    )
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{table}" SET {changes} WHERE {_named(columns)}', _parameters(terms))  # noqa: S608 - our own tables
        return int(cursor.rowcount)


def _mask_values(table: str, columns: Sequence[TextColumn], values: Sequence[str]) -> int:
    """Texts and keys of JSON that are one of the values and nothing else."""
    if not values:
        return 0
    held = [one for one in columns if one.is_json]
    changes = ", ".join(
        f'"{one.name}" = regexp_replace("{one.name}"::text, %(quoted)s, %(mask)s, \'gi\')::{one.type}' for one in held
    )
    quoted = [json.dumps(one, ensure_ascii=False) for one in values]
    told: dict[str, str | list[str]] = {
        "likes": [like(one) for one in quoted],
        "quoted": _pattern(quoted),
        "mask": f'"{MASK}"',
    }
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{table}" SET {changes} WHERE {_named(held)}', told)  # noqa: S608 - our own tables
        return int(cursor.rowcount)


def _drop(table: str, columns: Sequence[TextColumn], terms: Sequence[str]) -> int:
    """A row that an import has read and not yet taken: with a masked address it would be taken as somebody else's."""
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{table}" WHERE {_named(columns)}', _parameters(terms))  # noqa: S608 - our own tables
        return int(cursor.rowcount)


def _cast(column: TextColumn) -> str:
    return f"::{column.type}" if column.is_json else "::text[]" if column.type == "ARRAY" else ""


def _named(columns: Sequence[TextColumn]) -> str:
    """The columns of a row are read as one text and lowered once, however many texts are looked for."""
    told = ", ".join(f'"{one.name}"::text' for one in columns)
    return f"lower(concat_ws(E'\\n', {told})) LIKE ANY({LOWERED})"


def _parameters(terms: Sequence[str]) -> dict[str, str | list[str]]:
    in_json = [json.dumps(term, ensure_ascii=False)[1:-1] for term in terms]
    return {
        "likes": [like(term) for term in dict.fromkeys([*terms, *in_json])],
        "pattern": _pattern(terms), "json_pattern": _pattern(in_json), "mask": MASK,
    }  # fmt: skip


def _pattern(terms: Sequence[str]) -> str:
    return "|".join(re.sub(r"([\\.^$*+?()\[\]{}|\-])", r"\\\1", term) for term in sorted(terms, key=len, reverse=True))
