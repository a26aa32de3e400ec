"""Told to the check of a purpose: whoever's data is restricted or erased is used for nothing."""

from __future__ import annotations

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.models import ProcessingLock
from idic.domain.identify.privacy.queries.basis import register_lock


def lock_of(customer: Customer) -> ProcessingLock | None:
    return ProcessingLock.objects.select_related("set_by").filter(customer=customer, lifted_at__isnull=True).first()


register_lock("restriction", "c.id IN (SELECT customer_id FROM privacy_processinglock WHERE lifted_at IS NULL)")
