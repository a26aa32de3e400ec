"""What the address of the list asks for. Unknown values do not narrow: an old link still answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext as _

from idic.domain.differentiate.enums import RfmGroup, Tense, Tier
from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.queries.customer_list import ORDERS, CustomerFilters
from idic.domain.identify.enums import CustomerKind
from idic.doors.web.customers.wording import segment_name

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Choice = tuple[str, str]


@dataclass(frozen=True)
class Select:
    """One filter of the bar."""

    name: str
    label: str
    anything: str
    value: str
    choices: Sequence[Choice]

    @property
    def words(self) -> str:
        return dict(self.choices).get(self.value, self.value)


@dataclass(frozen=True)
class ListRequest:
    filters: CustomerFilters
    sort: str
    descending: bool

    @property
    def sort_shown(self) -> str:
        return f"-{self.sort}" if self.descending else self.sort

    def as_data(self) -> dict[str, str]:
        """What narrows the list, under the names of its address."""
        asked = self.filters
        told = {
            "q": asked.text, "kind": asked.kind, "province": asked.province, "segment": str(asked.segment_id or ""),
            "group": asked.rfm_group, "tier": asked.tier, "tense": asked.tense,
        }  # fmt: skip
        return {name: value for name, value in told.items() if value}

    @classmethod
    def read(cls, query: QueryDict, *, sees_value: bool) -> ListRequest:
        sort = query.get("sort", "name")
        key = sort.removeprefix("-")
        if key not in ORDERS or (not sees_value and key in ("value", "spend")):
            sort = key = "name"
        segment = query.get("segment", "")
        filters = CustomerFilters(
            text=query.get("q", "").replace("\x00", "").strip()[:100],
            kind=_one_of(query, "kind", CustomerKind.values),
            province=query.get("province", "").replace("\x00", "").strip()[:120],
            segment_id=int(segment) if segment.isascii() and segment.isdecimal() and len(segment) < 19 else None,
            rfm_group=_one_of(query, "group", RfmGroup.values) if sees_value else "",
            tier=_one_of(query, "tier", Tier.values) if sees_value else "",
            tense=_one_of(query, "tense", Tense.values) if sees_value else "",
        )
        return cls(filters, key, sort.startswith("-"))


def selects(
    asked: CustomerFilters, *, provinces: Sequence[str], segments: Sequence[Segment], sees_value: bool
) -> list[Select]:
    shown = [
        Select("kind", _("Kind"), _("Every kind"), asked.kind, _choices(CustomerKind.choices)),
        Select("province", _("Province"), _("Every province"), asked.province, [(name, name) for name in provinces]),
        Select(
            "segment", _("Segment"), _("Every segment"), str(asked.segment_id or ""),
            [(str(segment.pk), segment_name(segment)) for segment in segments],
        ),
    ]  # fmt: skip
    if sees_value:
        shown += [
            Select("group", _("RFM group"), _("Every RFM group"), asked.rfm_group, _choices(RfmGroup.choices)),
            Select("tier", _("Value tier"), _("Every tier"), asked.tier, _choices(Tier.choices)),
            Select("tense", _("Customer tense"), _("Every tense"), asked.tense, _choices(Tense.choices)),
        ]
    return [select for select in shown if select.choices]


def chips(asked: CustomerFilters, shown: Sequence[Select]) -> list[tuple[str, str, str]]:
    found = [("q", _("Search"), asked.text)] if asked.text else []
    return found + [(select.name, select.label, select.words) for select in shown if select.value]


def _choices(pairs: Sequence[tuple[str, str | _StrPromise]]) -> list[Choice]:
    return [(code, str(label)) for code, label in pairs]


def _one_of(query: QueryDict, name: str, values: Sequence[str]) -> str:
    value = query.get(name, "")
    return value if value in values else ""
