"""Who is this likely to be? Candidates by indexed keys, each scored with the weights of the matching runs.

A hint while somebody types, and a count for an import; never a decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from idic.domain.identify.linkage.queries.candidates import candidates_of
from idic.domain.identify.linkage.queries.visible import first_visible
from idic.domain.identify.models import Customer
from idic.domain.identify.normalising import NormalisedRecord, normalise_record
from idic.foundation.accounts.models import User

if TYPE_CHECKING:
    from idic.methods.linkage import Score

_ASKED = (
    "kind", "name", "given_name", "family_name", "phone", "phone2", "email", "national_id", "tax_id", "birth_date",
    "address", "district", "province", "postcode", "country",
)  # fmt: skip


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
    score: Score
    shares: bool


def likely_duplicates(
    user: User, values: Mapping[str, object], *, limit: int = 5, but: int | None = None
) -> list[Alike]:
    """Among the customers that this user may see; nothing is told about the others. The surest first."""
    record = normalise_record({name: str(values.get(name) or "") for name in _ASKED}, is_searched=False)
    return alike_to(user, record, limit=limit, but=but)


def alike_to(user: User, record: NormalisedRecord, *, limit: int = 5, but: int | None = None) -> list[Alike]:
    scored = [
        one for one in score_record(record) if (one.score.decision != "apart" or one.shares) and one.customer_id != but
    ]
    by_id = {one.customer_id: one.score for one in scored}
    return [_alike(customer, by_id[customer.pk]) for customer in first_visible(user, [*by_id], limit)]


def score_record(record: NormalisedRecord) -> list[Scored]:
    """Every customer once, the surest first; also those that are hardly the same."""
    found, scorer = candidates_of(record)
    if scorer is None:
        return []
    best: dict[int, Scored] = {}
    for one, score in zip(found, scorer.against(said_of(record), [each.said for each in found]), strict=True):
        known = best.get(one.customer_id)
        if known is None or score.weight > known.score.weight:
            best[one.customer_id] = Scored(one.customer_id, score, one.shares)
    return sorted(best.values(), key=lambda one: (-one.score.weight, one.customer_id))


def _alike(customer: Customer, score: Score) -> Alike:
    agreements = tuple(
        Agreement(step.comparison, step.label, step.total) for step in score.waterfall if step.level >= 0
    )
    return Alike(customer, score.posterior, score.decision, score.hold, agreements)


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
