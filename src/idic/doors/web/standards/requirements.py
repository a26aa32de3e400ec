"""The five types of what customers ask of a contact, each with what the records say of it; where they say nothing, with
what would have to be done, and of what no record can say, why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from idic.domain.interact.cases.queries import shares
from idic.domain.interact.cases.queries.answers import manners
from idic.domain.interact.cases.queries.attainment import MOST, Period, attained_rows, clocks_in
from idic.domain.interact.cases.queries.rejections import rejected_among
from idic.domain.interact.standards.enums import Measure, Requirement
from idic.domain.interact.telephony.queries.service import call_figures
from idic.doors.web.standards.asked.counted import abandoned, answered_in_time, called_back, courtesy, of_answers
from idic.doors.web.standards.asked.figure import Figure, kept_in_time, share, share_of, unmeasured
from idic.doors.web.standards.asked.hours import hours_open
from idic.doors.web.standards.behind import behind_url, evidence_url
from idic.doors.web.standards.wording import basis_words
from idic.foundation.accounts.models import User
from idic.methods.attainment import Attainment


@dataclass(frozen=True)
class Asked:
    label: str
    figures: list[Figure]


def what_is_asked(user: User, period: Period, days: int) -> list[Asked]:
    """Twelve statements at most, whatever there is."""
    clocks, counted = _clocks(user, period), shares.by_measure(user, period)
    calls = call_figures(user, period.since, period.until)

    def clock(measure: Measure) -> Figure:
        return kept_in_time(str(measure.label), clocks.get(measure), behind_url(days, measure=measure))

    def tally(measure: Measure, missing: str) -> Figure:
        found = counted[measure]
        url = behind_url(days, measure=measure)
        return share(str(measure.label), found.attainment().share, found.of, basis_words(measure), missing, url)

    found = {
        Requirement.CONVENIENCE: [
            hours_open(period), abandoned(calls, days), clock(Measure.ACKNOWLEDGEMENT), _steps(), _effort(),
        ],
        Requirement.PERSON: [
            courtesy(user, period, days), *of_answers(manners(user, period), days),
            tally(Measure.CONFIRMED, _("Not measured: ask customers whether it is solved before you close a case.")), _mystery(),
        ],
        Requirement.CORRECT: [
            tally(
                Measure.FIRST_CONTACT,
                _("Not measured yet: give cases their customer and their topic; a week later it shows."),
            ),
            tally(Measure.REOPENED, _("Not measured yet: no case has ended in this time.")),
            _errors(counted[Measure.REOPENED], days),
        ],
        Requirement.FAST: [
            answered_in_time(calls, days), clock(Measure.FIRST_RESPONSE), clock(Measure.NEXT_RESPONSE),
            clock(Measure.RESOLUTION),
        ],
        Requirement.OUT_OF_HOURS: [
            tally(
                Measure.OUT_OF_HOURS,
                _("Nothing came out of hours in this time. If you are never closed, set the opening hours."),
            ),
            called_back(user, period, days),
        ],
    }  # fmt: skip
    return [Asked(str(one.label), found[one]) for one in Requirement]


def _errors(ended: shares.Tally, days: int) -> Figure:
    reopened = [case for case, _owner, hit in ended.cases if hit]
    return share_of(
        _("Solutions that were wrong"), len(rejected_among(reopened)) if reopened else 0, ended.of,
        _("Of the cases that had ended: the customer said that it was not solved."),
        _("Not measured yet: no case has ended in this time."), evidence_url("rejected", days),
    )  # fmt: skip


def _steps() -> Figure:
    return unmeasured(
        _("Steps until a person is there"),
        _("Cannot be measured here: telephone systems tell when somebody answers, not how many menus came before. Call your "
          "own number once a month and count."),
    )  # fmt: skip


def _effort() -> Figure:
    return unmeasured(
        _("Effort, as customers feel it (CES)"),
        _("Cannot be measured from records: only customers can say it, in a survey."),
    )


def _mystery() -> Figure:
    return unmeasured(
        _("Mystery visits"),
        _(
            "Cannot be measured from records: somebody has to come as a customer. Their report can be kept as a note on the case."
        ),
    )


def _clocks(user: User, period: Period) -> dict[str, Attainment]:
    rows = clocks_in(user, period).order_by("-started_at").values_list(
        "measure", "elapsed_minutes", "budget_minutes", "stopped_at", "state"
    )  # fmt: skip
    found: dict[str, list[tuple[float, int, datetime | None, str]]] = {}
    for measure, taken, budget, stopped, state in rows[:MOST]:
        found.setdefault(measure, []).append((taken, budget, stopped, state))
    return {measure: attained_rows(of) for measure, of in found.items()}
