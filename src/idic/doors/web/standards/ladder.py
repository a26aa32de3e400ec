"""Who stands on which rung of an escalation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idic.domain.interact.cases.clocks.levels import managers
from idic.domain.interact.cases.queries.skills import experts
from idic.domain.interact.standards.enums import Told
from idic.domain.interact.standards.operations.standards import USUAL_LADDER
from idic.domain.interact.standards.queries.executives import executive_ids
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.users import teams, users_numbered, users_who_may
from idic.foundation.languages import formats

_NOTES = {
    Told.EXPERT: gettext_lazy(
        "Sideways: whoever knows the topic of the case best, if the standard says so. Else who leads the team."
    ),
    Told.LEAD: gettext_lazy(
        "Whoever of the team of the case may lead complaints. A team without such a person: everybody who may."
    ),
    Told.MANAGER: gettext_lazy("Whoever may lead complaints and belongs to no team. They hear of a critical case at once."),
    Told.EXECUTIVE: gettext_lazy("Named below. While nobody is, the managers are told."),
}  # fmt: skip


@dataclass(frozen=True)
class Rung:
    label: str
    # when the usual ladder reaches it; empty: only where a standard says so
    when: str
    note: str
    # of what, and who
    people: list[tuple[str, str]]

    @property
    def names(self) -> str:
        """Where there is nothing to tell them apart by."""
        return self.people[0][1] if self.people and not self.people[0][0] else ""


def levels() -> list[Rung]:
    """Six statements."""
    every = users_who_may("complaint.manage")
    executives = users_numbered(executive_ids())
    found = {
        Told.EXPERT: _experts(), Told.LEAD: _leads(every), Told.MANAGER: _plain(managers(every)),
        Told.EXECUTIVE: _plain(executives),
    }  # fmt: skip
    usual = {one.tell: formats.percent(one.share / 100, 0) for one in USUAL_LADDER}
    return [
        Rung(
            str(level.label), _("usually at %(share)s of the time") % {"share": usual[level]} if level in usual else "",
            str(_NOTES[level]), people,
        )
        for level, people in found.items()
    ]  # fmt: skip


def _plain(people: Iterable[User]) -> list[tuple[str, str]]:
    names = [one.display_name for one in people]
    return [("", ", ".join(names))] if names else []


def _leads(every: Iterable[User]) -> list[tuple[str, str]]:
    by_team: dict[int, list[str]] = {}
    for one in every:
        if one.team_id is not None:
            by_team.setdefault(one.team_id, []).append(one.display_name)
    return [(one.name, ", ".join(by_team.get(one.pk, ()))) for one in teams()]


def _experts() -> list[tuple[str, str]]:
    by_topic: dict[str, list[str]] = {}
    for topic, name in experts():
        by_topic.setdefault(topic, []).append(name)
    return [(topic, ", ".join(names)) for topic, names in by_topic.items()]
