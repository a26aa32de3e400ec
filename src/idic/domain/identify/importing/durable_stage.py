"""The staging tables of one import: they outlive the process that fills them, so that a killed import goes on.

They are ordinary tables: unlogged ones would save the journal, but a server that crashed while they were made could not
start again. What was read stays read after a crash too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.db import connection, transaction

from idic.domain.identify.importing.figures import Refusals

_OWN = {
    "chunk": "next_row bigint, rows bigint, figures jsonb, signature text",
    "refusal": 'row_no bigint, code text, "column" text, value text',
}


@dataclass
class Reached:
    """How far an earlier run came: the row to go on with, the rows it read, and what it counted."""

    next_row: int = 0
    rows: int = 0
    figures: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Piece:
    """Rows of one staging table as the database reads them: `form` is csv or text."""

    columns: Sequence[str]
    text: bytes
    form: Literal["csv", "text"] = "text"


class DurableStage:
    """`tables` are column lists by name; inside the transaction that applies them they are views `stage_<name>`."""

    def __init__(self, batch_id: int, tables: Mapping[str, str]) -> None:
        self._tables = {**_OWN, **tables}
        self._prefix = f"import_{batch_id}_"

    def table(self, name: str) -> str:
        return self._prefix + name

    def open(self, signature: str, refusals: Refusals) -> Reached:
        """`signature` names everything that decides what a row is read as: rows staged under another one are dropped."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass(%s)", [self.table("chunk")])
            if cursor.fetchone()[0] is not None:
                cursor.execute(
                    f"SELECT next_row, rows, figures, signature FROM {self.table('chunk')} ORDER BY next_row DESC LIMIT 1"
                )
                last = cursor.fetchone()
                if last is not None and last[3] == signature:
                    return self._reached(last, refusals)
                self.drop()
            for name, columns in self._tables.items():
                cursor.execute(f"CREATE TABLE {self.table(name)} ({columns})")
        return Reached()

    def _reached(self, last: tuple[int, int, str, str], refusals: Refusals) -> Reached:
        kept = json.loads(last[2])
        figures = {str(name): int(count) for name, count in kept["figures"].items()}
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT row_no, code, "column", value FROM {self.table("refusal")} ORDER BY row_no')
            refusals.restore(cursor.fetchall(), kept["refused"])
        return Reached(last[0], last[1], figures)

    def keep_chunk(self, reached: Reached, refusals: Refusals, signature: str, pieces: Mapping[str, Piece]) -> None:
        """One transaction: the rows, the refusals and how far that is."""
        fresh = refusals.fresh()
        with transaction.atomic(), connection.cursor() as cursor:
            for name, piece in pieces.items():
                columns = ", ".join(piece.columns)
                with cursor.cursor.copy(
                    f"COPY {self.table(name)} ({columns}) FROM STDIN (FORMAT {piece.form})"
                ) as copy:
                    copy.write(piece.text)
            if fresh:
                with cursor.cursor.copy(f"COPY {self.table('refusal')} FROM STDIN") as copy:
                    for row, code, column, value in fresh:
                        copy.write_row((row, code, column, value.replace("\x00", "")))
            cursor.execute(
                f"INSERT INTO {self.table('chunk')} (next_row, rows, figures, signature) VALUES (%s, %s, %s, %s)",
                [
                    reached.next_row, reached.rows,
                    json.dumps({"figures": reached.figures, "refused": refusals.by_code}), signature,
                ],
            )  # fmt: skip

    def show(self) -> None:
        """For the transaction that applies: `stage_<name>` is the table, and the planner knows what is in it."""
        with connection.cursor() as cursor:
            # A tenth of the usual sample: the tables are uniform, and the sampling would take longer than a small import.
            cursor.execute("SET LOCAL default_statistics_target = 10")
            for name in self._tables:
                cursor.execute(f"CREATE OR REPLACE TEMPORARY VIEW stage_{name} AS TABLE {self.table(name)}")
                if name not in _OWN:
                    cursor.execute(f"ANALYZE {self.table(name)}")

    def hide(self) -> None:
        with connection.cursor() as cursor:
            for name in self._tables:
                cursor.execute(f"DROP VIEW IF EXISTS stage_{name}")

    def drop(self) -> None:
        with connection.cursor() as cursor:
            for name in self._tables:
                cursor.execute(f"DROP TABLE IF EXISTS {self.table(name)} CASCADE")
