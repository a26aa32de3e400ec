"""Files below IDIC_HOME: uploads of imports, exports, attachments, packages, mails kept in a folder, logs."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from idic.domain.identify.models import ImportBatch, ImportRefusal
from idic.domain.identify.privacy.stores.content import names_somebody
from idic.domain.identify.privacy.stores.database import MASK
from idic.foundation.files.drafts import drop_left_drafts
from idic.foundation.views.enums import ExportState
from idic.foundation.views.models import ExportRequest

#: The database's own files, which change with it, and what is no record: keys and sockets.
_NOT_OURS = ("database", "postgres", "pgdata", "secret", "warehouse")
#: Made of or by the person alone: packages, and files that came with their messages.
_WHOLE = (("files", "privacy"), ("files", "messages"))
_TEXTS = frozenset({".csv", ".tsv", ".txt"})
#: Folder of files -> what is done to the rows that name one of them when it goes, its path being asked for.
_rows_of: dict[str, str] = {}


@dataclass
class FilesDone:
    """Counts. A file of another kind is left to a person: the search afterwards names it."""

    blanked_rows: int = 0
    rewritten: int = 0
    removed: int = 0


def when_removed(folder: str, statement: str) -> None:
    """A room tells its rows that their file went with a person whom nobody had linked to them."""
    _rows_of[folder] = statement


def home_files() -> Iterator[Path]:
    home = Path(settings.CONFIGURATION.home)
    for path in sorted(home.rglob("*")):
        top = path.relative_to(home).parts[0]
        if path.is_file() and not path.is_symlink() and not top.startswith((*_NOT_OURS, ".")):
            yield path


def files_naming(terms: Sequence[str]) -> list[Path]:
    return [path for path in home_files() if names_somebody(path, terms)]


def forget_in_files(terms: Sequence[str]) -> FilesDone:
    """Rows of the person are blanked in a plain text table; another import file, an export and a mail go whole."""
    home = Path(settings.CONFIGURATION.home)
    done = FilesDone(removed=drop_left_drafts())
    for path in files_naming(terms):
        parts = path.relative_to(home).parts
        if parts[:2] == ("files", "imports"):
            _forget_in_import(path, terms, done)
        elif parts[:2] == ("files", "exports"):
            ExportRequest.objects.filter(file="/".join(parts[1:])).update(state=ExportState.EXPIRED, file="")
            _remove(path, done)
        elif parts[:2] in _WHOLE or parts[0] == "mail" or path.suffix == ".eml":
            _remove(path, done)
            if parts[0] == "files" and (statement := _rows_of.get(parts[1])):
                with connection.cursor() as cursor:
                    cursor.execute(statement, ["/".join(parts[1:])])
        elif parts[0] == "logs":
            _mask_log(path, terms)
            done.rewritten += 1
    return done


def forget_refused_rows(batch: ImportBatch, code: str) -> int:
    """Of a file that was just taken, the rows that were refused with this code; returns how many there were."""
    rows = set(ImportRefusal.objects.filter(batch=batch, code=code).values_list("row", flat=True))
    path = Path(settings.CONFIGURATION.files_folder) / batch.path
    if rows and batch.path and path.is_file() and not _rewritten(batch, path, lambda number, _row: number in rows):
        _remove(path, FilesDone())
    return len(rows)


def _remove(path: Path, done: FilesDone) -> None:
    path.unlink(missing_ok=True)
    done.removed += 1


def _forget_in_import(path: Path, terms: Sequence[str], done: FilesDone) -> None:
    home = Path(settings.CONFIGURATION.files_folder)
    batch = ImportBatch.objects.filter(path=path.relative_to(home).as_posix()).first()
    lowered = [term.lower() for term in terms]
    rows = []
    if batch is not None:
        rows = _rewritten(batch, path, lambda _number, row: any(term in row for term in lowered))
    ImportRefusal.objects.filter(batch=batch, row__in=rows).update(value="")
    if rows and not names_somebody(path, terms):
        done.blanked_rows += len(rows)
        done.rewritten += 1
    else:
        _remove(path, done)


def _rewritten(batch: ImportBatch, path: Path, is_meant: Callable[[int, str], bool]) -> list[int]:
    """The rows that were blanked; none where the file is no plain table, or is not what its batch says."""
    if path.suffix.lower() not in _TEXTS or not batch.options.get("encoding"):
        return []
    delimiter = str(batch.options.get("delimiter") or ",")
    try:
        return _blank_rows(path, is_meant, encoding=str(batch.options["encoding"]), delimiter=delimiter)
    except (UnicodeError, csv.Error, LookupError):
        return []


def _blank_rows(path: Path, is_meant: Callable[[int, str], bool], *, encoding: str, delimiter: str) -> list[int]:
    """Every other row stays on its line, so that the numbers of refused rows keep telling the same rows. Returns the
    rows, the header being row 1; `is_meant` is asked with the number and the lowered text of each."""
    blanked: list[int] = []
    with tempfile.NamedTemporaryFile("w", dir=path.parent, encoding=encoding, newline="", delete=False) as draft:
        writer = csv.writer(draft, delimiter=delimiter)
        with path.open(encoding=encoding, newline="") as file:
            for number, row in enumerate(csv.reader(file, delimiter=delimiter), 1):
                is_blank = is_meant(number, " ".join(row).lower())
                if is_blank:
                    blanked.append(number)
                writer.writerow([""] * len(row) if is_blank else row)
    os.replace(draft.name, path)
    return blanked


def _mask_log(path: Path, terms: Sequence[str]) -> None:
    """In place: whoever writes the log holds the file open."""
    text = path.read_text(encoding="utf-8", errors="replace")
    for term in terms:
        text = text.replace(term, MASK)
    with path.open("r+", encoding="utf-8") as file:
        file.write(text)
        file.truncate()
