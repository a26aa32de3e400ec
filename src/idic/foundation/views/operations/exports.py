"""A list is taken away by rule: with a purpose, by two people when it is long, as a file that is kept a week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.files.drafts import draft_folder
from idic.foundation.files.storage import local_path, remove_file, store_file
from idic.foundation.jobs.operations.jobs import start_job
from idic.foundation.jobs.progress import Progress
from idic.foundation.nouns.fields import Field
from idic.foundation.nouns.registry import listed_rows, make_ready, noun_of
from idic.foundation.paging.keyset import bounded_count
from idic.foundation.tables.batch import Cell
from idic.foundation.tables.errors import TableError
from idic.foundation.tables.export import ExportColumn, guarded, write_csv, write_xlsx
from idic.foundation.texts import one_line
from idic.foundation.views import kinds
from idic.foundation.views.enums import ExportState, FileFormat, Purpose
from idic.foundation.views.errors import (
    ExportGone,
    ExportSettled,
    NobodyAllowed,
    NothingSelected,
    OwnApproval,
    PurposeMissing,
)
from idic.foundation.views.groups import seen_fields
from idic.foundation.views.models import ExportRequest
from idic.foundation.views.purposes import FORMER, narrowed_to_purpose
from idic.foundation.views.selections import Selection
from idic.foundation.views.vcards import can_be_cards, card_of

KEPT = timedelta(days=7)
# A larger need is a copy of the base, and that is the backup's work.
MOST_ROWS = 1_000_000
_PIECE = 1000


def four_eyes_limit() -> int:
    """Above so many records a second person approves; 0: never."""
    return int(settings.CONFIGURATION.export_four_eyes)


@transaction.atomic
def request_export(
    selection: Selection, *, columns: Sequence[str], file_format: str, purpose: str, note: str, by: User
) -> ExportRequest:
    """Written at once as a job, or after a second person's word when more records leave than one may decide alone."""
    noun = noun_of(selection.noun)
    require(by, noun.permission("export"))
    note = one_line(note, 500)
    if purpose not in Purpose.values or purpose in FORMER or (purpose == Purpose.OTHER and not note):
        raise PurposeMissing
    limit = four_eyes_limit()
    narrowed = narrowed_to_purpose(noun.code, selection.rows(by, noun.permission("export")), purpose, by)
    count = bounded_count(narrowed.rows, limit=limit or 1)
    if not count.value:
        raise NobodyAllowed(narrowed.sentence) if narrowed.excluded else NothingSelected
    waits = bool(limit) and count.is_more
    asked = ExportRequest.objects.create(
        noun=noun.code, requested_by=by, purpose=purpose, note=note, columns=list(columns), estimate=count.value,
        file_format=file_format if file_format in FileFormat.values else FileFormat.CSV, selection=selection.stored(),
        language=translation.get_language() or "en", expires_at=timezone.now() + KEPT,
        state=ExportState.WAITING if waits else ExportState.APPROVED, left_out=dict(narrowed.reasons),
    )  # fmt: skip
    _told("export.requested" if waits else "export.started", asked, by)
    if not waits:
        _start(asked, by)
    return asked


@transaction.atomic
def decide_export(asked: ExportRequest, *, approve: bool, by: User) -> ExportRequest:
    require(by, noun_of(asked.noun).permission("export"))
    locked = ExportRequest.objects.select_for_update().get(pk=asked.pk)
    if locked.requested_by_id == by.pk:
        raise OwnApproval
    if locked.state != ExportState.WAITING or locked.expires_at <= timezone.now():
        raise ExportSettled
    locked.state = ExportState.APPROVED if approve else ExportState.REFUSED
    locked.decided_by, locked.decided_at = by, timezone.now()
    locked.save(update_fields=["state", "decided_by", "decided_at"])
    _told("export.approved" if approve else "export.refused", locked, by)
    if approve:
        _start(locked, locked.requested_by)
    return locked


def file_of(asked: ExportRequest, *, by: User) -> Path:
    """For the one who asked, as long as the right and the file last."""
    require(by, noun_of(asked.noun).permission("export"))
    if asked.requested_by_id != by.pk or asked.state != ExportState.DONE or asked.expires_at <= timezone.now():
        raise ExportGone
    path = local_path(asked.file)
    if not path.is_file():
        raise ExportGone
    return path


def export_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    drop_expired_files()
    asked = ExportRequest.objects.select_related("requested_by", "decided_by").get(pk=_number(arguments, "export"))
    if asked.state != ExportState.APPROVED:
        return {"export": asked.pk, "rows": asked.rows}
    by = asked.requested_by
    require(by, noun_of(asked.noun).permission("export"))
    try:
        with draft_folder() as folder, translation.override(asked.language):
            path = folder / f"list.{asked.file_format}"
            rows = _write(path, asked, by, progress)
            with path.open("rb") as file:
                stored = store_file(iter(lambda: file.read(1 << 20), b""), folder="exports", suffix=path.suffix)
    except TableError:
        ExportRequest.objects.filter(pk=asked.pk).update(state=ExportState.FAILED)
        raise
    with transaction.atomic():
        locked = ExportRequest.objects.select_for_update().get(pk=asked.pk)
        locked.rows, locked.file, locked.digest, locked.left_out = rows, stored.path, stored.digest, asked.left_out
        locked.state, locked.expires_at = ExportState.DONE, timezone.now() + KEPT
        locked.save(update_fields=["rows", "left_out", "file", "digest", "state", "expires_at"])
        _told("list.exported", locked, by)
    return {"export": asked.pk, "rows": rows}


def drop_expired_files() -> int:
    """What nobody may fetch any more is not kept either."""
    gone = ExportRequest.objects.filter(expires_at__lte=timezone.now()).exclude(
        state__in=[ExportState.EXPIRED, ExportState.REFUSED]
    )
    count = 0
    for asked in gone:
        if asked.file:
            remove_file(asked.file)
        ExportRequest.objects.filter(pk=asked.pk).update(state=ExportState.EXPIRED, file="")
        count += 1
    return count


def _number(arguments: Mapping[str, object], name: str) -> int:
    return int(str(arguments[name]))


def _start(asked: ExportRequest, by: User) -> None:
    asked.job = start_job(kinds.EXPORT, {"export": asked.pk}, by=by)
    asked.save(update_fields=["job"])


def _told(verb: str, asked: ExportRequest, by: User) -> None:
    after = {
        "noun": asked.noun, "purpose": asked.purpose, "note": asked.note, "format": asked.file_format,
        "rows": asked.rows or asked.estimate, "filters": asked.selection, "columns": asked.columns,
        "sha256": asked.digest, "approved_by": asked.decided_by_id, "left_out": sum(asked.left_out.values()),
    }  # fmt: skip
    append_event(NewEvent(verb, "export", asked.pk, after=after), by=by)


def _write(path: Path, asked: ExportRequest, by: User, progress: Progress) -> int:
    fields = seen_fields(asked.noun, by)
    named = [name for name in asked.columns if name in fields and fields[name].value is not None]
    noun = noun_of(asked.noun)
    shown = [fields[name] for name in named or noun.columns if name in fields]
    # it goes before all others already
    shown = [one for one in shown if one.expression != f"{noun.alias}.id"]
    written = 0

    def counted() -> Iterator[list[Any]]:
        nonlocal written
        for piece in _pieces(asked, by):
            progress.report("export", written, asked.estimate)
            written += len(piece)
            yield piece

    if asked.file_format == FileFormat.VCARD and can_be_cards(fields):
        with path.open("w", encoding="utf-8", newline="") as cards:
            for piece in counted():
                cards.writelines(card_of(record, fields, mark=str(asked.pk)) for record in piece)
        return written
    columns = [ExportColumn(_("Number")), *(ExportColumn(str(one.label)) for one in shown)]
    rows = (row for piece in counted() for row in _rows(piece, shown))
    if asked.file_format == FileFormat.EXCEL:
        write_xlsx(path, columns, rows, notes=lambda: _mark(asked, by, written))
    else:
        write_csv(path, columns, rows)
        with path.open("ab") as file:
            line = " · ".join(f"{label}: {value}" for label, value in _mark(asked, by, written))
            file.write(f'"{guarded(line).replace(chr(34), chr(34) * 2)}"\r\n'.encode())
    return written


def _pieces(asked: ExportRequest, by: User) -> Iterator[list[Any]]:
    """The purpose is asked again when the file is written: meanwhile somebody may have said no."""
    rows = Selection.read(asked.noun, asked.selection).rows(by, noun_of(asked.noun).permission("export"))
    narrowed = narrowed_to_purpose(asked.noun, rows, asked.purpose, by)
    asked.left_out = dict(narrowed.reasons)
    found = listed_rows(asked.noun, narrowed.rows).order_by("pk")[:MOST_ROWS].iterator(2000)
    while piece := list(islice(found, _PIECE)):
        make_ready(asked.noun, piece, by)
        yield piece


def _rows(piece: Sequence[Any], shown: Sequence[Field]) -> Iterator[tuple[Cell, ...]]:
    """Codes as words, people by name: one query for each column of people and piece."""
    columns: list[list[Cell]] = [[record.pk for record in piece]]
    for one in shown:
        read = one.value
        values = [read(record) if read is not None else None for record in piece]
        words: Mapping[Any, Any] = {}
        if one.names is not None:
            words = one.names([value for value in values if value is not None])
        elif one.choices:
            words = one.choice_labels()
        columns.append([_cell(value, words) for value in values])
    return zip(*columns, strict=True)


def _cell(value: Any, words: Mapping[Any, Any]) -> Cell:
    if value is None or value == "":
        return None
    if isinstance(value, list | tuple | set):
        return ", ".join(str(words.get(part, part)) for part in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if words:
        return str(words.get(value, value))
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0) if timezone.is_aware(value) else value
    if isinstance(value, int | float | Decimal | date):
        return value
    return str(value)


def _mark(asked: ExportRequest, by: User, rows: int) -> list[tuple[str, str]]:
    """Who took this, why and when: it stays with the file wherever that goes."""
    told = [
        (_("Exported by"), by.display_name),
        (_("Exported on"), timezone.localtime().replace(microsecond=0).isoformat(sep=" ")),
        (_("Purpose"), " – ".join(part for part in (str(Purpose(asked.purpose).label), asked.note) if part)),
        (_("Records"), str(rows)),
        (_("Export number"), str(asked.pk)),
    ]
    if asked.left_out:
        told.append((_("Left out for this purpose"), str(sum(asked.left_out.values()))))
    if asked.decided_by is not None:
        told.append((_("Approved by"), asked.decided_by.display_name))
    return told
