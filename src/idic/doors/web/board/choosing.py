"""What an address chooses: teams, modes, a topic. What it names and is not there chooses nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from idic.domain.interact.cases.queries.chosen import NO_TEAM, Chosen
from idic.domain.interact.contact import AccessMode
from idic.foundation.accounts.queries.users import teams

_MOST_TEAMS = 100


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Asked:
    chosen: Chosen
    teams: list[Choice]
    modes: list[Choice]

    @property
    def team_names(self) -> dict[int | None, str]:
        return {int(one.value) or None: one.label for one in self.teams}

    @property
    def words(self) -> str:
        """Of what was chosen; empty where that is everything."""
        return " · ".join(one.label for one in (*self.teams, *self.modes) if one.is_chosen)


def asked_of(request: HttpRequest, *, topic: int | None = None) -> Asked:
    """One statement: the names of the teams."""
    named = [(pk, name) for pk, name in teams().values_list("pk", "name")[:_MOST_TEAMS]] + [(NO_TEAM, _("No team"))]
    wanted, modes = set(request.GET.getlist("team")), set(request.GET.getlist("mode"))
    shown = [Choice(str(pk), name, str(pk) in wanted) for pk, name in named]
    ways = [Choice(str(code), str(label), str(code) in modes) for code, label in AccessMode.choices]
    chosen = Chosen(
        tuple(int(one.value) for one in shown if one.is_chosen),
        tuple(one.value for one in ways if one.is_chosen),
        topic,
    )
    return Asked(chosen, shown, ways)
