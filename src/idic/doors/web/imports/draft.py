"""What the page of a draft shows: how the file is read, which column feeds which field, and the first rows as taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.forms import BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.identify.enums import ImportKind
from idic.domain.identify.errors import EncodingUnconfirmed
from idic.domain.identify.importing.rows import as_text, open_batch
from idic.domain.identify.models import ImportBatch
from idic.domain.identify.operations.imports.upload import UNSURE, column_mapping, guess_batch_mapping, refused
from idic.domain.identify.queries.import_preview import Preview, preview_customers
from idic.domain.sales.queries.import_preview import preview_purchases
from idic.doors.web.imports.forms import MappingForm, ReadingForm
from idic.doors.web.imports.trial import show_trial
from idic.doors.web.imports.wording import ENCODINGS, file_size
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.files.storage import local_path
from idic.foundation.languages.formats import moment, number
from idic.foundation.tables.batch import Batch
from idic.foundation.tables.errors import TableError
from idic.foundation.tables.fields import ImportKind as TargetKind
from idic.foundation.tables.fields import target_fields
from idic.foundation.tables.mapping import ColumnMapping, mapping_problems
from idic.foundation.tables.readings import possible_readings
from idic.foundation.tables.table import Notice, Table

_SURE = 0.85
_LIKELY = 0.7
_SAMPLE_VALUES = 3
_SAMPLE_CHARS = 40
_SAMPLE_ROWS = 200


@dataclass(frozen=True)
class ColumnRow:
    column: str
    samples: list[str]
    field: BoundField
    word: str
    tone: Tone


def show_draft(
    batch: ImportBatch, *, reading: ReadingForm | None = None, mapping: MappingForm | None = None
) -> dict[str, Any]:
    context: dict[str, Any] = {"batch": batch, "stage": "draft", "facts": facts_of(batch)}
    try:
        table = open_batch(batch)
        preview = _preview(batch, table)
        guess = guess_batch_mapping(batch, table)
        sample = table.sample(_SAMPLE_ROWS)
    except TableError as error:
        return {**context, "unreadable": str(refused(error, batch.file_name))}
    form = mapping or mapping_form(batch, table)
    targets = target_fields(TargetKind(batch.kind))
    trial = show_trial(batch)
    problems = [str(problem) for problem in mapping_problems(column_mapping(batch), table.columns, targets)]
    return {
        **context,
        "facts": facts_of(batch, table),
        "notices": _notices(table),
        "reading": reading or ReadingForm(table),
        "mapping": form,
        "columns": _columns(batch, sample, form, guess),
        "option_fields": [form[name] for name in ("date_order", "decimal", "currency") if name in form.fields],
        "preview": preview,
        "problems": [*problems, *([str(EncodingUnconfirmed())] if batch.options.get(UNSURE) else [])],
        "readings": readings_of(batch),
        "is_unsure": bool(batch.options.get(UNSURE)),
        "may_try": not problems,
        **trial,
        "may_start": not problems and not batch.options.get(UNSURE),
    }


def readings_of(batch: ImportBatch) -> list[tuple[str, str, bool]]:
    """(name of the encoding, how the text reads in it, whether it is the one in use)"""
    if not batch.options.get("encoding"):
        return []
    names = dict(ENCODINGS)
    return [
        (str(names.get(one.encoding, one.encoding)), one.excerpt, one.encoding == batch.options.get("encoding"))
        for one in possible_readings(local_path(batch.path))
    ]


def mapping_form(batch: ImportBatch, table: Table, data: QueryDict | None = None) -> MappingForm:
    return MappingForm(batch, table.columns, data, currency=settings.CONFIGURATION.currency)


def facts_of(batch: ImportBatch, table: Table | None = None) -> list[tuple[str, object]]:
    facts: list[tuple[str, object]] = [
        (_("Holds"), batch.get_kind_display()),
        (_("Comes from"), batch.source.label),
        (_("Size"), file_size(batch.size)),
    ]
    if table is not None:
        about = number(table.row_estimate)
        facts.append((_("Rows"), about if table.row_estimate_is_exact else _("about %(rows)s") % {"rows": about}))
        facts.append((_("Columns"), number(len(table.columns))))
    who = batch.created_by.display_name if batch.created_by else _("the command line")
    facts.append((_("Uploaded"), _("%(when)s by %(who)s") % {"when": moment(batch.created_at), "who": who}))
    return facts


def _preview(batch: ImportBatch, table: Table) -> Preview:
    today = timezone.localdate()
    if batch.kind == ImportKind.CUSTOMERS:
        return preview_customers(batch, table, time_zone=settings.TIME_ZONE, today=today)
    return preview_purchases(
        batch, table, zone=ZoneInfo(settings.TIME_ZONE), currency=settings.CONFIGURATION.currency, today=today
    )


def _columns(batch: ImportBatch, sample: Batch, form: MappingForm, guess: ColumnMapping) -> list[ColumnRow]:
    rows = []
    for index, column in enumerate(form.columns):
        word, tone = _trust(batch, column, guess)
        rows.append(ColumnRow(column, _samples(sample, column), form[f"column_{index}"], word, tone))
    return rows


def _trust(batch: ImportBatch, column: str, guess: ColumnMapping) -> tuple[str, Tone]:
    """How sure the guess is; what a person chose, now or for the last file of this source, needs no guess."""
    field = next((name for name, chosen in batch.mapping.items() if chosen == column), None)
    if field is None:
        return _("Left out"), "neutral"
    if guess.field_of(column) != field:
        return _("Chosen"), "identify"
    confidence = guess.confidence_of(column)
    if confidence >= _SURE:
        return _("Sure"), "success"
    return (_("Likely"), "info") if confidence >= _LIKELY else (_("Please check"), "warning")


def _samples(sample: Batch, column: str) -> list[str]:
    found: dict[str, None] = {}
    for cell in sample.columns[column]:
        text = as_text(cell)
        if text:
            found[text if len(text) <= _SAMPLE_CHARS else f"{text[:_SAMPLE_CHARS]}…"] = None
        if len(found) == _SAMPLE_VALUES:
            break
    return list(found)


def _notices(table: Table) -> list[str]:
    found = []
    if Notice.ENCODING_UNSURE in table.notices:
        found.append(_("The encoding is a guess. If letters look wrong below, choose another one."))
    if Notice.EXTENSION_DISAGREES in table.notices:
        found.append(_("The name of the file says something else than its content. The content was believed."))
    for repair in table.repairs:
        found.append(
            _("Column %(position)s is called %(name)s here, because its heading is empty or used twice.")
            % {"position": repair.position, "name": repair.name}
        )
    return found
