from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from django.db import transaction

from idic.domain.identify.enums import ImportKind, ImportState
from idic.domain.identify.errors import FileRefused, ImportNotOpen, MappingIncomplete
from idic.domain.identify.models import ImportBatch, Source
from idic.domain.identify.queries.refused_rows import own_names_in_any_language
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.files.storage import local_path, remove_file, store_file
from idic.foundation.tables.errors import TableError
from idic.foundation.tables.fields import FieldType, target_fields
from idic.foundation.tables.fields import ImportKind as TableKind
from idic.foundation.tables.mapping import ColumnChoice, ColumnMapping, guess_mapping, mapping_problems
from idic.foundation.tables.opening import open_table
from idic.foundation.tables.table import Notice, Table
from idic.methods.normalise.dates import guess_order
from idic.methods.normalise.numbers import guess_decimal

_SUFFIXES = {".csv", ".tsv", ".txt", ".gz", ".zst", ".xlsx", ".xls", ".parquet", ".jsonl", ".json", ".vcf"}
_SAMPLE_ROWS = 1000
#: What a person may choose about how a file is read.
OPTIONS = ("encoding", "delimiter", "sheet", "date_order", "decimal", "currency")
#: Beside them: the encoding is a guess that somebody should look at before the import starts.
UNSURE = "encoding_unsure"


def upload_import(
    chunks: Iterable[bytes], *, file_name: str, kind: str, source: Source, by: User | None,
    options: Mapping[str, str] | None = None,
) -> ImportBatch:  # fmt: skip
    """Keeps the file and guesses how to read it. A file that cannot be read at all is not kept."""
    if by is not None:
        require(by, "import.run")
    name = os.path.basename(file_name)[:255] or "file"
    suffix = "".join(part for part in (f".{piece.lower()}" for piece in name.split(".")[1:]) if part in _SUFFIXES)
    stored = store_file(chunks, folder="imports", suffix=suffix)
    chosen = _clean(options or {})
    try:
        table = _open(stored.path, chosen)
        mapping = _remembered(source, kind, table) or guess_mapping(
            table.columns, table.sample(_SAMPLE_ROWS), TableKind(kind), target_fields(TableKind(kind))
        )
        found = {**_guessed_options(table, mapping), **chosen}
    except TableError as error:
        remove_file(stored.path)
        raise refused(error, name) from error
    return ImportBatch.objects.create(
        kind=ImportKind(kind), source=source, file_name=name, path=stored.path, digest=stored.digest, size=stored.size,
        options=found, mapping={name: choice.column for name, choice in mapping.choices.items()}, created_by=by,
    )  # fmt: skip


@transaction.atomic
def configure_import(
    batch: ImportBatch, *, mapping: Mapping[str, str], options: Mapping[str, str], by: User | None
) -> ImportBatch:
    """Stores what a person chose, once the file was opened that way and every required field has its column."""
    if by is not None:
        require(by, "import.run")
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state != ImportState.DRAFT:
        raise ImportNotOpen
    chosen = _clean(options)
    try:
        table = _open(batch.path, chosen)
    except TableError as error:
        raise refused(error, batch.file_name) from error
    unsure = batch.options.get(UNSURE) and batch.options.get("encoding") == chosen.get("encoding")
    batch.options = {**chosen, UNSURE: "yes"} if unsure else chosen
    batch.mapping = {field: column for field, column in mapping.items() if column}
    check_mapping(batch, table)
    batch.save(update_fields=["options", "mapping"])
    return batch


@transaction.atomic
def reread_import(batch: ImportBatch, *, options: Mapping[str, str], by: User | None) -> ImportBatch:
    """Another encoding, delimiter or sheet may give other columns: what stands in them is guessed anew."""
    if by is not None:
        require(by, "import.run")
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("source").get(pk=batch.pk)
    if batch.state != ImportState.DRAFT:
        raise ImportNotOpen
    chosen = _clean({**options, "currency": batch.options.get("currency", "")})
    try:
        table = _open(batch.path, chosen)
        mapping = _remembered(batch.source, batch.kind, table) or guess_batch_mapping(batch, table)
        batch.options = {**_guessed_options(table, mapping), **chosen}
    except TableError as error:
        raise refused(error, batch.file_name) from error
    batch.mapping = {name: choice.column for name, choice in mapping.choices.items()}
    batch.save(update_fields=["options", "mapping"])
    return batch


def is_remembered(batch: ImportBatch) -> bool:
    """Whether a person has mapped a file of this source with the very same columns before."""
    return _remembered(batch.source, batch.kind, _open(batch.path, batch.options)) is not None


def guess_batch_mapping(batch: ImportBatch, table: Table) -> ColumnMapping:
    kind = TableKind(batch.kind)
    return guess_mapping(table.columns, table.sample(_SAMPLE_ROWS), kind, target_fields(kind))


def refused(error: TableError, file_name: str) -> FileRefused:
    """Files are kept under a name of our own; people know the one that they gave."""
    if "file" in error.values:
        error.values["file"] = file_name
    return FileRefused(str(error))


def check_mapping(batch: ImportBatch, table: Table) -> None:
    problems = mapping_problems(column_mapping(batch), table.columns, target_fields(TableKind(batch.kind)))
    if problems:
        raise MappingIncomplete(" ".join(str(problem) for problem in problems))


def column_mapping(batch: ImportBatch) -> ColumnMapping:
    return ColumnMapping(
        TableKind(batch.kind), {field: ColumnChoice(column) for field, column in batch.mapping.items()}
    )


def _open(path: str, options: Mapping[str, str]) -> Table:
    return open_table(
        local_path(path),
        encoding=options.get("encoding") or None,
        delimiter=options.get("delimiter") or None,
        sheet=options.get("sheet") or None,
    )


def _clean(options: Mapping[str, str]) -> dict[str, str]:
    return {name: str(options[name]) for name in OPTIONS if options.get(name)}


def _remembered(source: Source, kind: str, table: Table) -> ColumnMapping | None:
    """The mapping of this source's last file, if this file has the very same columns: a new one must be looked at. The
    columns that a file of refused rows adds do not count, so that it comes back corrected without a hand."""
    kept = source.mappings.get(kind)
    if not kept:
        return None
    further = set(table.columns) - set(kept["columns"])
    if not set(kept["columns"]) <= set(table.columns) or not further <= own_names_in_any_language():
        return None
    return ColumnMapping(TableKind(kind), {field: ColumnChoice(column) for field, column in kept["fields"].items()})


def _guessed_options(table: Table, mapping: ColumnMapping) -> dict[str, str]:
    sample = table.sample(_SAMPLE_ROWS)
    options: dict[str, str] = {}
    if table.encoding:
        options["encoding"] = table.encoding
        if Notice.ENCODING_UNSURE in table.notices:
            options[UNSURE] = "yes"
    if table.delimiter:
        options["delimiter"] = table.delimiter
    if table.sheet:
        options["sheet"] = table.sheet

    def texts(*fields: str) -> list[str]:
        columns = [column for field in fields if (column := mapping.column_of(field))]
        return [cell for column in columns for cell in sample.columns[column] if isinstance(cell, str)]

    fields = target_fields(mapping.kind)
    days = [name for name, target in fields.items() if target.type in (FieldType.DATE, FieldType.MOMENT)]
    numbers = [name for name, target in fields.items() if target.type is FieldType.NUMBER]
    if order := guess_order(texts(*days)):
        options["date_order"] = order.value
    if decimal := guess_decimal(texts(*numbers)):
        options["decimal"] = decimal
    return options
