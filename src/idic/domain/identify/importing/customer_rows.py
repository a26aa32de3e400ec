"""Rows of a customer file as normalised records; what cannot be taken is refused with its row and reason."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.importing.figures import Refusals
from idic.domain.identify.importing.rows import Chunk, as_text
from idic.domain.identify.importing.staging import Staged
from idic.domain.identify.normalising import NormalisedRecord, digest_of, normalise_record
from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.attributes.queries.definitions import definitions_of
from idic.foundation.attributes.reading import DecimalMark
from idic.methods.normalise.dates import DateOrder

_REGIONS = {"Asia/Bangkok": "TH", "Asia/Shanghai": "CN", "Asia/Taipei": "TW", "Asia/Hong_Kong": "HK"}
_MARKS: dict[str, DecimalMark] = {".": ".", ",": ","}
_NAMES = ("name", "given_name", "family_name")
_WHO = (*_NAMES, "phone", "phone2", "email")


@dataclass(frozen=True)
class CustomerRow:
    number: int
    key: str
    digest: str
    raw: dict[str, str]
    record: NormalisedRecord


@dataclass(frozen=True)
class Reading:
    """How the rows of one file are read. Everything in it can travel to another process."""

    mapping: Mapping[str, str]
    options: Mapping[str, str]
    time_zone: str
    today: date
    attributes: Sequence[AttributeDefinition]

    @classmethod
    def of(cls, mapping: Mapping[str, str], options: Mapping[str, str], *, time_zone: str, today: date) -> Reading:
        attributes = [one for one in definitions_of("customer") if one.key in mapping]
        return cls(dict(mapping), dict(options), time_zone, today, attributes)

    @property
    def signature(self) -> str:
        """Other definitions of custom attributes are another reading, and so is another day: a birth lies before it."""
        definitions = [
            [str(getattr(one, field.attname)) for field in one._meta.concrete_fields] for one in self.attributes
        ]
        return repr((self.time_zone, self.today, definitions))


class CustomerReader:
    """Used by the import and by its preview, so that the preview shows what will be taken."""

    def __init__(self, reading: Reading, refusals: Refusals) -> None:
        self._refusals = refusals
        self._seen: dict[str, str] = {}
        order = reading.options.get("date_order")
        self._order = DateOrder(order) if order else None
        self._region = _REGIONS.get(reading.time_zone, "TH")
        self._today = reading.today
        self._decimal = _MARKS.get(reading.options.get("decimal", ""))
        self.attributes = reading.attributes
        self._held: dict[tuple[str, object], str] = {}
        self._mapping = reading.mapping
        # Where a person's names have columns of their own, only an organisation fills the whole name alone.
        self._whole_name_is_organisation = "kind" not in self._mapping and {*_NAMES} <= set(self._mapping)

    def read(self, chunk: Chunk) -> Iterator[CustomerRow]:
        """The rows that can be taken. What repeats within the file is refused here for a preview, which sees the first
        rows only; an import finds it among the staged rows."""
        for row in self._each(chunk):
            if self._is_first(row):
                yield row

    def staged(self, chunk: Chunk) -> Iterator[Staged]:
        for row in self._each(chunk):
            record = row.record
            yield (
                row.number, row.key, row.digest, {name: value for name, value in row.raw.items() if value},
                *(getattr(record, name) for name in (*NormalisedRecord.FIELDS, *NormalisedRecord.KEYS)),
                record.phone_values, record.facts, record.search_text, record.search_keys,
                json.dumps(_contact(record, row.raw), ensure_ascii=False), [code for _, code in record.doubts],
            )  # fmt: skip

    def _each(self, chunk: Chunk) -> Iterator[CustomerRow]:
        fields = list(chunk.columns)
        for number, *cells in zip(chunk.row_numbers, *chunk.columns.values(), strict=True):
            row = self._row(number, {field: as_text(cell) for field, cell in zip(fields, cells, strict=True)})
            if row is not None:
                yield row

    def _row(self, number: int, raw: dict[str, str]) -> CustomerRow | None:
        key = raw.pop("source_id", "")
        column = self._mapping.get("source_id", "")
        if not key:
            self._refusals.add(number, "key_missing", column)
            return None
        if len(key) > 200:
            self._refusals.add(number, "key_too_long", column, key)
            return None
        if not any(raw.get(name) for name in _WHO):
            self._refusals.add(number, "nothing_known", column, key)
            return None
        record = normalise_record(
            self._with_kind(raw), key=key, region=self._region, date_order=self._order, today=self._today,
            decimal=self._decimal, attributes=self.attributes,
        )  # fmt: skip
        if not (record.name or record.phones or record.email):
            # What stood there were signs that nobody can see.
            self._refusals.add(number, "nothing_known", column, key)
            return None
        return CustomerRow(number, key, digest_of(raw), raw, record)

    def _is_first(self, row: CustomerRow) -> bool:
        earlier = self._seen.setdefault(row.key, row.digest)
        if earlier is not row.digest:
            if earlier != row.digest:
                self._refusals.add(row.number, "key_repeated", self._mapping.get("source_id", ""), row.key)
            return False
        for definition in self.attributes:
            if not definition.is_unique:
                continue
            value = row.record.facts.get(definition.key)
            if value is not None and self._held.setdefault((definition.key, value), row.key) != row.key:
                self._refusals.add(row.number, "attribute_repeated", self._mapping[definition.key], str(value))
                return False
        return True

    def _with_kind(self, raw: Mapping[str, str]) -> Mapping[str, str]:
        if self._whole_name_is_organisation and raw["name"] and not raw["given_name"] and not raw["family_name"]:
            return {**raw, "kind": CustomerKind.ORGANISATION.value}
        return raw


def _contact(record: NormalisedRecord, raw: Mapping[str, str]) -> list[dict[str, object]]:
    points: list[dict[str, object]] = [
        {
            "kind": "phone",
            "raw": phone.raw,
            "value": phone.value,
            "extension": phone.extension,
            "is_valid": phone.is_valid,
        }
        for phone in record.phones
    ]
    if record.email:
        raw_email = raw.get("email", "")[:600]
        points.append({"kind": "email", "raw": raw_email, "value": record.email, "extension": "",
                       "is_valid": record.email_is_valid})  # fmt: skip
    if record.address:
        points.append(
            {"kind": "address", "raw": record.address, "value": record.address, "extension": "", "is_valid": True}
        )
    return points
