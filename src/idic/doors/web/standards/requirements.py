"""The five types of what customers ask of a contact, each with what the records say of it; where they say nothing, with
what would have to be done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from idic.domain.interact.cases.queries import shares
from idic.domain.interact.cases.queries.attainment import MOST, Period, attained_rows, clocks_in
from idic.domain.interact.complaints.models import QualityReview
from idic.domain.interact.complaints.rules import visible_complaints
from idic.domain.interact.standards.enums import Measure, Requirement
from idic.domain.interact.telephony.enums import CallState, Direction
from idic.domain.interact.telephony.rules import visible_calls
from idic.doors.web.standards.behind import behind_url
from idic.doors.web.standards.wording import basis_words
from idic.foundation.accounts.models import User
from idic.foundation.languages import formats
from idic.methods.attainment import Attainment
from idic.methods.call_centre import SHORT_ABANDON_S
from idic.methods.proportion import Proportion, clustered, wilson

_MOST_REVIEWS = 5_000


@dataclass(frozen=True)
class Figure:
    """`value` empty: nothing is known, and `basis` says what to do."""

    label: str
    value: str
    range: str
    basis: str
    # the promises behind the share
    url: str = ""


@dataclass(frozen=True)
class Asked:
    label: str
    figures: list[Figure]


def what_is_asked(user: User, period: Period, days: int) -> list[Asked]:
    """Four statements."""
    clocks, counted = _clocks(user, period), shares.by_measure(user, period)

    def clock(measure: Measure) -> Figure:
        return replace(_clock(measure, clocks.get(measure)), url=behind_url(days, measure=measure))

    def share(measure: Measure, missing: str) -> Figure:
        tally = counted[measure]
        found = _share(str(measure.label), tally.attainment().share, tally.of, basis_words(measure), missing)
        return replace(found, url=behind_url(days, measure=measure))

    found = {
        Requirement.CONVENIENCE: [_calls(user, period), clock(Measure.ACKNOWLEDGEMENT)],
        Requirement.PERSON: [
            _courtesy(user, period),
            share(Measure.CONFIRMED, _("Not measured: ask customers whether it is solved before you close a case.")),
        ],
        Requirement.CORRECT: [
            share(
                Measure.FIRST_CONTACT,
                _("Not measured yet: give cases their customer and their topic; a week later it shows."),
            ),
            share(Measure.REOPENED, _("Not measured yet: no case has ended in this time.")),
        ],
        Requirement.FAST: [clock(Measure.FIRST_RESPONSE), clock(Measure.RESOLUTION)],
        Requirement.OUT_OF_HOURS: [
            share(
                Measure.OUT_OF_HOURS,
                _("Nothing came out of hours in this time. If you are never closed, set the opening hours."),
            )
        ],
    }
    return [Asked(str(one.label), found[one]) for one in Requirement]


def _clocks(user: User, period: Period) -> dict[str, Attainment]:
    rows = clocks_in(user, period).order_by("-started_at").values_list(
        "measure", "elapsed_minutes", "budget_minutes", "stopped_at", "state"
    )  # fmt: skip
    found: dict[str, list[tuple[float, int, datetime | None, str]]] = {}
    for measure, taken, budget, stopped, state in rows[:MOST]:
        found.setdefault(measure, []).append((taken, budget, stopped, state))
    return {measure: attained_rows(of) for measure, of in found.items()}


def _clock(measure: Measure, kept: Attainment | None) -> Figure:
    missing = _("Not measured: set a standard with a time for it.")
    basis = _("Of the promises that were due: kept in time.")
    return _share(str(measure.label), kept.share if kept else None, kept.n if kept else 0, basis, missing)


def _calls(user: User, period: Period) -> Figure:
    """Whoever hangs up at once has not waited."""
    short = Q(state=CallState.MISSED, ended_at__lt=F("rang_at") + timedelta(seconds=SHORT_ABANDON_S))
    found = (
        visible_calls(user)
        .filter(
            direction=Direction.INBOUND, rang_at__gte=period.since, rang_at__lt=period.until, ended_at__isnull=False
        )
        .exclude(short)
        .aggregate(n=Count("pk"), answered=Count("pk", filter=Q(answered_at__isnull=False)))
    )
    n = found["n"]
    return _share(
        _("Calls answered"), wilson(found["answered"], n) if n else None, n,
        _("Of the calls that came in; who hangs up within %(seconds)s seconds is not counted.")
        % {"seconds": formats.number(SHORT_ABANDON_S)},
        _("Not measured: no calls are known. Connect the telephone system under Settings."),
    )  # fmt: skip


def _courtesy(user: User, period: Period) -> Figure:
    """Counted in points; those of one review hang together, and the interval knows it."""
    rows = list(
        QualityReview.objects.filter(
            complaint__in=visible_complaints(user), at__gte=period.since, at__lt=period.until
        ).values_list("donts", flat=True)[:_MOST_REVIEWS]
    )
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
    )  # fmt: skip


def _share(label: str, share: Proportion | None, n: int, basis: str, missing: str) -> Figure:
    if share is None:
        return Figure(label, "", "", missing)
    told = {"low": formats.percent(share.low, 0), "high": formats.percent(share.high, 0), "n": formats.number(n)}
    return Figure(label, formats.percent(share.share, 0), _("%(low)s to %(high)s, n = %(n)s") % told, basis)
