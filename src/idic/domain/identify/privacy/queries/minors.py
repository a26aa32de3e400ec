from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.models import Jurisdiction, UnderAgeMark
from idic.methods.consent import is_under


def law_of(customer: Customer) -> Jurisdiction | None:
    """The one of the country that the customer lives in, else the home one."""
    laws = list(Jurisdiction.objects.order_by("code"))
    country = customer.country.strip().lower()
    here = next((law for law in laws if country and country in law.countries), None)
    return here or next((law for law in laws if law.is_home), laws[0] if laws else None)


def mark_of(customer: Customer) -> UnderAgeMark | None:
    return UnderAgeMark.objects.filter(customer=customer, lifted_at=None).select_related("set_by").first()


def is_minor(customer: Customer, *, at: datetime) -> bool:
    """By a mark that somebody set, or by the birth date under the law that holds for them."""
    return mark_of(customer) is not None or is_minor_by_birth(customer, law_of(customer), at=at)


def is_minor_by_birth(customer: Customer, law: Jurisdiction | None, *, at: datetime) -> bool:
    if law is None or customer.birth_date is None:
        return False
    return is_under(law.minor_below, customer.birth_date, timezone.localdate(at))
