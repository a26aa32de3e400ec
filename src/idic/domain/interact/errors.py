"""
InteractError
├── FollowUpClosed     the follow-up is done or cancelled already
├── OutcomeMissing     a follow-up is done only with an outcome
├── CustomerLocked     the customer's data is restricted: kept, and not used
├── NotAssignable      this user may not give work to that person
└── FollowUpOutdated   somebody else changed it since it was read
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import WordedError


class InteractError(WordedError):
    pass


class FollowUpClosed(InteractError):
    sentence = _("This follow-up is closed already.")


class OutcomeMissing(InteractError):
    sentence = _("Choose what came of it.")


class NotAssignable(InteractError):
    sentence = _("You cannot give work to this person. Choose yourself or somebody of your team.")


class CustomerLocked(InteractError):
    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)

    def __str__(self) -> str:
        return self.why


class FollowUpOutdated(InteractError):
    sentence = _("Somebody else has changed this follow-up since you opened it. Load it again and repeat your change.")
