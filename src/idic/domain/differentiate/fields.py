"""What a segment's rule may ask about: declared once, for the builder, the compiler and the explanation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.domain.differentiate.enums import RfmGroup, Tense, Tier
from idic.domain.identify.enums import CustomerKind
from idic.methods.predicate import FieldType

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class SegmentField:
    """`expression` speaks of the customer as c and of the score as s; an empty text counts as unknown there."""

    name: str
    family: str
    type: FieldType
    label: str | _StrPromise
    expression: str
    choices: Sequence[tuple[str, str | _StrPromise]] = ()


FAMILIES: dict[str, _StrPromise] = {
    "value": _("Value and behaviour"),
    "demographic": _("Demographic"),
    "geographic": _("Geographic"),
    "contact": _("Ways to reach them"),
}

_SEXES = (("male", _("Male")), ("female", _("Female")))


def _fact(name: str) -> str:
    return f"nullif(c.facts->>'{name}', '')"


def _exact(column: str) -> str:
    """A float as the shortest number that means it: cast straight to numeric, it would lose its last digits."""
    return f"{column}::text::numeric"


def _known(column: str) -> str:
    return f"nullif({column}, '')"


_ALL = (
    SegmentField("tense", "value", FieldType.CODE, _("Customer tense"), _known("s.tense"), Tense.choices),
    SegmentField("rfm_group", "value", FieldType.CODE, _("RFM group"), _known("s.rfm_group"), RfmGroup.choices),
    SegmentField("tier", "value", FieldType.CODE, _("Value tier"), _known("s.tier"), Tier.choices),
    SegmentField("r", "value", FieldType.NUMBER, _("Recency score (1 to 5)"), "s.r"),
    SegmentField("f", "value", FieldType.NUMBER, _("Frequency score (1 to 5)"), "s.f"),
    SegmentField("m", "value", FieldType.NUMBER, _("Monetary score (1 to 5)"), "s.m"),
    SegmentField("recency_days", "value", FieldType.NUMBER, _("Days since the last purchase"), "s.recency_days"),
    SegmentField("frequency", "value", FieldType.NUMBER, _("Number of purchases"), "s.frequency"),
    SegmentField("monetary", "value", FieldType.NUMBER, _("Net spend"), "s.monetary"),
    SegmentField("first_purchase", "value", FieldType.DATE, _("First purchase"), "s.first_at"),
    SegmentField("last_purchase", "value", FieldType.DATE, _("Last purchase"), "s.last_at"),
    SegmentField("p_alive", "value", FieldType.NUMBER, _("Probability of still buying (0 to 1)"), _exact("s.p_alive")),
    SegmentField("lifetime_value", "value", FieldType.NUMBER, _("Customer lifetime value"), "s.lifetime_value"),
    SegmentField("kind", "demographic", FieldType.CODE, _("Kind"), "c.kind", CustomerKind.choices),
    SegmentField("sex", "demographic", FieldType.CODE, _("Sex"), _known("c.sex"), _SEXES),
    SegmentField("birth_date", "demographic", FieldType.DATE, _("Birth date"), "c.birth_date"),
    SegmentField("age_band", "demographic", FieldType.TEXT, _("Age band"), _fact("age_band")),
    SegmentField("income_band", "demographic", FieldType.TEXT, _("Income band"), _fact("income_band")),
    SegmentField("household_size", "demographic", FieldType.TEXT, _("Household size"), _fact("household_size")),
    SegmentField("marital_status", "demographic", FieldType.TEXT, _("Marital status"), _fact("marital_status")),
    SegmentField("occupation", "demographic", FieldType.TEXT, _("Occupation"), _fact("occupation")),
    SegmentField("province", "geographic", FieldType.TEXT, _("Province"), _known("c.province")),
    SegmentField("district", "geographic", FieldType.TEXT, _("District"), _known("c.district")),
    SegmentField("postcode", "geographic", FieldType.TEXT, _("Postcode"), _known("c.postcode")),
    SegmentField("country", "geographic", FieldType.TEXT, _("Country"), _known("c.country")),
    SegmentField("phone", "contact", FieldType.TEXT, _("Phone"), _known("c.phone")),
    SegmentField("email", "contact", FieldType.TEXT, _("E-mail"), _known("c.email")),
    SegmentField("language", "contact", FieldType.TEXT, _("Language"), _known("c.language")),
)

FIELDS: dict[str, SegmentField] = {field.name: field for field in _ALL}
FIELD_TYPES: dict[str, FieldType] = {field.name: field.type for field in _ALL}
