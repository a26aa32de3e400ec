"""The refused rows of an import as they stand in the file, beside why: corrected, they can be imported again."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from idic.domain.identify.importing.rows import open_batch
from idic.domain.identify.models import ImportBatch
from idic.domain.identify.queries.imports import refusals_of
from idic.domain.identify.refusals import sentence_for
from idic.foundation.tables.batch import Batch, Cell
from idic.foundation.tables.export import ExportColumn
from idic.foundation.tables.table import Table

Row = list[Cell]


def refused_rows(batch: ImportBatch) -> tuple[list[ExportColumn], Iterator[Row]]:
    """Opens the file at once, so that a missing one is noticed before the answer has begun."""
    table = open_batch(batch)
    own = _own_names()
    names = [*table.columns, *(name if name not in table.columns else f"{name} (IDIC)" for name in own)]
    return [ExportColumn(name) for name in names], _rows(batch, table)


def own_names_in_any_language() -> frozenset[str]:
    """The columns that a file of refused rows has beside those of the file: corrected, it comes back with them."""
    found: set[str] = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found |= {name for own in _own_names() for name in (own, f"{own} (IDIC)")}
    return frozenset(found)


def _own_names() -> list[str]:
    return [_("Row"), _("Reason"), _("Column"), _("Value in the file")]


def _rows(batch: ImportBatch, table: Table) -> Iterator[Row]:
    refusals = refusals_of(batch).order_by("row", "pk").iterator(chunk_size=5000)
    refusal = next(refusals, None)
    for read in table.batches():
        where = {number: index for index, number in enumerate(read.row_numbers)}
        while refusal is not None and refusal.row < read.next_row_number:
            cells = _cells(table, read, where.get(refusal.row))
            yield [*cells, refusal.row, sentence_for(refusal.code), refusal.column, refusal.value]
            refusal = next(refusals, None)
        if refusal is None:
            return


def _cells(table: Table, read: Batch, index: int | None) -> Row:
    """A row that could not be divided into fields has none; its text stands in the value column."""
    return [None if index is None else read.columns[name][index] for name in table.columns]
