from __future__ import annotations

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from idic.domain.interact.counter.models import Counter, CounterService, Desk, Ticket
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def access_counters(user: User) -> QuerySet[Counter]:
    """Everybody who works on cases may sit at a counter."""
    require(user, "case.see")
    return Counter.objects.select_related("calendar")


def access_counter(user: User, pk: int, *, permission: str = "case.see") -> Counter:
    require(user, permission)
    found = Counter.objects.select_related("calendar").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def access_desk(user: User, pk: int) -> Desk:
    require(user, "case.see")
    found = Desk.objects.select_related("counter", "user").filter(pk=pk, is_archived=False).first()
    if found is None:
        raise NotVisible
    return found


def access_service(user: User, counter_id: int, pk: int) -> CounterService:
    require(user, "channel.manage")
    found = (
        CounterService.objects.select_related("counter").filter(pk=pk, counter=counter_id, is_archived=False).first()
    )
    if found is None:
        raise NotVisible
    return found


def access_ticket(user: User, pk: int) -> Ticket:
    require(user, "case.see")
    found = Ticket.objects.select_related("counter", "service__topic", "customer", "case", "desk").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def counter_of_key(key: str) -> Counter:
    """For pages without a sign-in: the key alone opens them."""
    found = Counter.objects.filter(key=key).first()
    if found is None:
        raise Http404
    return found


def ticket_of_key(key: str) -> Ticket:
    found = Ticket.objects.select_related("counter", "service", "desk").filter(key=key).first()
    if found is None:
        raise Http404
    return found


def services_of(counter: Counter) -> list[CounterService]:
    return list(counter.services.filter(is_archived=False).select_related("topic"))


def desks_of(counter: Counter) -> list[Desk]:
    return list(counter.desks.filter(is_archived=False).select_related("user"))


def with_desks(counters: QuerySet[Counter]) -> QuerySet[Counter]:
    living = Desk.objects.filter(is_archived=False).select_related("user")
    return counters.prefetch_related(Prefetch("desks", queryset=living, to_attr="living_desks"))
