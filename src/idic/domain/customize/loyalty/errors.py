"""
LoyaltyError
├── ProgrammeRefused    the programme cannot be kept as it is; `field` names what to change
├── ProgrammeOutdated   somebody else changed it since it was read
├── ProgrammeArchived   an archived programme is neither changed nor switched on, and nobody joins it
├── PointsRefused       the points cannot be booked so; `field` names what to change
├── TooFewPoints        there are fewer than were asked for
└── NotAMember          the customer never was in this programme
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from idic.foundation.errors import FieldRefused, WordedError
from idic.foundation.languages.formats import number


class LoyaltyError(WordedError):
    pass


class ProgrammeRefused(LoyaltyError, FieldRefused):
    pass


class PointsRefused(LoyaltyError, FieldRefused):
    pass


class ProgrammeOutdated(LoyaltyError):
    sentence = _("Somebody else has changed this programme since you opened it. Load it again and repeat your change.")


class ProgrammeArchived(LoyaltyError):
    sentence = _("This programme is archived. Restore it first.")


class TooFewPoints(LoyaltyError):
    field = "points"

    def __init__(self, there: int) -> None:
        self.there = there
        super().__init__(there)

    def __str__(self) -> str:
        if self.there <= 0:
            return str(_("There are no points to take."))
        told = ngettext("There is only %(n)s point.", "There are only %(n)s points.", self.there)
        return told % {"n": number(self.there)}


class NotAMember(LoyaltyError):
    sentence = _("This customer is not in the programme.")
