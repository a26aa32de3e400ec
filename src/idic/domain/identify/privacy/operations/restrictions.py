from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.enums import RequestKind, RequestState
from idic.domain.identify.privacy.errors import ReasonNeeded, WrongState
from idic.domain.identify.privacy.models import PrivacyRequest, ProcessingLock
from idic.domain.identify.privacy.operations.requests import locked_for_work
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import one_line


@transaction.atomic
def restrict(request: PrivacyRequest, *, reason: str, by: User) -> ProcessingLock:
    """From now on the data is kept and not used: no edit, no export, no list of a purpose."""
    locked = locked_for_work(request, RequestKind.RESTRICTION, by=by)
    reason = one_line(reason, 300)
    if not reason:
        raise ReasonNeeded
    lock, _made = ProcessingLock.objects.get_or_create(
        customer=locked.customer, lifted_at=None, defaults={"request": locked, "reason": reason, "set_by": by}
    )
    PrivacyRequest.objects.filter(pk=locked.pk).update(
        state=RequestState.ANSWERED, answered_at=timezone.now(), version=locked.version + 1
    )
    _told("customer.restricted", locked.customer, by)
    return lock


@transaction.atomic
def lift_restriction(customer: Customer, *, by: User) -> ProcessingLock:
    """The person is told before; an erasure is not lifted."""
    require(by, "privacy.manage")
    lock = ProcessingLock.objects.select_for_update().filter(customer=customer, lifted_at__isnull=True).first()
    if lock is None or lock.is_erased:
        raise WrongState
    lock.lifted_at, lock.lifted_by = timezone.now(), by
    lock.save(update_fields=["lifted_at", "lifted_by"])
    _told("customer.restriction_lifted", customer, by)
    return lock


def _told(verb: str, customer: Customer, by: User) -> None:
    append_event(NewEvent(verb, "customer", customer.pk, customer_id=customer.pk, after={}), by=by)
