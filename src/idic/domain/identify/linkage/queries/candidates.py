"""Stored records that might be of whoever is typed, found by indexed keys, and what is needed to score them: one
question for all of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from idic.domain.identify.enums import ContactKind
from idic.domain.identify.linkage.reading import SAID, as_said
from idic.domain.identify.linkage.scorer import IN_FORCE, Scorer, scorer_in_force
from idic.domain.identify.normalising import NormalisedRecord
from idic.foundation.storage.remembered import prepared_cursor

# So many records for each key; a number that more share tells nobody apart. So many in all are scored.
_MOST_OF_A_KEY, _MOST_SCORED = 20, 24
_RECORDS = "id FROM identify_sourcerecord WHERE"
_POINTS = f"record_id AS id FROM identify_contactpoint WHERE kind = '{ContactKind.PHONE.value}' AND value IN"


def _by(weight: int, found: str, *, shares: bool = True) -> str:
    """The more a key says, the earlier its records are scored; `shares`: it is worth a word by itself."""
    return f"(SELECT {weight} AS weight, {str(shares).upper()} AS shares, {found} LIMIT {_MOST_OF_A_KEY})"


# A statement that is planned once must itself say what the partial indexes ask. A key that is empty is left out of it,
# and a list names each of its values: what the plan then expects is what it gets.
_BY_COLUMN = {
    "national_id": _by(8, f"{_RECORDS} national_id = %s AND NOT national_id = ''"),
    "tax_id": _by(8, f"{_RECORDS} tax_id = %s AND NOT tax_id = ''"),
    "email_key": _by(4, f"{_RECORDS} email_key = %s AND NOT email_key = ''"),
    "name_key": _by(2, f"{_RECORDS} name_key = %s AND NOT name_key = ''", shares=False),
}
_BY_SOUND = _by(
    1,
    f"{_RECORDS} family_sound = %s AND given_sound = %s AND NOT family_sound = '' AND NOT given_sound = ''",
    shares=False,
)
_READ = (
    f"SELECT r.id, r.customer_id, found.shares, {IN_FORCE}, {SAID} FROM (SELECT id, sum(weight) AS weight, "  # noqa: S608
    "bool_or(shares) AS shares FROM (",
    f") AS keys GROUP BY id ORDER BY sum(weight) DESC, id LIMIT {_MOST_SCORED}) AS found "
    "JOIN identify_sourcerecord r ON r.id = found.id ORDER BY found.weight DESC, r.id",
)


@dataclass(frozen=True)
class Candidate:
    """`shares`: a phone, an e-mail or a number is the same. `said`: as the method reads a record."""

    customer_id: int
    shares: bool
    said: dict[str, str | list[str] | None]


def candidates_of(record: NormalisedRecord) -> tuple[list[Candidate], Scorer | None]:
    """Those that most keys find come first, with the weights in force; no scorer where there is nobody to score."""
    parts: list[str] = []
    asked: list[Any] = [record.kind]
    if phones := record.phone_values:
        parts.append(_by(4, f"{_POINTS} ({', '.join(['%s'] * len(phones))})"))
        asked += phones
    for column, part in _BY_COLUMN.items():
        if value := getattr(record, column):
            parts.append(part)
            asked.append(value)
    if record.family_sound and record.given_sound:
        parts.append(_BY_SOUND)
        asked += [record.family_sound, record.given_sound]
    if not parts:
        return [], None
    with prepared_cursor() as cursor:
        cursor.execute(" UNION ".join(parts).join(_READ), asked)
        rows = cursor.fetchall()
    if not rows:
        return [], None
    return [Candidate(row[1], row[2], as_said(row[5:])) for row in rows], scorer_in_force(record.kind, *rows[0][3:5])
