"""Whoever's data is restricted or erased is used for nothing: told to the check of a purpose, and to the desk, where
nothing is added to such a customer or to what belongs to one."""

from __future__ import annotations

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.errors import DataLocked
from idic.domain.identify.privacy.models import ProcessingLock
from idic.domain.identify.privacy.queries.basis import register_lock
from idic.foundation.desk import subjects
from idic.foundation.desk.subjects import Subject


def lock_of(customer: Customer) -> ProcessingLock | None:
    return ProcessingLock.objects.select_related("set_by").filter(customer=customer, lifted_at__isnull=True).first()


def why_locked(customer_id: int | None) -> str:
    """A sentence; empty where nothing is locked."""
    if customer_id is None or not ProcessingLock.objects.filter(customer=customer_id, lifted_at__isnull=True).exists():
        return ""
    return str(DataLocked())


def _why(subject: Subject) -> str:
    known = getattr(subject.record, "is_restricted", None) if subject.code == "customer" else None
    return "" if known is False else why_locked(subject.customer_id)


subjects.register_lock("restriction", _why)
register_lock("restriction", "c.id IN (SELECT customer_id FROM privacy_processinglock WHERE lifted_at IS NULL)")
