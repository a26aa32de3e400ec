"""
PlanError
├── PlanRefused       the plan cannot be kept as it is; `field` names what to change
├── PlanOutdated      somebody else changed it since it was read
├── PlanArchived      an archived plan is neither changed nor switched on
├── FindingRefused    the finding says too little; `field` names what is missing
└── FindingClosed     it is closed, or has its case, already
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import FieldRefused, WordedError


class PlanError(WordedError):
    pass


class PlanRefused(PlanError, FieldRefused):
    pass


class FindingRefused(PlanError, FieldRefused):
    pass


class PlanOutdated(PlanError):
    sentence = _("Somebody else has changed this plan since you opened it. Load it again and repeat your change.")


class PlanArchived(PlanError):
    sentence = _("This plan is archived. Restore it first.")


class FindingClosed(PlanError):
    sentence = _("This finding is closed, or a case was opened for it already.")
