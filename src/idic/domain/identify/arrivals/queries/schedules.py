from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from idic.domain.identify.arrivals.enums import ArrivalState
from idic.domain.identify.arrivals.models import Arrival, Schedule
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def access_schedules(user: User) -> QuerySet[Schedule]:
    """Each with `waiting`, its files in quarantine."""
    require(user, "import.run")
    waiting = Count("arrivals", filter=Q(arrivals__state=ArrivalState.QUARANTINED))
    return Schedule.objects.select_related("source").annotate(waiting=waiting)


def access_schedule(user: User, pk: int) -> Schedule:
    schedule = access_schedules(user).filter(pk=pk).first()
    if schedule is None:
        raise NotVisible
    return schedule


def arrivals_of(schedule: Schedule) -> QuerySet[Arrival]:
    return Arrival.objects.filter(schedule=schedule).select_related("batch")


def access_arrival(user: User, pk: int) -> Arrival:
    require(user, "import.run")
    arrival = Arrival.objects.select_related("schedule").filter(pk=pk).first()
    if arrival is None:
        raise NotVisible
    return arrival
