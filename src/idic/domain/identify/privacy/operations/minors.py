from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.models import UnderAgeMark
from idic.domain.identify.privacy.operations.consents import record_for
from idic.domain.identify.queries.customers import access_customer
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event


@transaction.atomic
def mark_under_age(customer: Customer, *, by: User) -> UnderAgeMark:
    require(by, "consent.create")
    customer = access_customer(by, customer.pk)
    Customer.objects.select_for_update(of=("self",)).get(pk=customer.pk)
    known = UnderAgeMark.objects.filter(customer=customer, lifted_at=None).first()
    if known is not None:
        return known
    mark = UnderAgeMark.objects.create(
        record=record_for(customer, ""), customer=customer, set_at=timezone.now(), set_by=by
    )
    append_event(NewEvent("consent.under_age", "customer", customer.pk, customer_id=customer.pk), by=by)
    return mark


@transaction.atomic
def lift_under_age(customer: Customer, *, by: User) -> int:
    require(by, "consent.create")
    customer = access_customer(by, customer.pk)
    lifted = UnderAgeMark.objects.filter(customer=customer, lifted_at=None).update(lifted_at=timezone.now())
    if lifted:
        append_event(NewEvent("consent.of_age", "customer", customer.pk, customer_id=customer.pk), by=by)
    return lifted
