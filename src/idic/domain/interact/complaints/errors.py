"""
ComplaintError
├── StepRefused         this step does not follow from where it stands
├── FactMissing         a step without what it must say; `field` names it
├── ComplaintOutdated   somebody else changed it since it was read
├── AlreadyComplaint    the case is handled as a complaint already
├── TooLateToReopen     closed for longer than it may be opened again; a new case is linked instead
├── OwnWork             whoever handled it, or carried it out, may not judge it
├── CheckTooEarly       an action is checked a cycle after it was carried out, not before
├── MeasureSettled      by what it is judged stays as it was when it was carried out
├── ActionSettled       what has been carried out has no further steps until it was judged not to work
├── NotCheckedYet       what has not been carried out cannot be judged
├── NothingHeard        nobody has said anything since its end that is not decided yet
├── ComplaintUnfinished its case ends with it and not before
├── FurtherOn           of two complaints that are joined, the one that is further on stays
└── ActionOutdated      somebody else changed the corrective action since it was read
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.domain.interact.cases.errors import CaseError
from idic.domain.interact.complaints.enums import ComplaintState
from idic.foundation.errors import FieldRefused, WordedError
from idic.foundation.languages import formats

if TYPE_CHECKING:
    from datetime import date


class ComplaintError(WordedError):
    pass


class StepRefused(ComplaintError):
    def __init__(self, state: str, following: str) -> None:
        self.state, self.following = state, following
        super().__init__(state, following)

    def __str__(self) -> str:
        names = {"state": ComplaintState(self.state).label, "following": ComplaintState(self.following).label}
        return str(_("From “%(state)s” it cannot go to “%(following)s”. Take the steps in their order.")) % names


class FactMissing(ComplaintError, FieldRefused):
    pass


class ComplaintOutdated(ComplaintError):
    sentence = _("Somebody else has changed this complaint since you opened it. Load it again and repeat your change.")


class AlreadyComplaint(ComplaintError):
    sentence = _("This case is handled as a complaint already.")


class TooLateToReopen(ComplaintError):
    sentence = _("It was closed more than 30 days ago. Open a new case; it is linked to this one.")


class OwnWork(ComplaintError):
    sentence = _("Whoever handled it cannot judge it. Ask somebody else to check whether it works.")


class CheckTooEarly(ComplaintError):
    field = "check_on"

    def __init__(self, earliest: date) -> None:
        self.earliest = earliest
        super().__init__(earliest)

    def __str__(self) -> str:
        return str(_("Check it once the work has run through at least one cycle: on %(day)s at the earliest.")) % {
            "day": formats.day(self.earliest)
        }


class MeasureSettled(ComplaintError):
    sentence = _(
        "It was carried out: by what it is judged, and what the measure must reach, stay as they were then. If it does not "
        "work, judge it so; it is open again, with a new measure where one is needed."
    )

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


class ActionSettled(ComplaintError):
    sentence = _(
        "It is carried out, so its steps stay as they are. If it does not work, judge it so; then it is open again."
    )


class NotCheckedYet(ComplaintError):
    sentence = _("Carry the action out first; its effect is judged afterwards.")


class NothingHeard(ComplaintError):
    sentence = _("It has been decided already what it means that the customer wrote.")


class ActionOutdated(ComplaintError):
    sentence = _("Somebody else has changed this action since you opened it. Load it again and repeat your change.")


class ComplaintUnfinished(CaseError):
    """Said to whoever would end the case."""

    sentence = _("It is a complaint that is not at its end yet. Take its steps to the end: the case ends with it.")


class FurtherOn(CaseError):
    """Said by the joining of cases, to whoever joins them."""

    sentence = _("Both are complaints, and this one is further on its way. Merge the other case into this one instead.")
