"""Telephone numbers as customers' are kept, so that one side finds the other."""

from __future__ import annotations

from idic.domain.identify.enums import ContactKind
from idic.domain.identify.models import ContactPoint, Customer
from idic.domain.identify.normalising import normalise_record
from idic.foundation.texts import trimmed

_WITHHELD = frozenset({"anonymous", "private", "unknown", "restricted", "unavailable", "withheld", "asserted"})


def number_of(text: str) -> str:
    """Normalised where it can be; empty where the caller withholds it."""
    plain = trimmed(text)
    if not plain or plain.lower() in _WITHHELD:
        return ""
    phones = normalise_record({"phone": plain[:100]}, is_searched=False).phones
    return phones[0].value[:32] if phones else ""


def customer_with(number: str) -> Customer | None:
    """The only one who has this number; where several have it, a person says who called."""
    if not number:
        return None
    points = ContactPoint.objects.filter(kind=ContactKind.PHONE, value=number)
    found = list(points.order_by().values_list("customer_id", flat=True).distinct()[:2])
    if len(found) != 1:
        return None
    return Customer.objects.filter(pk=found[0], merged_into__isnull=True).first()
