from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.cases.enums import OPEN_STATES
from idic.domain.interact.cases.models import Case
from idic.foundation.accounts.handover import hands_over
from idic.foundation.accounts.models import User


@hands_over("cases", label=_("Cases"), permission="case.see")
def open_cases(user: User) -> QuerySet[Case]:
    return Case.objects.filter(owner=user, state__in=OPEN_STATES, deleted_at__isnull=True)
