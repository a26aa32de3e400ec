"""What another priority, purpose, channel or tier did to a promise, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from idic.domain.differentiate.enums import Tier
from idic.domain.interact.cases.models import CaseClock, TargetChange
from idic.domain.interact.contact import AccessMode, Priority, Purpose
from idic.doors.web.standards.wording import span
from idic.foundation.languages import formats

_URGENCY = [str(one) for one in Priority]


def is_of(change: TargetChange, clock: CaseClock) -> bool:
    """Of several clocks of one measure the one that ran then."""
    ends = clock.stopped_at
    return change.measure == clock.measure and clock.started_at <= change.at and (ends is None or change.at <= ends)


def change_words(change: TargetChange) -> str:
    told = _("Since %(moment)s: %(after)s instead of %(before)s, because %(why)s (%(who)s).") % {
        "moment": formats.moment(change.at, "short"), "after": span(change.minutes_after),
        "before": span(change.minutes_before), "why": "; ".join(_whys(change.causes)),
        "who": change.by.display_name if change.by is not None else _("The system"),
    }  # fmt: skip
    counts = _("Counted from the change.") if change.is_anew else _("Counted from the start, as before.")
    return " ".join([told, counts, *([_("It was late by then.")] if change.was_late else [])])


def _whys(causes: Mapping[str, list[str]]) -> list[str]:
    found = []
    for name, (was, now) in causes.items():
        match name:
            case "priority":
                is_raised = _URGENCY.index(now) > _URGENCY.index(was)
                words = (
                    _("the priority was raised from %(was)s to %(now)s") if is_raised
                    else _("the priority was lowered from %(was)s to %(now)s")
                )  # fmt: skip
                found.append(words % {"was": Priority(was).label, "now": Priority(now).label})
            case "purpose":
                words = _("the purpose changed from %(was)s to %(now)s")
                found.append(words % {"was": Purpose(was).label, "now": Purpose(now).label})
            case "mode":
                words = _("the channel changed from %(was)s to %(now)s")
                found.append(words % {"was": AccessMode(was).label, "now": AccessMode(now).label})
            case "tier":
                words = _("the customer is of tier %(now)s and not %(was)s")
                found.append(words % {"was": _tier(was), "now": _tier(now)})
    return found or [_("the standards themselves changed")]


def _tier(code: str) -> str:
    return str(Tier(code).label) if code else _("none")
