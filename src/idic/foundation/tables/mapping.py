"""Which column of a file feeds which field of an import: guessed, shown to a person, kept as JSON."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Final, Self

from django.utils.translation import gettext_lazy as _

from .batch import Batch, Cell
from .errors import TableError
from .fields import FIELDS, REQUIRED, FieldType, ImportKind, TargetField


class MappingProblem(TableError):
    code = "mapping_problem"
    template = _("The mapping cannot be used.")


class RequiredFieldMissing(MappingProblem):
    code = "required_field_missing"
    template = _("No column is chosen for %(field)s. Choose the column that holds it.")


class ColumnUsedTwice(MappingProblem):
    code = "column_used_twice"
    template = _("The column %(column)s is chosen for both %(first)s and %(second)s. Choose it once.")


class ColumnNotInFile(MappingProblem):
    code = "column_not_in_file"
    template = _("The column %(column)s, chosen for %(field)s, is not in the file.")


class UnknownField(MappingProblem):
    code = "unknown_field"
    template = _("%(field)s is not a field of this kind of import. Choose from: %(choices)s.")


class UnreadableMapping(MappingProblem):
    code = "unreadable_mapping"
    template = _("The mapping is not valid: %(detail)s. Save it again from the preview, or correct the file.")


class Reason(StrEnum):
    HEADER = "header"
    VALUES = "values"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    column: str
    confidence: float = 1.0
    reason: Reason = Reason.CHOSEN


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    kind: ImportKind
    choices: Mapping[str, ColumnChoice] = field(default_factory=dict)

    def column_of(self, field_name: str) -> str | None:
        choice = self.choices.get(field_name)
        return choice.column if choice else None

    def field_of(self, column: str) -> str | None:
        return next((name for name, choice in self.choices.items() if choice.column == column), None)

    def confidence_of(self, column: str) -> float:
        """How sure the guess for a column is; 0 for one that feeds nothing."""
        return max((choice.confidence for choice in self.choices.values() if choice.column == column), default=0.0)

    def to_json(self) -> str:
        fields = {
            name: {"column": choice.column, "confidence": choice.confidence, "reason": choice.reason.value}
            for name, choice in self.choices.items()
        }
        return json.dumps({"kind": self.kind.value, "fields": fields}, ensure_ascii=False, indent=2)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Reads what `to_json` wrote, or the short form a person writes: `{"kind": ..., "fields": {field: column}}`."""
        try:
            stored = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise UnreadableMapping(detail=str(error)) from error
        if not isinstance(stored, dict) or not isinstance(stored.get("fields"), dict):
            raise UnreadableMapping(detail='{"kind": "...", "fields": {...}}')
        try:
            kind = ImportKind(str(stored.get("kind")))
        except ValueError as error:
            raise UnreadableMapping(detail=f"kind: {stored.get('kind')!r}") from error
        choices: dict[str, ColumnChoice] = {}
        for name, entry in stored["fields"].items():
            if name not in FIELDS[kind]:
                raise UnknownField(field=name, choices=", ".join(FIELDS[kind]))
            choices[name] = _read_choice(name, entry)
        return cls(kind, choices)


def guess_mapping(
    columns: Sequence[str],
    sample: Batch | Mapping[str, Sequence[Cell]],
    kind: ImportKind,
    fields: Mapping[str, TargetField] | None = None,
) -> ColumnMapping:
    """Headers decide first; values then confirm or doubt them and speak for columns whose header says nothing.

    `fields` are the targets where a company has added its own.
    """
    values = sample.columns if isinstance(sample, Batch) else sample
    fields = fields if fields is not None else FIELDS[kind]
    offers: list[tuple[float, int, str, str]] = []
    for position, column in enumerate(columns):
        for name, target in fields.items():
            rank = _header_rank(column, target)
            if rank is None:
                continue
            confidence = max(0.75, 0.99 - 0.01 * rank)
            agreement = _agreement(target.type, values.get(column, ()))
            if agreement is not None:
                confidence = confidence if agreement >= 0.5 else 0.3
            offers.append((round(confidence, 2), -position, column, name))
    choices: dict[str, ColumnChoice] = {}
    used: set[str] = set()
    for confidence, _position, column, name in sorted(offers, reverse=True):
        if name not in choices and column not in used:
            choices[name] = ColumnChoice(column, confidence, Reason.HEADER)
            used.add(column)
    _guess_by_values([column for column in columns if column not in used], values, kind, choices)
    return ColumnMapping(kind, {name: choices[name] for name in fields if name in choices})


def mapping_problems(
    mapping: ColumnMapping, columns: Sequence[str], fields: Mapping[str, TargetField] | None = None
) -> list[MappingProblem]:
    """Everything that keeps a mapping from being used on a file with these columns; empty when it can be."""
    fields = fields if fields is not None else FIELDS[mapping.kind]
    problems: list[MappingProblem] = []
    first_use: dict[str, str] = {}
    for name, choice in mapping.choices.items():
        if name not in fields:
            problems.append(UnknownField(field=name, choices=", ".join(fields)))
            continue
        label = fields[name].label
        if choice.column not in columns:
            problems.append(ColumnNotInFile(column=choice.column, field=label))
        if choice.column in first_use:
            first = fields[first_use[choice.column]].label
            problems.append(ColumnUsedTwice(column=choice.column, first=first, second=label))
        else:
            first_use[choice.column] = name
    for alternatives in REQUIRED[mapping.kind]:
        if not any(needed <= mapping.choices.keys() for needed in alternatives):
            wanted = min(alternatives, key=len)
            for name in sorted(wanted):
                problems.append(RequiredFieldMissing(field=fields[name].label, name=name))
    return problems


def header_key(text: str) -> str:
    """A header without case, width, spaces and punctuation: InvoiceNo, invoice_no and "Invoice No." are one."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if unicodedata.category(character)[0] in "LMN")


def _header_rank(column: str, target: TargetField) -> int | None:
    keys = [header_key(column)]
    bare = "" if len(column) > _LONGEST_TELLING else re.sub(r"[(\[（【].*?[)\]）】]", "", column)
    if header_key(bare) and header_key(bare) != keys[0]:
        keys.append(header_key(bare))  # a unit or remark in brackets: "Amount (THB)"
    known = _header_keys(target.headers)
    return next((known[key] for key in keys if key in known), None)


@cache
def _header_keys(headers: tuple[str, ...]) -> Mapping[str, int]:
    keys: dict[str, int] = {}
    for rank, header in enumerate(headers):
        keys.setdefault(header_key(header), rank)
    return keys


_EMAIL: Final = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]{2,}")
_PHONE: Final = re.compile(r"(?:\+|00?)?[\d\s().-]{8,20}(?:(?:x|ext\.?|#)\s*\d{1,6})?", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[-+(]?\s*[^\w\s,.()-]?\s*\d[\d\s.,']*\s*[^\w\s,.()]?\)?")
_DATE: Final = re.compile(
    r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
    r"|\d{1,2}[-/. ](?:\d{1,2}|[^\W\d_][^\d\s,-/]{1,14})[-/., ]+\d{2,4}"
    r"|(?:19|20|24|25)\d{6})"
    r"(?:[ T].*)?"
)
_ENOUGH: Final = 0.8
_LONGEST_TELLING: Final = 100  # longer texts are neither header, e-mail, phone, date nor number, and slow to match

_LOOK: Final[Mapping[FieldType, re.Pattern[str]]] = {
    FieldType.EMAIL: _EMAIL,
    FieldType.PHONE: _PHONE,
    FieldType.NUMBER: _NUMBER,
    FieldType.DATE: _DATE,
    FieldType.MOMENT: _DATE,
}


def _agreement(kind: FieldType, cells: Sequence[Cell]) -> float | None:
    """The share of written values that look like the type; None where a type has no look or nothing is written."""
    pattern = _LOOK.get(kind)
    written = [cell for cell in cells if cell is not None]
    if pattern is None or not written:
        return None
    return sum(1 for cell in written if _looks(kind, pattern, cell)) / len(written)


def _looks(kind: FieldType, pattern: re.Pattern[str], cell: Cell) -> bool:
    if isinstance(cell, date):
        return kind in (FieldType.DATE, FieldType.MOMENT)
    if kind is FieldType.NUMBER and isinstance(cell, int | float | Decimal):
        return True
    text = str(cell).strip()
    if len(text) > _LONGEST_TELLING:
        return False
    text = unicodedata.normalize("NFKC", text)
    if kind is FieldType.PHONE and (_DATE.fullmatch(text) or not 8 <= sum(map(str.isdigit, text)) <= 16):
        return False
    return pattern.fullmatch(text) is not None


def _guess_by_values(
    columns: Sequence[str],
    values: Mapping[str, Sequence[Cell]],
    kind: ImportKind,
    choices: dict[str, ColumnChoice],
) -> None:
    def take(names: Sequence[str], kind_of_value: FieldType, is_fit: Callable[[Sequence[Cell]], bool]) -> None:
        open_names = [name for name in names if name not in choices]
        used = {choice.column for choice in choices.values()}
        for column in columns:
            cells = values.get(column, ())
            share = _agreement(kind_of_value, cells)
            if open_names and column not in used and share is not None and share >= _ENOUGH and is_fit(cells):
                choices[open_names.pop(0)] = ColumnChoice(column, round(0.7 * share, 2), Reason.VALUES)

    if kind is ImportKind.CUSTOMERS:
        take(("email",), FieldType.EMAIL, lambda cells: True)
        take(("phone", "phone2"), FieldType.PHONE, _has_phone_marks)
    else:
        take(("at",), FieldType.MOMENT, lambda cells: True)
        numbers = [name for name in columns if (_agreement(FieldType.NUMBER, values.get(name, ())) or 0) >= _ENOUGH]
        if len(numbers) == 1 and "line_amount" not in choices and "unit_price" not in choices:
            take(("line_amount",), FieldType.NUMBER, lambda cells: True)


def _has_phone_marks(cells: Sequence[Cell]) -> bool:
    """Numbers of account and article look like phones too; most phones start with 0, 1 or +, and are texts."""
    written = [str(cell).strip() for cell in cells if cell is not None]
    return sum(1 for text in written if text.startswith(("+", "0", "1", "("))) >= _ENOUGH * len(written)


def _read_choice(name: str, entry: object) -> ColumnChoice:
    if isinstance(entry, str):
        return ColumnChoice(entry)
    if isinstance(entry, dict) and isinstance(entry.get("column"), str):
        confidence = entry.get("confidence", 1.0)
        if isinstance(confidence, int | float) and entry.get("reason", Reason.CHOSEN) in list(Reason):
            return ColumnChoice(entry["column"], float(confidence), Reason(entry.get("reason", Reason.CHOSEN)))
    raise UnreadableMapping(detail=f"{name}: {entry!r}")
