"""The first rows of a file as the import will take them: read by the same code, without touching the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.importing.customer_rows import CustomerReader, CustomerRow, Reading
from idic.domain.identify.importing.figures import Refusals
from idic.domain.identify.importing.rows import Chunk, as_text, chunks
from idic.domain.identify.models import ImportBatch
from idic.domain.identify.refusals import sentence_for
from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.attributes.reading import in_words
from idic.foundation.tables.fields import ImportKind, target_fields
from idic.foundation.tables.table import Table

SHOWN_ROWS = 20
#: How far down rows with trouble are looked for.
CHECKED_ROWS = 500
_FURTHER_ROWS = 10


@dataclass(frozen=True)
class PreviewColumn:
    field: str
    label: str
    column: str


@dataclass(frozen=True)
class PreviewCell:
    """`value` is what will be stored; with a `sentence` it is what the file says, and why it is not taken so."""

    value: object
    sentence: str = ""

    @property
    def form(self) -> str:
        if isinstance(self.value, datetime):
            return "moment"
        if isinstance(self.value, date):
            return "day"
        return "number" if self.is_number else "text"

    @property
    def is_number(self) -> bool:
        return isinstance(self.value, int | Decimal)


@dataclass(frozen=True)
class PreviewRow:
    number: int
    cells: list[PreviewCell]
    is_refused: bool
    sentence: str = ""
    #: the label of the field at fault, where it is one field
    field: str = ""


@dataclass(frozen=True)
class Preview:
    columns: list[PreviewColumn]
    rows: list[PreviewRow]
    #: rows with trouble that stand further down
    further: list[PreviewRow]
    checked: int
    refused: int
    reasons: list[tuple[str, int]]
    doubts: list[tuple[str, int]]


@dataclass
class Read:
    """What a reader made of one chunk: values by row and field, doubts as (field, code) by row."""

    values: Mapping[int, Mapping[str, object]]
    doubts: Mapping[int, Sequence[tuple[str, str]]] = field(default_factory=dict)
    refusals: Refusals = field(default_factory=Refusals)


ReadChunk = Callable[[Chunk, Refusals], Read]


def preview_customers(batch: ImportBatch, table: Table, *, time_zone: str, today: date) -> Preview:
    reading = Reading.of(batch.mapping, batch.options, time_zone=time_zone, today=today)

    def read(chunk: Chunk, refusals: Refusals) -> Read:
        reader = CustomerReader(reading, refusals)
        rows = list(reader.read(chunk))
        return Read(
            {row.number: _values(row, batch.mapping, reader.attributes) for row in rows},
            {row.number: _doubts(row, batch.mapping) for row in rows},
            refusals,
        )

    return preview_rows(batch, table, read)


def preview_rows(batch: ImportBatch, table: Table, read: ReadChunk, *, extra: Iterable[str] = ()) -> Preview:
    """`extra` are fields without a column of their own that are worth showing."""
    fields = target_fields(ImportKind(batch.kind))
    shown = [name for name in fields if name in batch.mapping or name in set(extra)]
    columns = [PreviewColumn(name, str(fields[name].label), batch.mapping.get(name, "")) for name in shown]
    refusals = Refusals()
    chunk = next(chunks(table, batch.mapping, size=CHECKED_ROWS), None)
    if chunk is None:
        return Preview(columns, [], [], 0, 0, [], [])
    for broken in chunk.broken:
        refusals.add(broken.row_number, str(broken.reason), value=broken.excerpt)
    found = read(chunk, refusals)
    refused = {row: (code, column) for row, code, column, _ in refusals.rows}
    excerpts = {broken.row_number: broken.excerpt for broken in chunk.broken}
    rows: list[PreviewRow] = []
    positions = {number: index for index, number in enumerate(chunk.row_numbers)}
    for number in sorted({*chunk.row_numbers, *excerpts}):
        if number in excerpts:
            rows.append(PreviewRow(number, [], True, _with_excerpt(refused[number][0], excerpts[number])))
            continue
        raw = {name: as_text(cells[positions[number]]) for name, cells in chunk.columns.items()}
        if number in refused:
            rows.append(_refused_row(number, raw, columns, *refused[number]))
        else:
            rows.append(_taken_row(number, raw, columns, found.values.get(number), found.doubts.get(number, ())))
    trouble = [row for row in rows[SHOWN_ROWS:] if row.is_refused or any(cell.sentence for cell in row.cells)]
    doubts: dict[str, int] = {}
    for codes in found.doubts.values():
        for _, code in codes:
            doubts[code] = doubts.get(code, 0) + 1
    return Preview(
        columns, rows[:SHOWN_ROWS], trouble[:_FURTHER_ROWS], len(rows), refusals.count,
        _counted(refusals.by_code), _counted(doubts),
    )  # fmt: skip


def _counted(by_code: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(sentence_for(code), count) for code, count in sorted(by_code.items(), key=lambda item: -item[1])]


def _with_excerpt(code: str, excerpt: str) -> str:
    return f"{sentence_for(code)} {excerpt}"


def _refused_row(
    number: int, raw: Mapping[str, str], columns: Sequence[PreviewColumn], code: str, at_column: str
) -> PreviewRow:
    sentence = sentence_for(code)
    is_here = [bool(at_column) and column.column == at_column for column in columns]
    cells = [
        PreviewCell(raw.get(column.field, ""), sentence if here else "")
        for column, here in zip(columns, is_here, strict=True)
    ]
    fault = next((column.label for column, here in zip(columns, is_here, strict=True) if here), "")
    return PreviewRow(number, cells, True, "" if fault else sentence, fault)


def _taken_row(
    number: int, raw: Mapping[str, str], columns: Sequence[PreviewColumn], values: Mapping[str, object] | None,
    doubts: Sequence[tuple[str, str]],
) -> PreviewRow:  # fmt: skip
    """A row that repeats an earlier one word for word has no values of its own: it is shown as the file has it."""
    sentences = {name: sentence_for(code) for name, code in doubts}
    cells = [
        PreviewCell(raw.get(column.field, ""), sentences[column.field])
        if column.field in sentences
        else PreviewCell(raw.get(column.field, "") if values is None else values.get(column.field, ""))
        for column in columns
    ]
    return PreviewRow(number, cells, False)


def _values(
    row: CustomerRow, mapping: Mapping[str, str], attributes: Sequence[AttributeDefinition]
) -> dict[str, object]:
    record = row.record
    phones = iter(record.phones)
    shown: dict[str, object] = {"source_id": row.key, "kind": CustomerKind(record.kind).label}
    for name in mapping:
        if name in ("phone", "phone2") or name in shown:
            continue
        shown[name] = record.facts.get(name) or getattr(record, name, None) or ""
    shown |= {one.key: in_words(one, record.facts.get(one.key)) for one in attributes}
    for name in ("phone", "phone2"):
        if row.raw.get(name):
            phone = next(phones)
            shown[name] = f"{phone.value} ×{phone.extension}" if phone.extension else phone.value
    if "subdistrict" in mapping:
        shown["subdistrict"] = row.raw.get("subdistrict", "")
    if "national_id" in mapping and "tax_id" not in mapping:
        shown["national_id"] = record.national_id or record.tax_id
    return shown


def _doubts(row: CustomerRow, mapping: Mapping[str, str]) -> list[tuple[str, str]]:
    """One column for both numbers: a doubt about either belongs there."""
    return [
        ("national_id" if name == "tax_id" and "tax_id" not in mapping else name, code)
        for name, code in row.record.doubts
    ]
