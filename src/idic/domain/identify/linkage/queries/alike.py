"""Who is this likely to be? Candidates by indexed keys, each scored with the weights of the matching runs.

A hint while somebody types, and a count for an import; never a decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from idic.domain.identify.enums import ContactKind
from idic.domain.identify.linkage.reading import SAID, as_said
from idic.domain.identify.linkage.scorer import scorer_of
from idic.domain.identify.models import Customer
from idic.domain.identify.normalising import NormalisedRecord, normalise_record
from idic.domain.identify.rules import visible_customers
from idic.foundation.accounts.models import User
from idic.foundation.storage.remembered import prepared_cursor

_ASKED = (
    "kind", "name", "given_name", "family_name", "phone", "phone2", "email", "national_id", "tax_id", "birth_date",
    "address", "district", "province", "postcode", "country",
)  # fmt: skip
# So many records for each key; a number that more share tells nobody apart. So many in all are scored.
_MOST_OF_A_KEY, _MOST_SCORED = 20, 24
#: key -> the more it says, the earlier its candidates are scored
_KEY_WEIGHTS = {"national_id": 8, "tax_id": 8, "email": 4, "phone": 4, "name": 2, "sound": 1}
_SHARED = frozenset({"national_id", "tax_id", "email", "phone"})
_COLUMNS = {"national_id": "national_id", "tax_id": "tax_id", "email": "email_key", "name": "name_key"}

# A statement that is planned once must itself say what the partial indexes ask.
_BY_COLUMN = {
    key: f"""(SELECT id, customer_id, '{key}' FROM identify_sourcerecord
    WHERE {column} = %s AND NOT {column} = '' LIMIT {_MOST_OF_A_KEY})"""  # noqa: S608 - put together from this file
    for key, column in _COLUMNS.items()
}
_BY_PHONE = f"""(SELECT record_id, customer_id, 'phone' FROM identify_contactpoint
    WHERE kind = '{ContactKind.PHONE.value}' AND value = ANY(%s) LIMIT {_MOST_OF_A_KEY})"""  # noqa: S608
_BY_SOUND = f"""(SELECT id, customer_id, 'sound' FROM identify_sourcerecord
    WHERE family_sound = %s AND given_sound = %s AND NOT family_sound = '' AND NOT given_sound = ''
    LIMIT {_MOST_OF_A_KEY})"""  # noqa: S608
_READ = f"SELECT r.id, r.customer_id, {SAID} FROM identify_sourcerecord r WHERE r.id = ANY(%s)"  # noqa: S608


@dataclass(frozen=True)
class Agreement:
    """One comparison that spoke for or against: the level that held, and its weight."""

    comparison: str
    level: str
    weight: float


@dataclass(frozen=True)
class Alike:
    """A customer by the record of theirs that is most alike. `decision`: link, review or apart."""

    customer: Customer
    probability: float
    decision: str
    hold: str
    agreements: tuple[Agreement, ...]


@dataclass(frozen=True)
class Scored:
    """`shares`: a phone, an e-mail or a number is the same, which is worth a word however little it weighs."""

    customer_id: int
    probability: float
    weight: float
    decision: str
    hold: str
    agreements: tuple[Agreement, ...]
    shares: bool


def likely_duplicates(
    user: User, values: Mapping[str, object], *, limit: int = 5, but: int | None = None
) -> list[Alike]:
    """Among the customers that this user may see; nothing is told about the others. The surest first."""
    record = normalise_record({name: str(values.get(name) or "") for name in _ASKED})
    scored = [one for one in score_record(record) if (one.decision != "apart" or one.shares) and one.customer_id != but]
    if not scored:
        return []
    customers = visible_customers(user).defer("search_text", "search_keys").in_bulk([one.customer_id for one in scored])
    return [
        Alike(customers[one.customer_id], one.probability, one.decision, one.hold, one.agreements)
        for one in scored
        if one.customer_id in customers
    ][:limit]


def score_record(record: NormalisedRecord) -> list[Scored]:
    """Every customer once, the surest first; also those that are hardly the same."""
    keys = _candidates(record)
    wanted = _strongest(keys)
    sharing = {one for one, found in keys.items() if found & _SHARED}
    if not wanted:
        return []
    with prepared_cursor() as cursor:
        cursor.execute(_READ, [wanted])
        rows = cursor.fetchall()
    scores = scorer_of(record.kind).against(said_of(record), [as_said(row[2:]) for row in rows])
    best: dict[int, Scored] = {}
    for row, found in zip(rows, scores, strict=True):
        known = best.get(row[1])
        if known is None or found.weight > known.weight:
            agreements = tuple(
                Agreement(step.comparison, step.label, step.total) for step in found.waterfall if step.level >= 0
            )
            best[row[1]] = Scored(
                row[1], found.posterior, found.weight, found.decision, found.hold, agreements, row[0] in sharing
            )
    return sorted(best.values(), key=lambda one: (-one.weight, one.customer_id))


def said_of(record: NormalisedRecord) -> dict[str, object]:
    """As `reading.SAID` says it of a stored record."""
    place = " ".join(part for part in (record.address, record.district, record.province) if part)
    return {
        "given": record.given_name or None, "family": record.family_name or None, "name": record.name or None,
        "birth_date": record.birth_date.strftime("%Y%m%d") if record.birth_date else None,
        "phones": record.phone_values or None, "emails": [record.email_key] if record.email_key else None,
        "identifiers": [one for one in (record.national_id, record.tax_id) if one] or None, "address": place or None,
        "postcode": record.postcode or None,
    }  # fmt: skip


def _candidates(record: NormalisedRecord) -> dict[int, set[str]]:
    """Record -> the keys that find it, in one question for all keys."""
    parts: list[str] = []
    asked: list[Any] = []
    if record.phone_values:
        parts.append(_BY_PHONE)
        asked.append(list(record.phone_values))
    for key, column in _COLUMNS.items():
        if value := getattr(record, column):
            parts.append(_BY_COLUMN[key])
            asked.append(value)
    if record.family_sound and record.given_sound:
        parts.append(_BY_SOUND)
        asked += [record.family_sound, record.given_sound]
    if not parts:
        return {}
    with prepared_cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), asked)
        rows = cursor.fetchall()
    found: dict[int, set[str]] = {}
    for record_id, _customer, key in rows:
        found.setdefault(record_id, set()).add(key)
    return found


def _strongest(keys: Mapping[int, set[str]]) -> list[int]:
    """Those that most keys find come first."""
    order = sorted(keys, key=lambda one: (-sum(_KEY_WEIGHTS[key] for key in keys[one]), one))
    return order[:_MOST_SCORED]
