from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from idic.domain.work.enums import OPEN_STATES
from idic.domain.work.models import Task
from idic.foundation.accounts.handover import hands_over
from idic.foundation.accounts.models import User


@hands_over("tasks", label=_("Tasks and meetings"), permission="task.see")
def open_tasks(user: User) -> QuerySet[Task]:
    return Task.objects.filter(owner=user, state__in=OPEN_STATES, deleted_at__isnull=True)
