"""Wallets by group, as the page tells and draws them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idic.domain.differentiate.enums import RfmGroup, Tier
from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.queries.wallets import GroupOfWallets, ToldWallet, ToldWallets, group_of, room_of
from idic.domain.differentiate.ready_segments import segment_name
from idic.domain.sales.queries.yearly_spend import YearlySpend
from idic.doors.web.shell.charts import ChartTable, Picture

SEGMENT, TIER, RFM = "segment", "tier", "rfm_group"
GROUPINGS = {SEGMENT: gettext_lazy("Segment"), TIER: gettext_lazy("Value tier"), RFM: gettext_lazy("RFM group")}
_SELLERS = 5
_BARS = 20
_ROOMY = 10


@dataclass(frozen=True)
class Row:
    name: str
    segment: Segment | None
    group: GroupOfWallets
    #: of all customers of the market, those that are ours; None where nobody told how large the market is
    of_market: float | None


@dataclass(frozen=True)
class Roomy:
    customer_id: int
    name: str
    share: float
    spent: float
    room: float


def grouped(
    told: ToldWallets, spend: YearlySpend, *, by: str, segments: Sequence[Segment], market: dict[int, float | None],
    attainable: float,
) -> list[Row]:  # fmt: skip
    """Groups in which somebody's wallet is known, the most room first."""

    def row(name: str, members: Iterable[ToldWallet], segment: Segment | None = None) -> Row:
        return Row(
            name,
            segment,
            group_of(members, spend.of, attainable=attainable),
            market.get(segment.pk) if segment else None,
        )

    if by == SEGMENT:
        members: dict[int, list[ToldWallet]] = {}
        for one in told.wallets:
            for pk in one.segment_ids:
                members.setdefault(pk, []).append(one)
        rows = [row(segment_name(one), members[one.pk], one) for one in segments if one.pk in members]
    else:
        code: Callable[[ToldWallet], str] = (lambda one: one.tier) if by == TIER else (lambda one: one.rfm_group)
        labels = [*((Tier if by == TIER else RfmGroup).choices), ("", _("Not grouped yet"))]
        rows = [
            row(str(label), held)
            for value, label in labels
            if (held := [one for one in told.wallets if code(one) == value])
        ]
    return sorted(rows, key=lambda one: (-one.group.room, -one.group.known, one.name))


def roomiest(told: ToldWallets, spend: YearlySpend, *, attainable: float) -> list[Roomy]:
    if spend.of is None:
        return []
    found = []
    for one in told.wallets:
        spent = float(spend.of.get(one.customer_id, Decimal(0)))
        room = room_of(one, spent, attainable=attainable)
        if room:
            found.append(Roomy(one.customer_id, one.name, one.ours or 0.0, spent, room))
    return sorted(found, key=lambda one: -one.room)[:_ROOMY]


def picture(rows: Sequence[Row], competitors: dict[int, str], *, currency: str) -> Picture | None:
    """Each bar is a wallet of 100 %: ours, each of the largest competitors, the others, nobody named."""
    shown = [row for row in rows if row.group.known][:_BARS]
    if not shown:
        return None
    weight: dict[int, float] = {}
    for row in shown:
        for seller, part in row.group.sellers.items():
            weight[seller] = weight.get(seller, 0.0) + part
    largest = sorted(weight, key=lambda seller: (-weight[seller], competitors[seller]))[:_SELLERS]
    columns: list[tuple[str, list[float]]] = [(_("Ours"), [row.group.share or 0.0 for row in shown])]
    columns += [(competitors[seller], [row.group.sellers.get(seller, 0.0) for row in shown]) for seller in largest]
    if len(weight) > len(largest):
        rest = [sum(part for seller, part in row.group.sellers.items() if seller not in largest) for row in shown]
        columns.append((_("Other competitors"), rest))
    columns.append((_("Nobody named"), [row.group.unnamed for row in shown]))
    bar: dict[str, Any] = {"type": "bar", "stack": "wallet", "barMaxWidth": 22}
    last = len(columns) - 1
    option = {
        "legend": {"show": True, "type": "scroll"}, "tooltip": {"trigger": "axis"}, "grid": {"right": 32, "top": 48},
        "xAxis": {"type": "value", "max": 1},
        "yAxis": {"type": "category", "data": [row.name for row in shown], "inverse": True,
                  "axisLabel": {"interval": 0, "width": 150, "overflow": "truncate"}},
        "series": [
            {**bar, "name": name, "data": [round(part, 4) for part in parts],
             **({"itemStyle": {"color": "rgba(133, 146, 166, 0.35)"}} if place == last else {})}
            for place, (name, parts) in enumerate(columns)
        ],
    }  # fmt: skip
    table = ChartTable(
        columns=[_("Group"), *(name for name, _parts in columns), _("By our rank"), _("Spent with us"), _("Spent elsewhere"),
                 _("Room to grow"), _("Customers with a known share")],
        rows=[
            (row.name, *(parts[place] for _name, parts in columns), row.group.by_rank, round(row.group.spent, 2),
             round(row.group.elsewhere, 2), round(row.group.room, 2), row.group.known)
            for place, row in enumerate(shown)
        ],
        forms=["", *["percent"] * len(columns), "percent", *[f"money:{currency}"] * 3, "number"],
    )  # fmt: skip
    return Picture(option, table)
