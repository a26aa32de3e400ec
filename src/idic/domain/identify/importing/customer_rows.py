"""Rows of a customer file as normalised records; what cannot be taken is refused with its row and reason."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.importing.figures import Refusals
from idic.domain.identify.importing.rows import Chunk, as_text
from idic.domain.identify.normalising import NormalisedRecord, digest_of, normalise_record
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


class CustomerReader:
    """Used by the import and by its preview, so that the preview shows what will be taken."""

    def __init__(
        self, mapping: Mapping[str, str], options: Mapping[str, str], refusals: Refusals, *, time_zone: str, today: date
    ) -> None:
        self.rows = 0
        self.repeated = 0
        self.doubts: dict[str, int] = {}
        self._refusals = refusals
        self._seen: dict[str, str] = {}
        order = options.get("date_order")
        self._order = DateOrder(order) if order else None
        self._region = _REGIONS.get(time_zone, "TH")
        self._today = today
        self._decimal = _MARKS.get(options.get("decimal", ""))
        self.attributes = [one for one in definitions_of("customer") if one.key in mapping]
        self._unique = [one for one in self.attributes if one.is_unique]
        self._held: dict[tuple[str, object], str] = {}
        self._mapping = dict(mapping)
        # Where a person's names have columns of their own, only an organisation fills the whole name alone.
        self._whole_name_is_organisation = "kind" not in mapping and {*_NAMES} <= set(mapping)

    def read(self, chunk: Chunk) -> Iterator[CustomerRow]:
        fields = list(chunk.columns)
        for number, *cells in zip(chunk.row_numbers, *chunk.columns.values(), strict=True):
            self.rows += 1
            row = self._row(number, {field: as_text(cell) for field, cell in zip(fields, cells, strict=True)})
            if row is not None:
                yield row

    def staged(self, chunk: Chunk) -> Iterator[tuple[Any, ...]]:
        for row in self.read(chunk):
            record = row.record
            payload = {name: value.replace("\x00", "") for name, value in row.raw.items() if value}
            yield (
                row.number, row.key, row.digest, json.dumps(payload, ensure_ascii=False),
                *(getattr(record, name) for name in NormalisedRecord.FIELDS),
                record.phone_values, json.dumps(record.facts, ensure_ascii=False), record.search_text,
                record.search_keys,
                json.dumps(_contact(record, row.raw), ensure_ascii=False),
            )  # fmt: skip

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
        digest = digest_of(raw)
        earlier = self._seen.setdefault(key, digest)
        if earlier is not digest:
            if earlier == digest:
                self.repeated += 1
            else:
                self._refusals.add(number, "key_repeated", column, key)
            return None
        record = normalise_record(
            self._with_kind(raw), key=key, region=self._region, date_order=self._order, today=self._today,
            decimal=self._decimal, attributes=self.attributes,
        )  # fmt: skip
        if not (record.name or record.phones or record.email):
            # What stood there were signs that nobody can see.
            self._refusals.add(number, "nothing_known", column, key)
            return None
        for definition in self._unique:
            value = record.facts.get(definition.key)
            if value is not None and self._held.setdefault((definition.key, value), key) != key:
                self._refusals.add(number, "attribute_repeated", self._mapping[definition.key], str(value))
                return None
        for _, code in record.doubts:
            self.doubts[code] = self.doubts.get(code, 0) + 1
        return CustomerRow(number, key, digest, raw, record)

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
