"""Complaints by topic, product and channel, as a table whose every number opens the list of what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from idic.domain.interact.complaints.queries.figures import Way
from idic.domain.interact.contact import AccessMode
from idic.doors.web.complaints.asking import NO_PRODUCT, NO_TOPIC

_ROWS = 20
_HEATS = 4


@dataclass(frozen=True)
class Cell:
    """`warm`: 0 to 4."""

    n: int
    warm: int
    url: str


@dataclass(frozen=True)
class Row:
    topic: str
    product: str
    cells: list[Cell]
    sum: int
    url: str


@dataclass(frozen=True)
class Heat:
    channels: list[str]
    rows: list[Row]
    is_cut: bool


def heat_of(ways: Sequence[Way], since: date) -> Heat | None:
    if not ways:
        return None
    lines: dict[tuple[int | None, int | None], dict[str, Way]] = {}
    for one in ways:
        lines.setdefault((one.topic, one.product), {})[one.mode] = one
    used = {one.mode for one in ways}
    modes = [(str(code), str(label)) for code, label in AccessMode.choices if code in used]
    most = max(one.n for one in ways)
    rows = []
    for (topic, product), found in lines.items():
        some = next(iter(found.values()))
        counts = [(mode, found[mode].n if mode in found else 0) for mode, _label in modes]
        cells = [Cell(n, -(-n * _HEATS // most), _url(topic, product, mode, since)) for mode, n in counts]
        total = sum(n for _mode, n in counts)
        rows.append(Row(some.topic_name or _("No topic"), some.product_name or "–", cells, total,
                        _url(topic, product, "", since)))  # fmt: skip
    rows.sort(key=lambda one: (-one.sum, one.topic, one.product))
    return Heat([label for _mode, label in modes], rows[:_ROWS], len(rows) > _ROWS)


def _url(topic: int | None, product: int | None, mode: str, since: date) -> str:
    asked = {
        "topic": NO_TOPIC if topic is None else str(topic), "product": NO_PRODUCT if product is None else str(product),
        "mode": mode, "since": since.isoformat(),
    }  # fmt: skip
    return f"{reverse('complaints:list')}?{urlencode({name: value for name, value in asked.items() if value})}"
