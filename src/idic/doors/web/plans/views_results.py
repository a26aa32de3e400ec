from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.interact.plans.models import Plan
from idic.domain.interact.plans.queries.coverage import Coverage, coverage
from idic.domain.interact.plans.queries.plans import access_plan
from idic.domain.interact.plans.queries.results import (
    NOBODY_HELD_OUT,
    TOO_FEW,
    TOO_YOUNG,
    Bought,
    bought_after,
    results,
)
from idic.domain.interact.plans.queries.versions import newest_version
from idic.doors.web.plans.wording import cause_day_words, why_words
from idic.doors.web.requests import SignedInRequest
from idic.foundation.languages import formats
from idic.methods.proportion import Proportion

PERIODS = (30, 90, 365)


@require_GET
def results_page(request: SignedInRequest, pk: int) -> HttpResponse:
    plan, today, days = access_plan(request.user, pk), timezone.localdate(), _days(request)
    since = today - timedelta(days=days - 1)
    newest, found, bought = (
        newest_version(plan),
        results(plan, since=since, until=today),
        bought_after(plan, today=today),
    )
    covered = coverage(plan, newest, request.user, since=since, until=today)
    context = {
        "plan": plan, "found": found, "days": days, "periods": [(one, one == days) for one in PERIODS],
        "in_time": share_words(found.in_time), "reached": share_words(found.reached),
        "closed": share_words(found.closed_share), "bought": bought, "bought_share": share_words(bought.share),
        "held_share": share_words(bought.held_share), "effect": _effect(bought),
        "covered": covered, "covered_share": _covered(covered),
        "missed": [(why_words(why), n) for why, n in covered.missed.items()],
        "first_missed": [(one.customer, cause_day_words(newest.trigger, one.cause_on), why_words(one.why))
                         for one in covered.first_missed],
        "why_uncovered": _why_uncovered(plan),
    }  # fmt: skip
    return render(request, "plans/results.html", context)


def share_words(share: Proportion | None) -> tuple[str, str]:
    """The share, and between what it lies nineteen times of twenty."""
    if share is None:
        return "", ""
    between = {"low": formats.percent(share.low), "high": formats.percent(share.high)}
    return formats.percent(share.share), _("between %(low)s and %(high)s") % between


def _effect(bought: Bought) -> str:
    if bought.effect is None:
        return {
            TOO_YOUNG: _("Nobody has had 90 days since the plan began for them."),
            NOBODY_HELD_OUT: _(
                "No comparison is honest here: nobody was left alone by lot. Whoever was not contacted differs from the others"
                " in more than that. Let a few of a hundred be left alone, and the effect can be told after 90 days."
            ),
            TOO_FEW: _("Too few on one of the two sides to tell an effect: at least 30 are needed on each."),
        }[bought.why]
    values = {
        "points": formats.signed_percent(bought.effect.value), "low": formats.signed_percent(bought.effect.low),
        "high": formats.signed_percent(bought.effect.high),
    }  # fmt: skip
    if bought.effect.low > 0 or bought.effect.high < 0:
        return (
            _("A difference of %(points)s points, between %(low)s and %(high)s: more than chance alone does.") % values
        )
    return _("A difference of %(points)s points, between %(low)s and %(high)s: chance alone can do that.") % values


def _covered(covered: Coverage) -> str:
    return formats.percent(covered.contacted / covered.asked) if covered.asked else ""


def _why_uncovered(plan: Plan) -> str:
    if plan.on_since is None:
        return _("The plan is off: nobody is waiting for it.")
    return _("Nobody had a cause in this period since the plan was switched on.")


def _days(request: SignedInRequest) -> int:
    return next((one for one in PERIODS if request.GET.get("days") == str(one)), PERIODS[1])
