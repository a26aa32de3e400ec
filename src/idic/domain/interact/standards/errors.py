"""
StandardError
├── TargetRefused     a target that cannot be: no minutes for a clock, a share outside 0 to 100 %
├── StandardDoubled   another standard says the same for the same contacts: which of them held could not be told
├── StandardOutdated  somebody else changed it since it was read
├── StandardArchived  it counts no more
└── ComplaintsUnheard complaints must be possible in two ways at least, one of them without cost to the customer
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import FieldRefused, WordedError

if TYPE_CHECKING:
    from idic.domain.interact.standards.models import Standard


class StandardError(WordedError):
    pass


class TargetRefused(StandardError, FieldRefused):
    pass


class StandardDoubled(StandardError):
    field = "mode"

    def __init__(self, other: Standard) -> None:
        self.other = other
        super().__init__(other.pk)

    def __str__(self) -> str:
        one = self.other
        sides = (
            one.get_mode_display(), one.get_purpose_display(), one.get_tier_display(), one.get_priority_display()
        )  # fmt: skip
        scope = " · ".join(str(side) for side in sides if side) or _("All contacts")
        return str(
            _("“%(measure)s: %(scope)s” says the same for the same contacts. Change that one, or narrow this one down.")
        ) % {"measure": one.get_measure_display(), "scope": scope}


class StandardOutdated(StandardError):
    sentence = _("Somebody else has changed this standard since you opened it. Load it again and repeat your change.")


class StandardArchived(StandardError):
    sentence = _("This standard is archived. Bring it back before you change it.")


class ComplaintsUnheard(StandardError):
    field = "offered"
    sentence = _(
        "Complaints must be possible in at least two ways, one of them without cost to the customer. Offer another way first."
    )
