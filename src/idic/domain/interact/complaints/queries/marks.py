"""What a complaint can be asked for beside its state. A figure counts by the same condition as the list to which it
leads, so that the two never differ."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.db.models.lookups import IsNull

from idic.domain.interact.cases.models import Case, CaseClock, ClockState
from idic.domain.interact.complaints.enums import ENDED
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.queries.own import whose
from idic.domain.interact.standards.enums import Measure

#: Each once, and nothing that was put down as unwanted: a form whose every sender complains is written to by machines too.
COUNTED = Q(duplicate_of__isnull=True) & ~Q(case__outcome="spam")

#: As `methods.call_centre` has it: who comes again with the same topic within a week was not helped the first time.
AGAIN_DAYS = 7


def _clock(measure: str, state: str) -> Q:
    return Q(Exists(CaseClock.objects.filter(case=OuterRef("case"), measure=measure, state=state)))


def _contact(**near: object) -> Exists:
    """Another contact of whoever complained about the same topic."""
    same = Case.objects.filter(
        customer=whose(OuterRef), topic=OuterRef("case__topic"), deleted_at__isnull=True,
        merged_into__isnull=True, **near,
    )  # fmt: skip
    return Exists(same.exclude(pk=OuterRef("case")))


#: A week is over since, customer and topic are known, and it was not itself a repeat of an earlier contact.
_FIRST = (
    Q(state__in=ENDED, case__topic__isnull=False)
    & Q(IsNull(whose(), False))
    & Q(case__received_at__lte=Now() - timedelta(days=AGAIN_DAYS))
    & ~Q(_contact(received_at__lt=OuterRef("case__received_at"),
                  received_at__gte=OuterRef("case__received_at") - timedelta(days=AGAIN_DAYS)))
)  # fmt: skip
_CAME_AGAIN = Q(reopened__gt=0) | Q(
    _contact(received_at__gt=OuterRef("case__received_at"),
             received_at__lte=OuterRef("case__received_at") + timedelta(days=AGAIN_DAYS))
)  # fmt: skip


_REFUSED = ("rejected", "appeal", "external", "unresolved")
#: A yes to the case counts too; that of the complaint outlasts whatever the customer writes about next.
_CONFIRMED = Q(state="closed") & (Q(is_confirmed=True) | Q(case__verdict="confirmed"))
_YES = Q(state="accepted") | _CONFIRMED
_NO = Q(state__in=_REFUSED)

MARKS: Mapping[str, Q] = {
    "acknowledged-in-time": _clock(Measure.ACKNOWLEDGEMENT, ClockState.MET),
    "acknowledged-late": _clock(Measure.ACKNOWLEDGEMENT, ClockState.BREACHED),
    "resolved-in-time": _clock(Measure.RESOLUTION, ClockState.MET),
    "resolved-late": _clock(Measure.RESOLUTION, ClockState.BREACHED),
    "confirmed": _CONFIRMED,
    "unconfirmed": Q(state__in=("closed", "unresolved")) & ~_CONFIRMED,
    "content-handling": Q(satisfied_handling__gte=4),
    "discontent-handling": Q(satisfied_handling__lt=4),
    "content-outcome": Q(satisfied_outcome__gte=4),
    "discontent-outcome": Q(satisfied_outcome__lt=4),
    "reopened": Q(reopened__gt=0),
    "appealed": Q(appealed__gt=0),
    "remedied": Q(remedy_cost__gt=0),
    "worked-on": Q(handling_cost__gt=0),
    "first-contact": _FIRST & ~_CAME_AGAIN,
    "first-contact-missed": _FIRST & _CAME_AGAIN,
    "said-yes": _YES,
    "said-no": _NO,
    "said-nothing": ~_YES & ~_NO,
}
#: What the customer said of the end: yes, no, or nothing (yet).
VERDICTS = ("said-yes", "said-no", "said-nothing")


def verdict_of(row: Complaint) -> str:
    """As the marks of VERDICTS; its case has been read."""
    if row.state == "accepted" or (row.state == "closed" and (row.is_confirmed or row.case.verdict == "confirmed")):
        return "said-yes"
    return "said-no" if row.state in _REFUSED else "said-nothing"
