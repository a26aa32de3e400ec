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


class PlanError(Exception):
    """Base of what can go wrong in this room; `str()` is a translated sentence for the reader."""

    field = ""


class _Told(PlanError):
    def __init__(self, why: object, field: str = "") -> None:
        self.why, self.field = why, field
        super().__init__(why)

    def __str__(self) -> str:
        return str(self.why)


class PlanRefused(_Told):
    pass


class FindingRefused(_Told):
    pass


class PlanOutdated(PlanError):
    def __str__(self) -> str:
        return str(_("Somebody else has changed this plan since you opened it. Load it again and repeat your change."))


class PlanArchived(PlanError):
    def __str__(self) -> str:
        return str(_("This plan is archived. Restore it first."))


class FindingClosed(PlanError):
    def __str__(self) -> str:
        return str(_("This finding is closed, or a case was opened for it already."))
