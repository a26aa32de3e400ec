"""How many people a line needs: the form, and the table by number of agents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from idic.methods.staffing import Load, needed, needed_with_patience, patient, scheduled, with_patience

#: Of agents who are busy at once; beyond it the table takes long, and one line is not the right picture any more.
_MOST_ERLANGS = 500
_FEWER, _MORE = 3, 6


class StaffingForm(forms.Form):
    calls = forms.IntegerField(
        label=_("Calls in one interval"),
        min_value=1,
        max_value=20_000,
        initial=100,
        error_messages={"required": _("Say how many calls come in one interval.")},
    )
    interval = forms.TypedChoiceField(
        label=_("Length of the interval"), coerce=int, initial=30,
        choices=[(15, _("15 minutes")), (30, _("30 minutes")), (60, _("1 hour"))],
    )  # fmt: skip
    handling = forms.IntegerField(
        label=_("Seconds that a call takes"), min_value=1, max_value=14_400, initial=180,
        help_text=_("Talking and writing up together."),
        error_messages={"required": _("Say how many seconds a call takes.")},
    )  # fmt: skip
    share = forms.IntegerField(
        label=_("In how many of a hundred calls"),
        min_value=1,
        max_value=99,
        initial=80,
        error_messages={"required": _("The share is between 1 and 100 %.")},
    )
    target = forms.IntegerField(
        label=_("Answered within so many seconds"),
        min_value=0,
        max_value=3600,
        initial=20,
        error_messages={"required": _("Say within how many seconds a call is answered.")},
    )
    shrinkage = forms.IntegerField(
        label=_("Of a hundred paid hours, away from the telephone"), min_value=0, max_value=90, initial=30,
        help_text=_("Breaks, training, leave, illness."),
        error_messages={"required": _("Give a number; 0 where nobody is ever away.")},
    )  # fmt: skip
    patience = forms.IntegerField(
        label=_("Seconds that callers wait before they hang up"), min_value=1, max_value=36_000, required=False,
        help_text=_("On average. Leave empty where everybody waits."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        known = all(data.get(name) for name in ("calls", "interval", "handling"))
        if known and data["calls"] * data["handling"] / (data["interval"] * 60) > _MOST_ERLANGS:
            self.add_error(
                "calls",
                _("More than %(most)s people would be busy at once. Split it into lines.") % {"most": _MOST_ERLANGS},
            )
        return data


@dataclass(frozen=True)
class StaffRow:
    """Shares; None where the queue would grow without end. `abandoned` None: everybody waits."""

    agents: int
    on_the_roster: int
    service_level: float | None
    waits: float | None
    answer_s: float | None
    occupancy: float | None
    abandoned: float | None
    is_recommended: bool


@dataclass(frozen=True)
class Staffing:
    erlangs: float
    rows: list[StaffRow]
    recommended: StaffRow


def staffing_of(data: dict[str, Any]) -> Staffing:
    load = Load(data["calls"], data["interval"] * 60, data["handling"])
    share, target, patience = data["share"] / 100, data["target"], data["patience"]
    if patience:
        best = needed_with_patience(load, share=share, target_s=target, patience_s=patience).agents
    else:
        best = needed(load, share=share, target_s=target).agents
    rows = [
        _row(load, agents, target, patience, data["shrinkage"] / 100, is_recommended=agents == best)
        for agents in range(max(1, best - _FEWER), best + _MORE + 1)
    ]
    return Staffing(load.erlangs, rows, next(one for one in rows if one.is_recommended))


def _row(
    load: Load, agents: int, target: int, patience: int | None, shrinkage: float, *, is_recommended: bool
) -> StaffRow:  # fmt: skip
    roster = scheduled(agents, shrinkage)
    if patience:
        left = with_patience(load, agents, target_s=target, patience_s=patience)
        return StaffRow(agents, roster, left.service_level, left.p_wait, left.asa_s, left.occupancy, left.p_abandon,
                        is_recommended)  # fmt: skip
    wait = patient(load, agents, target_s=target)
    return StaffRow(agents, roster, wait.service_level, wait.p_wait, wait.asa_s, wait.occupancy, None, is_recommended)
