"""A block of customers with their records, links and contact points, normalised as an import normalises them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from idic.domain.identify.enums import LinkReason
from idic.domain.identify.normalising import NormalisedRecord, digest_of, normalise_record
from idic.foundation.bulk.copying import copy_rows
from idic.sample.world.people import Told, people
from idic.sample.world.shape import Block

_GOLDEN = (
    "kind", "name", "title", "given_name", "family_name", "email", "national_id", "tax_id", "birth_date", "sex",
    "language", "address", "district", "province", "postcode", "country",
)  # fmt: skip
CUSTOMER_COLUMNS = (
    "id", *_GOLDEN, "phone", "facts", "provenance", "search_text", "search_keys", "sort_name", "record_count",
    "owner_id", "team_id", "version", "created_at", "updated_at",
)  # fmt: skip
RECORD_COLUMNS = (
    "id", "source_id", "key", "customer_id", "payload", "digest", "received_at", *NormalisedRecord.FIELDS,
    *NormalisedRecord.KEYS, "phones", "facts", "search_text", "search_keys",
)  # fmt: skip
LINK_COLUMNS = ("record_id", "customer_id", "valid_from", "reason")
CONTACT_COLUMNS = ("customer_id", "record_id", "kind", "raw", "value", "extension", "is_valid")

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Place:
    """Where a block's rows go: ids of the sources by code, keepers as (user, team), the clock of the company."""

    sources: Mapping[str, int]
    keepers: Sequence[tuple[int, int]]
    zone: ZoneInfo
    today: date


@dataclass
class Rows:
    customers: list[Row]
    records: list[Row]
    links: list[Row]
    contacts: list[Row]


def record_id(told_by: str, customer: int) -> int:
    """Known before anything is written, so that blocks need not wait for one another."""
    return customer * 2 - (1 if told_by == "till" else 0)


def rows_of(block: Block, place: Place) -> Rows:
    """A customer whom two systems know is written as the first tells; the golden view is computed over both later."""
    rows = Rows([], [], [], [])
    dice = block.dice("keepers")
    for told in people(block):
        record = normalise_record(told.payload, key=told.key, today=place.today)
        at = datetime.combine(told.joined, time(9), place.zone) + timedelta(seconds=told.customer % 30_000)
        is_first = told.source == "till"
        row = record_id(told.source, told.customer)
        facts = json.dumps(record.facts, ensure_ascii=False)
        shared = tuple(getattr(record, name) for name in (*NormalisedRecord.FIELDS, *NormalisedRecord.KEYS))
        rows.records.append((
            row, place.sources[told.source], told.key, told.customer, json.dumps(told.payload, ensure_ascii=False),
            digest_of(told.payload), at, *shared, record.phone_values, facts, record.search_text, record.search_keys,
        ))  # fmt: skip
        rows.links.append((row, told.customer, at, LinkReason.NEW.value if is_first else LinkReason.EMAIL.value))
        rows.contacts.extend(_contacts(told, record, row))
        if is_first:
            owner, team = dice.choice(place.keepers) if place.keepers and dice.random() < 0.7 else (None, None)
            rows.customers.append((
                told.customer, *(getattr(record, name) for name in _GOLDEN), (record.phone_values or [""])[0], facts,
                json.dumps(_provenance(record, row)), record.search_text, record.search_keys,
                record.name_key or told.key.lower(), 1, owner, team, 1, at, at,
            ))  # fmt: skip
    return rows


def copy_customers(block: Block, place: Place) -> None:
    rows = rows_of(block, place)
    copy_rows("identify_customer", CUSTOMER_COLUMNS, rows.customers)
    copy_rows("identify_sourcerecord", RECORD_COLUMNS, rows.records)
    copy_rows("identify_link", LINK_COLUMNS, rows.links)
    copy_rows("identify_contactpoint", CONTACT_COLUMNS, rows.contacts)


def _provenance(record: NormalisedRecord, row: int) -> dict[str, int]:
    known = {
        "name": True, "address": record.address or record.province or record.postcode or record.country,
        "phone": record.phone_values, "birth_date": record.birth_date, "email": record.email,
        "national_id": record.national_id, "tax_id": record.tax_id, "sex": record.sex, "language": record.language,
    }  # fmt: skip
    return {name: row for name, value in known.items() if value}


def _contacts(told: Told, record: NormalisedRecord, row: int) -> Iterator[Row]:
    for phone in record.phones:
        yield (told.customer, row, "phone", phone.raw, phone.value, phone.extension, phone.is_valid)
    if record.email:
        yield (told.customer, row, "email", told.payload["email"], record.email, "", record.email_is_valid)
    if record.address:
        yield (told.customer, row, "address", record.address, record.address, "", True)
