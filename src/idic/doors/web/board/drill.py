"""The address of the list with exactly the cases behind a figure."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from idic.domain.interact.cases.queries.chosen import NO_TEAM, Chosen

Condition = dict[str, Any]
OPEN: Condition = {"field": "open", "op": "eq", "value": True}
COUNTED: Condition = {"field": "counted", "op": "eq", "value": True}


def leaf(field: str, value: object = None, op: str = "") -> Condition:
    """Without a value: not known."""
    if value is None:
        return {"field": field, "op": op or "is_unknown"}
    return {"field": field, "op": op or "eq", "value": value}


def is_on(field: str) -> Condition:
    return leaf(field, True)


def cases_url(chosen: Chosen, *conditions: Condition, sort: str = "due") -> str:
    """`sort` is an order of the list of cases."""
    where = json.dumps({"all": [*conditions, *_chosen(chosen)]}, separators=(",", ":"))
    return f"{reverse('cases:list')}?{urlencode({'where': where, 'sort': sort})}"


def of_team(team: int | None) -> Condition:
    return leaf("team", None if team is None else str(team))


def _chosen(chosen: Chosen) -> list[Condition]:
    found: list[Condition] = []
    named = [str(one) for one in chosen.teams if one != NO_TEAM]
    if chosen.teams:
        teams = [leaf("team", named, "in")] if named else []
        if NO_TEAM in chosen.teams:
            teams.append(of_team(None))
        found.append(teams[0] if len(teams) == 1 else {"any": teams})
    if chosen.modes:
        found.append(leaf("mode", list(chosen.modes), "in"))
    if chosen.topic is not None:
        found.append(leaf("topic", str(chosen.topic)))
    return found
