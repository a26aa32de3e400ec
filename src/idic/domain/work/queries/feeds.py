from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from idic.domain.work.ical import calendar_of
from idic.domain.work.models import CalendarFeed, Task
from idic.domain.work.models.task import NEVER
from idic.domain.work.operations.feeds import digest_of
from idic.domain.work.queries.calendar import of_person
from idic.domain.work.rules import visible_tasks
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may

_PAST = timedelta(days=90)
_MOST = 2000


def feed_of(user: User) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(user=user).first()


def feed_owner(secret: str) -> User:
    """Wrong, revoked, or of somebody who may not sign in any more: all answer alike."""
    found = CalendarFeed.objects.select_related("user__team").filter(digest=digest_of(secret[:100])).first()
    if found is None or not found.user.is_active or not may(found.user, "task.see"):
        raise NotVisible
    return found.user


def feed_tasks(user: User) -> list[Task]:
    """The user's own and what the user takes part in: everything that repeats, the rest from three months ago on."""
    since = timezone.now() - _PAST
    found = visible_tasks(user).filter(of_person(user.pk, user), sorted_at__lt=NEVER)
    found = found.filter(~Q(rule="") | Q(sorted_at__gte=since))
    found = found.select_related("owner").prefetch_related("participants__user")
    return list(found.order_by("sorted_at", "pk")[:_MOST])


def feed_content(user: User) -> bytes:
    return calendar_of(feed_tasks(user), name=f"IDIC: {user.display_name}")
