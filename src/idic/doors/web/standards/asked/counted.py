"""What other rooms count of a requirement: calls, call-backs, courtesy, answers; each with the list behind it."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Count
from django.utils.translation import gettext as _

from idic.domain.interact.cases.queries.answers import ANSWERS, CASES, Manners
from idic.domain.interact.cases.queries.attainment import Period
from idic.domain.interact.complaints.queries.complaints import reviews_in
from idic.domain.interact.telephony.queries.calls import IN_TIME_S
from idic.domain.interact.telephony.queries.service import KEPT, CallFigures, promised_calls
from idic.doors.web.standards.asked.figure import Figure, share_of
from idic.doors.web.standards.behind import evidence_url
from idic.foundation.accounts.models import User
from idic.foundation.languages import formats
from idic.methods.call_centre import SHORT_ABANDON_S
from idic.methods.proportion import clustered

_MOST_REVIEWS = 5_000


def abandoned(calls: CallFigures, days: int) -> Figure:
    return share_of(
        _("Calls given up"), calls.n - calls.answered, calls.n,
        _("Of the calls that came in: hung up before anybody answered. Who hangs up within %(seconds)s seconds is not counted.")
        % {"seconds": formats.number(SHORT_ABANDON_S)},
        _no_calls(), evidence_url("given_up", days),
    )  # fmt: skip


def answered_in_time(calls: CallFigures, days: int) -> Figure:
    told = {"seconds": formats.number(IN_TIME_S), "short": formats.number(SHORT_ABANDON_S)}
    found = share_of(
        _("Calls answered within %(seconds)s seconds") % told, calls.in_time, calls.n,
        _("Of the calls that came in, given up or not. Who hangs up within %(short)s seconds is not counted.") % told,
        _no_calls(), evidence_url("in_time", days),
    )  # fmt: skip
    if calls.asa_s is None or not found.value:
        return found
    asa = _("on average answered after %(seconds)s s") % {"seconds": formats.number(round(calls.asa_s))}
    return replace(found, range=f"{found.range} · {asa}")


def called_back(user: User, period: Period, days: int) -> Figure:
    rows = promised_calls(user, period.since, period.until).aggregate(n=Count("pk"), kept=Count("pk", filter=KEPT))
    return share_of(
        _("Call-back promises kept"), rows["kept"], rows["n"],
        _("Of those who asked to be called: reached by the time that the standard for the first answer by telephone names."),
        _("Not measured: nobody who asked to be called was due. Set a standard for the first response by telephone."),
        evidence_url("called_back", days),
    )  # fmt: skip


def courtesy(user: User, period: Period, days: int) -> Figure:
    """Counted in points; those of one review hang together, and the interval knows it."""
    rows = list(reviews_in(user, period.since, period.until).values_list("donts", flat=True)[:_MOST_REVIEWS])
    label = _("Courtesy: the ten don'ts kept")
    if not rows:
        return Figure(
            label, "", "", _("Not measured: review how complaints were handled, five a month for each person.")
        )
    points = [len(one) for one in rows]
    found = clustered([sum(one) for one in rows], points)
    told = {
        "low": formats.percent(found.low, 0), "high": formats.percent(found.high, 0), "n": formats.number(sum(points)),
        "reviews": formats.number(len(rows)),
    }  # fmt: skip
    return Figure(
        label, formats.percent(found.share, 0), _("%(low)s to %(high)s, n = %(n)s points in reviews: %(reviews)s") % told,
        _("Of the points looked at in reviews of complaints. Those of one review hang together: the interval is wider for it."),
        evidence_url("courtesy", days),
    )  # fmt: skip


def of_answers(found: Manners, days: int) -> list[Figure]:
    told = {"cases": formats.number(CASES), "answers": formats.number(ANSWERS)}
    missing = _("Not measured: no written answer to a customer whose name is known.")
    return [
        share_of(
            _("Called by name"), len(found.by_name.yes), len(found.by_name.yes) + len(found.by_name.no),
            _("Of our written answers in the last %(cases)s cases (%(answers)s at most): the customer's name stands in them.")
            % told, missing, evidence_url("by_name", days),
        ),
        share_of(
            _("Answered in the customer's language"), len(found.in_language.yes),
            len(found.in_language.yes) + len(found.in_language.no),
            _("Of the same answers: written in the script of what the customer wrote first (Thai, Chinese or Latin)."),
            _("Not measured: no written answer to something that a customer wrote."), evidence_url("in_language", days),
        ),
    ]  # fmt: skip


def _no_calls() -> str:
    return _("Not measured: no calls are known. Connect the telephone system under Settings.")
