from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.enums import FollowUpState
from idic.domain.interact.models import FollowUp
from idic.foundation.accounts.handover import hands_over
from idic.foundation.accounts.models import User


@hands_over("follow_up", label=_("Open follow-ups"), permission="follow_up.change")
def open_follow_ups(user: User) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(owner_id=user.pk, state=FollowUpState.OPEN)
