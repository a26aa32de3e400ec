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

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class StandardError(Exception):
    """`str()` is a translated sentence for the reader, `field` where to show it."""

    field = ""
    sentence: str | _StrPromise = ""

    def __str__(self) -> str:
        return str(self.sentence)


class TargetRefused(StandardError):
    def __init__(self, sentence: str | _StrPromise, field: str) -> None:
        self.sentence, self.field = sentence, field
        super().__init__(field)


class StandardDoubled(StandardError):
    field = "mode"

    def __init__(self, other_id: int) -> None:
        self.other_id = other_id
        super().__init__(other_id)

    def __str__(self) -> str:
        return str(
            _("Standard %(number)s says the same for the same contacts. Change that one, or narrow this one down.")
        ) % {"number": self.other_id}


class StandardOutdated(StandardError):
    sentence = _("Somebody else has changed this standard since you opened it. Load it again and repeat your change.")


class StandardArchived(StandardError):
    sentence = _("This standard is archived. Bring it back before you change it.")


class ComplaintsUnheard(StandardError):
    field = "offered"
    sentence = _(
        "Complaints must be possible in at least two ways, one of them without cost to the customer. Offer another way first."
    )
