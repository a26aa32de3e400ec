"""What stands behind a figure that no standard measures: two lists, those in which it was so, and the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.cases.queries import shares
from idic.domain.interact.cases.queries.answers import answers_of, manners
from idic.domain.interact.cases.queries.attainment import Period
from idic.domain.interact.cases.queries.known import cases_by_knowledge
from idic.domain.interact.cases.queries.rejections import rejected_among
from idic.domain.interact.cases.queries.seen import seen_case
from idic.domain.interact.cases.rules import visible_cases
from idic.domain.interact.complaints.queries.complaints import reviews_in
from idic.domain.interact.standards.enums import Measure
from idic.domain.interact.telephony.queries.calls import with_names
from idic.domain.interact.telephony.queries.service import ANSWERED, IN_TIME, KEPT, counted_calls, promised_calls
from idic.foundation.accounts.models import User
from idic.methods.courtesy.codes import DONTS

Sides = tuple[QuerySet[Any], QuerySet[Any]]


@dataclass(frozen=True)
class Row:
    title: str
    url: str
    at: datetime
    who: str


@dataclass(frozen=True)
class Source:
    label: Any
    # in the order of `sides`
    words: tuple[Any, Any]
    sides: Callable[[User, Period], Sides]
    by: str
    row: Callable[[Any], Row]


def _calls(condition: Any) -> Callable[[User, Period], Sides]:
    def sides(user: User, period: Period) -> Sides:
        found = with_names(counted_calls(user, period.since, period.until))
        return found.filter(condition), found.exclude(condition)

    return sides


def _given_up(user: User, period: Period) -> Sides:
    answered, others = _calls(ANSWERED)(user, period)
    return others, answered


def _called_back(user: User, period: Period) -> Sides:
    found = promised_calls(user, period.since, period.until).select_related("customer", "closed_by")
    found = found.prefetch_related(seen_case(user))
    return found.filter(KEPT), found.exclude(KEPT)


def _reviews(user: User, period: Period) -> Sides:
    found = reviews_in(user, period.since, period.until).select_related("complaint__case", "rater")
    return found.filter(donts=[1] * len(DONTS)), found.exclude(donts=[1] * len(DONTS))


def _by_name(user: User, period: Period) -> Sides:
    found = manners(user, period).by_name
    return answers_of(user, found.yes), answers_of(user, found.no)


def _in_language(user: User, period: Period) -> Sides:
    found = manners(user, period).in_language
    return answers_of(user, found.yes), answers_of(user, found.no)


def _rejected(user: User, period: Period) -> Sides:
    rows = shares.by_measure(user, period)[Measure.REOPENED].cases
    wrong = rejected_among([case for case, _owner, hit in rows if hit])
    cases = visible_cases(user).select_related("owner")
    return cases.filter(pk__in=wrong), cases.filter(pk__in=[case for case, _owner, _hit in rows if case not in wrong])


def _known(user: User, period: Period) -> Sides:
    known, others = cases_by_knowledge(user, period)
    return known.select_related("owner"), others.select_related("owner")


def _unknown(user: User, period: Period) -> Sides:
    known, others = _known(user, period)
    return others, known


def _call(one: Any) -> Row:
    name = one.customer.name if one.customer else one.queue or one.line
    return Row(name or str(_("Call")), reverse("calls:detail", args=[one.pk]), one.rang_at, _name(one.agent))


def _call_back(one: Any) -> Row:
    case = one.seen_case
    url = reverse("cases:detail", args=[case.pk]) if case is not None else f"{reverse('calls:back')}?which=done"
    name = one.customer.name if one.customer else one.name
    return Row(name or str(_("Call back")), url, one.asked_at, _name(one.closed_by))


def _review(one: Any) -> Row:
    case = one.complaint.case
    url = reverse("complaints:detail", args=[one.complaint_id])
    return Row(f"{case.number} {case.title} ({sum(one.donts)}/{len(one.donts)})", url, one.at, _name(one.rater))


def _answer(one: Any) -> Row:
    return Row(
        f"{one.case.number} {one.case.title}", reverse("cases:detail", args=[one.case_id]), one.at, _name(one.author)
    )


def _case(one: Any) -> Row:
    return Row(f"{one.number} {one.title}", reverse("cases:detail", args=[one.pk]), one.received_at, _name(one.owner))


def _name(user: Any) -> str:
    return user.display_name if user else ""


SOURCES = {
    "given_up": Source(_("Calls given up"), (_("Given up"), _("Answered")), _given_up, "rang_at", _call),
    "in_time": Source(_("Calls answered in time"), (_("In time"), _("Later or never")), _calls(IN_TIME), "rang_at", _call),
    "called_back": Source(
        _("Call-back promises"), (_("Reached in time"), _("Later or never")), _called_back, "asked_at", _call_back
    ),
    "courtesy": Source(_("Reviews of courtesy"), (_("All ten kept"), _("Not all kept")), _reviews, "at", _review),
    "by_name": Source(_("Called by name"), (_("By name"), _("Without a name")), _by_name, "at", _answer),
    "in_language": Source(
        _("Answered in the customer's language"), (_("Same script"), _("Another script")), _in_language, "at", _answer
    ),
    "known": Source(
        _("Contacts of known customers"), (_("On record"), _("Not known yet")), _known, "received_at", _case
    ),
    "unknown": Source(
        _("Contacts by people who are no customers yet"), (_("Not known yet"), _("On record")), _unknown, "received_at", _case
    ),
    "rejected": Source(
        _("Solutions that were wrong"), (_("The customer said no"), _("Nobody said no")), _rejected, "received_at", _case
    ),
}  # fmt: skip
