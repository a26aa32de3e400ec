"""The service catalogue: what the centre is there for, who answers for it, and the figure where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from idic.domain.interact.cases.queries import shares
from idic.domain.interact.cases.queries.answers import manners
from idic.domain.interact.cases.queries.attainment import Period, attained, clocks_in
from idic.domain.interact.cases.queries.known import known_customers
from idic.domain.interact.complaints.queries.figures import none_left_out
from idic.domain.interact.standards.centre import Answer, CentreFunction, OutsideReason
from idic.domain.interact.standards.enums import Measure
from idic.domain.interact.standards.models import ServiceFunction
from idic.domain.interact.standards.queries.functions import access_functions
from idic.doors.web.standards.asked.counted import of_answers
from idic.doors.web.standards.asked.figure import Figure, kept_in_time, share, share_of, unmeasured
from idic.doors.web.standards.behind import behind_url, evidence_url
from idic.doors.web.standards.wording import basis_words
from idic.foundation.accounts.models import User


@dataclass(frozen=True)
class Entry:
    row: ServiceFunction
    figure: Figure
    # of the five reasons to have it done outside: how many hold, how many were looked at
    holds: int
    looked_at: int


def entries(user: User, period: Period, days: int) -> list[Entry]:
    figures = _figures(user, period, days)
    found = []
    for row in access_functions(user):
        answers = [row.reasons.get(one, "") for one in OutsideReason.values]
        found.append(
            Entry(
                row, figures[row.code], answers.count(Answer.YES), sum(bool(one) for one in answers)
            )
        )  # fmt: skip
    return found


def usual_kpi(code: str) -> str:
    """Offered where nothing was written yet."""
    return str({
        CentreFunction.ADVICE: _("Questions are answered in time"),
        CentreFunction.INCOME: _("Sales that began with a contact"),
        CentreFunction.DATA: _("Contacts whose customer is on record"),
        CentreFunction.FEEDBACK: _("Complaints that were handled to their end"),
        CentreFunction.LOYALTY: _("Customers who say that it was solved"),
        CentreFunction.CUSTOM: _("Answers that call the customer by name"),
        CentreFunction.NEW_CUSTOMERS: _("Contacts by people who are no customers yet"),
    }[CentreFunction(code)])  # fmt: skip


def _figures(user: User, period: Period, days: int) -> Mapping[Any, Figure]:
    """Eight statements."""
    first = attained(clocks_in(user, period, measure=Measure.FIRST_RESPONSE))
    confirmed = shares.by_measure(user, period)[Measure.CONFIRMED]
    handled = none_left_out(user, period.since, period.until).handled
    ended, complaints = (handled.hits, handled.of) if handled is not None else (0, 0)
    known, all_of_them = known_customers(user, period)
    nobody = _("Not measured yet: no contact in this time.")
    return {
        CentreFunction.ADVICE: kept_in_time(
            str(Measure.FIRST_RESPONSE.label), first, behind_url(days, measure=Measure.FIRST_RESPONSE)
        ),
        CentreFunction.INCOME: unmeasured(
            _("Sales that began with a contact"),
            _("Cannot be measured here: a sale does not say which contact it came from. Campaigns that begin at the desk "
              "show theirs against a control group."),
        ),
        CentreFunction.DATA: share_of(
            _("Contacts of known customers"), known, all_of_them, _("Of the cases received: their customer is on record."),
            nobody, evidence_url("known", days),
        ),
        CentreFunction.FEEDBACK: share_of(
            _("Complaints handled"), ended, complaints, _("Of the complaints received: closed or withdrawn."),
            _("Not measured yet: no complaint in this time."), reverse("complaints:figures"),
        ),
        CentreFunction.LOYALTY: share(
            str(Measure.CONFIRMED.label), confirmed.attainment().share, confirmed.of, basis_words(Measure.CONFIRMED),
            _("Not measured: ask customers whether it is solved before you close a case."),
            behind_url(days, measure=Measure.CONFIRMED),
        ),
        CentreFunction.CUSTOM: of_answers(manners(user, period), days)[0],
        CentreFunction.NEW_CUSTOMERS: share_of(
            _("Contacts by people who are no customers yet"), all_of_them - known, all_of_them,
            _("Of the cases received: nobody on record, so perhaps a new customer."), nobody, evidence_url("unknown", days),
        ),
    }  # fmt: skip
