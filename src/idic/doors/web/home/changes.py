"""What changed since the last turn: the figures of two refreshes side by side, and segments that moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext as _

from idic.domain.differentiate.enums import RfmGroup, Tense
from idic.domain.differentiate.models import Segment
from idic.doors.web.customers.wording import segment_name
from idic.doors.web.segments.links import customers_url
from idic.doors.web.shell.navigation import url_or_none
from idic.foundation.languages import formats

Figures = Mapping[str, Any]
Verdict = Literal["good", "bad", "neither"]

MOST_GROUPS = 4
MOST_SEGMENTS = 4
_MORE_IS_WORSE = frozenset(
    {"past", "at_risk", "cannot_lose", "hibernating", "lost", "about_to_sleep", "need_attention"}
)


@dataclass(frozen=True)
class Change:
    label: str
    now: str
    change: str
    verdict: Verdict
    url: str


@dataclass(frozen=True)
class SegmentMove:
    name: str
    size: int
    gained: int
    lost: int
    url: str


def relative(now: Figures, before: Figures | None, name: str) -> float | None:
    """As a share of the earlier value; None where either is not known."""
    old, new = _amount(before, name), _amount(now, name)
    return float((new - old) / old) if old and new is not None else None


def base_changes(now: Figures, before: Figures, *, currency: str) -> list[Change]:
    customers, value = url_or_none("customers:list") or "", url_or_none("value:overview") or ""
    counts = [
        ("customers", _("Customers"), customers),
        ("joined", _("Customers joined from several records"), customers),
        ("reachable", _("Customers who can be reached"), customers),
        ("buyers", _("Customers who bought"), value),
    ]
    found = [
        _change(label, formats.number, _amount(now, name), _amount(before, name), url) for name, label, url in counts
    ]
    spend = _change(
        _("Net spend"), lambda value: formats.whole_money(value, currency), _amount(now, "spend"),
        _amount(before, "spend"),
        value,
    )  # fmt: skip
    return [change for change in (*found, spend) if change is not None]


def group_changes(now: Figures, before: Figures) -> list[Change]:
    """Tenses and RFM groups whose number of customers changed; the groups with the largest moves."""
    tenses = _moves(now, before, "tense", dict(Tense.choices), "tense")
    groups = _moves(now, before, "rfm_group", dict(RfmGroup.choices), "group")
    return [change for _size, change in tenses] + [change for _size, change in groups[:MOST_GROUPS]]


def segment_moves(segments: Sequence[Segment]) -> list[SegmentMove]:
    moved = [one for one in segments if one.gained or one.lost]
    moved.sort(key=lambda one: (-(one.gained + one.lost), one.pk))
    return [
        SegmentMove(segment_name(one), one.size, one.gained, one.lost, customers_url(segment=one.pk))
        for one in moved[:MOST_SEGMENTS]
    ]


def _moves(
    now: Figures, before: Figures, kind: str, labels: Mapping[str, Any], parameter: str
) -> list[tuple[int, Change]]:
    found = []
    for code, label in labels.items():
        new = _customers(now, kind, code)
        difference = new - _customers(before, kind, code)
        if difference:
            rising = difference > 0
            verdict: Verdict = "bad" if rising == (code in _MORE_IS_WORSE) else "good"
            change = Change(
                str(label), formats.number(new), signed(difference), verdict, customers_url(**{parameter: code})
            )
            found.append((abs(difference), change))
    return sorted(found, key=lambda pair: -pair[0])


def _change(label: str, shown: Any, new: Decimal | None, old: Decimal | None, url: str) -> Change | None:
    if new is None or old is None or new == old:
        return None
    sign = "+" if new > old else "−"
    return Change(label, shown(new), f"{sign}{shown(abs(new - old))}", "good" if new > old else "bad", url)


def signed(value: int) -> str:
    return f"+{formats.number(value)}" if value > 0 else f"−{formats.number(-value)}"


def _customers(figures: Figures, kind: str, code: str) -> int:
    return int(figures.get(kind, {}).get(code, {}).get("customers", 0))


def _amount(figures: Figures | None, name: str) -> Decimal | None:
    value = (figures or {}).get(name)
    return None if value is None else Decimal(str(value))
