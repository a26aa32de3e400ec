"""Who may do what with programmes and points. Nobody reaches the points of a customer whom they may not see."""

from __future__ import annotations

from django.db.models import QuerySet

from idic.domain.customize.loyalty.models import Programme
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require

SEES, REDEEMS, ADJUSTS, MANAGES = "loyalty.see", "loyalty.redeem", "loyalty.adjust", "loyalty.manage"


def visible_programmes(user: User) -> QuerySet[Programme]:
    require(user, SEES)
    return Programme.objects.all()
