from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from idic.doors.web.followups.wording import row_of
from idic.doors.web.home import charts
from idic.doors.web.home.changes import base_changes, group_changes, segment_moves
from idic.doors.web.home.facts import Facts, gather
from idic.doors.web.home.next_steps import Step, best_step, next_steps
from idic.doors.web.home.ring import phase_of, states
from idic.doors.web.home.stations import stations
from idic.doors.web.home.wording import ShownStep, shown_phases, shown_step
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.navigation import url_or_none
from idic.foundation.accounts.rules import PERMISSIONS, may


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    facts = gather(user, today=today)
    if not facts.intake.has_customers:
        return render(
            request,
            "home/first_run.html",
            {
                "may_import": may(user, "import.run"),
                "import_url": url_or_none("imports:create"),
                "sample_url": url_or_none("sample:overview") if may(user, "sample.remove") else None,
            },
        )
    currency = str(facts.latest.parameters.get("currency") if facts.latest else "") or settings.CONFIGURATION.currency
    steps = next_steps(facts.situation(), [name for name in PERMISSIONS if may(user, name)])
    shown = {station: one for station, step in steps.items() if (one := _shown(facts, step))}
    best = best_step({station: steps[station] for station in shown})
    turn = facts.turn()
    phases = shown_phases(states(turn), turn)
    return render(
        request,
        "home/home.html",
        {
            "stations": stations(facts, shown, currency=currency),
            "best": shown[best.station] if best else None,
            "phases": phases,
            "phase": next(phase for phase in phases if phase.code == phase_of(turn)),
            "latest": facts.latest,
            "previous": facts.refreshes[1] if len(facts.refreshes) > 1 else None,
            "changes": base_changes(facts.figures, facts.earlier, currency=currency) if facts.earlier else [],
            "moves": group_changes(facts.figures, facts.earlier) if facts.earlier else [],
            "segments": segment_moves(facts.segments) if facts.earlier else [],
            "own": [row_of(one, today, may_close=may(user, "follow_up.change")) for one in facts.own],
            "own_count": facts.work.mine_due,
            "sees_work": may(user, "follow_up.see"),
            "sees_cases": may(user, "case.see"),
            "sees_tasks": may(user, "task.see"),
            "asks": may(user, "question.ask"),
            "dashboards": facts.dashboards,
            "may_refresh": may(user, "refresh.run"),
            "currency": currency,
            "spend": charts.spend_by_month(facts.figures.get("monthly", []), currency),
            "buyers": charts.buyers_by_month(facts.figures.get("monthly", [])),
            "groups": charts.customers_by_group(facts.figures.get("rfm_group", {}), currency),
            "outcomes": charts.outcomes(facts.outcomes),
        },
    )


def _shown(facts: Facts, step: Step) -> ShownStep | None:
    at_risk, unreachable = facts.segment("at_risk"), facts.segment("unreachable")
    return shown_step(
        step, at_risk=at_risk.pk if at_risk else None, unreachable=unreachable.pk if unreachable else None
    )
