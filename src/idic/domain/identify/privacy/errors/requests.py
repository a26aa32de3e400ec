"""
PrivacyRefusal
├── WrongState          the request is not at the step that this act belongs to
├── IdentityUnproven    nothing is handed out or taken away before it is known who asks
├── RemedyUntold        a refusal tells where the person may complain
├── ReasonNeeded        an act that must be explained has no reason
├── SecondPersonNeeded  whoever asked for it may not be the one who agrees
├── HeldBack            a legal hold stands against it
├── DataLocked          the customer's data may be kept and not used
├── LinkSpent           the link was used, is too old or was never given
├── NothingToCorrect    no field was given
├── ReviewFirst         a pre-filled rule was not checked by anybody
└── Kept                an approved assessment can be neither changed nor removed yet
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.errors import IdentifyError


class PrivacyRefusal(IdentifyError):
    """`str()` is a translated sentence for the reader."""


class WrongState(PrivacyRefusal):
    sentence = _("The request is at another step meanwhile. Load the page again.")


class IdentityUnproven(PrivacyRefusal):
    sentence = _("Write first how you made sure who asks. Data goes to nobody else.")


class RemedyUntold(PrivacyRefusal):
    sentence = _("Tell the person where they may complain, and confirm that you did.")


class ReasonNeeded(PrivacyRefusal):
    sentence = _("Write the reason: it is kept as the proof of the decision.")


class SecondPersonNeeded(PrivacyRefusal):
    sentence = _("A second person has to agree: you asked for this yourself.")


class HeldBack(PrivacyRefusal):
    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)

    def __str__(self) -> str:
        return str(_("A hold stands against it: %(reason)s. Release the hold first.") % {"reason": self.reason})


class DataLocked(PrivacyRefusal):
    sentence = _("The use of this customer's data is restricted: it is kept and neither changed nor used.")


class LinkSpent(PrivacyRefusal):
    sentence = _("This link was used already or is too old. Ask for a new one.")


class NothingToCorrect(PrivacyRefusal):
    sentence = _("Give at least one field as it should be.")


class ReviewFirst(PrivacyRefusal):
    sentence = _("Check this rule against your law first, and mark it as checked.")


class Kept(PrivacyRefusal):
    def __init__(self, until: date) -> None:
        self.until = until
        super().__init__(until)

    def __str__(self) -> str:
        return str(_("This assessment was decided and is kept until %(day)s.") % {"day": self.until.isoformat()})
