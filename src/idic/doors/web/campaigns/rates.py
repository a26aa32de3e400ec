"""A response rate as it is shown: the share, and between what bounds it is known."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from idic.foundation.languages import formats
from idic.methods.proportion import wilson


@dataclass(frozen=True)
class Rate:
    share: float
    text: str
    interval: str


def rate_of(responded: int, contacted: int) -> Rate | None:
    """None where nobody was contacted; coupons of customers who were not contacted do not raise it."""
    if contacted < 1:
        return None
    known = wilson(min(responded, contacted), contacted)
    bounds = {"low": formats.percent(known.low), "high": formats.percent(known.high)}
    return Rate(known.share, formats.percent(known.share), _("%(low)s to %(high)s") % bounds)
