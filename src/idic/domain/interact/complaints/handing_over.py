from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.complaints.enums import ActionState
from idic.domain.interact.complaints.models import CorrectiveAction
from idic.foundation.accounts.handover import hands_over
from idic.foundation.accounts.models import User


@hands_over("corrective_actions", label=_("Corrective actions"), permission="case.see")
def open_actions(user: User) -> QuerySet[CorrectiveAction]:
    return CorrectiveAction.objects.filter(owner=user).exclude(state=ActionState.EFFECTIVE)
