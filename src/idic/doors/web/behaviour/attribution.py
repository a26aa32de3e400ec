"""The contacts on the way to a purchase, as the page names and draws them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from idic.domain.customize.queries.campaigns import access_campaigns
from idic.domain.interact.enums import FollowUpMethod
from idic.domain.work.enums import TaskKind
from idic.doors.web.shell.charts import ChartTable, Picture
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may

_WORD = 60


@dataclass(frozen=True)
class Contacts:
    """`picture` None: too little to weigh; then `told` says of what."""

    told: dict[str, Any]
    picture: Picture | None
    rows: list[tuple[str, dict[str, Any]]]


def shown(user: User, told: dict[str, Any] | None) -> Contacts | None:
    """None for a result that was kept before contacts were weighed."""
    if told is None:
        return None
    names = _named(user, [row["touch"] for row in told["rows"]])
    rows = [(names[row["touch"]], row) for row in told["rows"]]
    return Contacts(told, _picture(rows) if rows else None, rows)


def _named(user: User, touches: Iterable[str]) -> dict[str, str]:
    """Campaigns have names only for who may see them."""
    codes = list(touches)
    numbers = [int(code.split(":")[1]) for code in codes if code.startswith("campaign:")]
    campaigns: dict[int, str] = {}
    if numbers and may(user, "campaign.see"):
        campaigns = dict(access_campaigns(user).filter(pk__in=numbers).values_list("pk", "name"))
    return {code: _name(code, campaigns) for code in codes}


def _name(code: str, campaigns: dict[int, str]) -> str:
    source, _colon, kind = code.partition(":")
    if source == "campaign":
        if not kind:
            return _("Campaigns")
        return campaigns.get(int(kind), _("Campaign %(number)s") % {"number": kind})[:_WORD]
    if source == "follow_up":
        method = FollowUpMethod(kind).label if kind in FollowUpMethod.values else kind
        return _("Follow-up: %(method)s") % {"method": method}
    if source == "task":
        return str(TaskKind(kind).label) if kind in TaskKind.values else kind
    return _("Other, rarer contacts")


def _picture(rows: list[tuple[str, dict[str, Any]]]) -> Picture:
    columns = (
        ("markov", _("By what would be lost")),
        ("first", _("By the first contact")),
        ("last", _("By the last contact")),
    )
    option = {
        "legend": {"show": True, "type": "scroll"}, "grid": {"right": 32, "top": 48},
        "xAxis": {"type": "value"},
        "yAxis": {"type": "category", "data": [name for name, _row in rows], "inverse": True,
                  "axisLabel": {"interval": 0, "width": 150, "overflow": "truncate"}},
        "series": [
            {"name": label, "type": "bar", "data": [row[key] for _name, row in rows], "barMaxWidth": 10}
            for key, label in columns
        ],
    }  # fmt: skip
    table = ChartTable(
        columns=[_("Kind of contact"), *(label for _key, label in columns), _("Lost without it"), _("Paths with it")],
        rows=[(name, *(row[key] for key, _label in columns), row["removal"], row["paths"]) for name, row in rows],
        forms=["", "number", "number", "number", "percent", "number"],
    )  # fmt: skip
    return Picture(option, table)
