"""What the address of the work list asks for. Unknown values do not narrow: an old link still answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from django.http import QueryDict
from django.utils.translation import gettext as _

from idic.domain.differentiate.models import Segment
from idic.domain.interact.enums import FollowUpMethod, FollowUpOutcome, FollowUpReason
from idic.domain.interact.plans.models import Plan
from idic.domain.interact.queries.work_list import Tab, Whose, WorkFilters, whose_choices
from idic.doors.web.customers.wording import segment_name
from idic.foundation.accounts.models import User


@dataclass(frozen=True)
class Select:
    name: str
    label: str
    anything: str
    value: str
    choices: Sequence[tuple[str, str]]

    @property
    def words(self) -> str:
        return dict(self.choices).get(self.value, self.value)


def read_tab(query: QueryDict) -> Tab | None:
    """None where the address names no tab: then the first one that holds something opens."""
    asked = query.get("tab", "")
    return next((tab for tab in get_args(Tab) if tab == asked), None)


def read_filters(query: QueryDict, user: User, tab: Tab | None) -> WorkFilters:
    reach = whose_choices(user)
    asked = query.get("whose", "")
    whose: Whose = next((choice for choice in reach if choice == asked), "mine")
    return WorkFilters(
        whose=whose,
        method=_one_of(query, "method", FollowUpMethod.values),
        reason=_one_of(query, "reason", FollowUpReason.values),
        outcome=_one_of(query, "outcome", FollowUpOutcome.values) if tab == "done" else "",
        segment_id=_number(query, "segment"),
        plan_id=_number(query, "plan"),
    )


def selects(asked: WorkFilters, tab: Tab, segments: Sequence[Segment], plans: Sequence[Plan]) -> list[Select]:
    shown = [
        Select("method", _("How"), _("Every method"), asked.method, _texts(FollowUpMethod)),
        Select("reason", _("Why"), _("Every reason"), asked.reason, _texts(FollowUpReason)),
        Select(
            "segment", _("Segment"), _("Every segment"), str(asked.segment_id or ""),
            [(str(segment.pk), segment_name(segment)) for segment in segments],
        ),
    ]  # fmt: skip
    shown.append(
        Select("plan", _("Plan"), _("Every plan"), str(asked.plan_id or ""), [(str(one.pk), one.name) for one in plans])
    )
    if tab == "done":
        shown.append(Select("outcome", _("Outcome"), _("Every outcome"), asked.outcome, _texts(FollowUpOutcome)))
    return [select for select in shown if select.choices]


def whose_labels(user: User) -> list[tuple[str, str]]:
    words = {"mine": _("Mine"), "team": _("My team's"), "all": _("Everybody's")}
    return [(choice, words[choice]) for choice in whose_choices(user)]


def _texts(choices: type[FollowUpMethod] | type[FollowUpReason] | type[FollowUpOutcome]) -> list[tuple[str, str]]:
    return [(str(one.value), str(one.label)) for one in choices]


def _number(query: QueryDict, name: str) -> int | None:
    value = query.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else None


def _one_of(query: QueryDict, name: str, values: Sequence[str]) -> str:
    value = query.get(name, "")
    return value if value in values else ""
