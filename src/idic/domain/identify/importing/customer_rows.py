"""Rows of a customer file as normalised records; what cannot be taken is refused with its row and reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.importing.figures import Refusals
from idic.domain.identify.importing.rows import Chunk, texts_of
from idic.domain.identify.importing.staging import TEXTS, array_text, as_json, text_row
from idic.domain.identify.normalising import NormalisedRecord, digest_of_text, normalise_record, payload_text
from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.attributes.queries.definitions import definitions_of
from idic.foundation.attributes.reading import DecimalMark
from idic.methods.normalise.dates import DateOrder

_REGIONS = {"Asia/Bangkok": "TH", "Asia/Shanghai": "CN", "Asia/Taipei": "TW", "Asia/Hong_Kong": "HK"}
_MARKS: dict[str, DecimalMark] = {".": ".", ",": ","}
_NAMES = ("name", "given_name", "family_name")
_WHO = (*_NAMES, "phone", "phone2", "email")
_texts = attrgetter(*TEXTS)


@dataclass(frozen=True)
class CustomerRow:
    number: int
    key: str
    digest: str
    raw: dict[str, str]
    # what of it is not empty, as JSON
    payload: str
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

    def staged(self, chunk: Chunk) -> Iterator[str]:
        for row in self._each(chunk):
            record = row.record
            yield text_row(
                (
                    str(row.number), row.key, row.digest, row.payload, *_texts(record), array_text(record.phone_values),
                    as_json(record.facts) if record.facts else "{}", array_text(record.search_keys),
                    _contact(record, row.raw), array_text([code for _, code in record.doubts]),
                ),
                record.search_text, record.birth_date, record.birth_year,
            )  # fmt: skip

    def _each(self, chunk: Chunk) -> Iterator[CustomerRow]:
        # In the order of their names, in which a digest is taken of them.
        fields = sorted(chunk.columns)
        columns = [texts_of(chunk.columns[field]) for field in fields]
        for number, *texts in zip(chunk.row_numbers, *columns, strict=True):
            row = self._row(number, dict(zip(fields, texts, strict=True)))
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
        payload = payload_text(raw)
        return CustomerRow(number, key, digest_of_text(payload), raw, payload, record)

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


def _contact(record: NormalisedRecord, raw: Mapping[str, str]) -> str:
    points = [
        _point("phone", phone.raw, phone.value, phone.extension, is_valid=phone.is_valid) for phone in record.phones
    ]
    if record.email:
        points.append(_point("email", raw.get("email", "")[:600], record.email, is_valid=record.email_is_valid))
    if record.address:
        points.append(_point("address", record.address, record.address))
    return f"[{', '.join(points)}]"


def _point(kind: str, raw: str, value: str, extension: str = "", *, is_valid: bool = True) -> str:
    return (
        f'{{"kind": "{kind}", "raw": {as_json(raw)}, "value": {as_json(value)}, "extension": {as_json(extension)},'
        f' "is_valid": {"true" if is_valid else "false"}}}'
    )
