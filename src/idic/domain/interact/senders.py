"""Which customer an address of theirs belongs to, for channels on which a stranger tells it."""

from __future__ import annotations

from idic.domain.identify.enums import ContactKind
from idic.domain.identify.models import ContactPoint, Customer
from idic.domain.identify.models.source import CONTACTS_CODE
from idic.domain.identify.rules import not_erased
from idic.domain.interact.mail.queries.threads import customer_of
from idic.domain.interact.telephony.numbers import customer_with, number_of
from idic.methods.normalise.emails import parse_email

#: An address that stands with more customers tells nothing about who writes.
MOST = 20


def customer_at(email: str = "", phone: str = "") -> Customer | None:
    """The only one who has it; where several have it, a person says who wrote."""
    return (customer_of(email) if email else None) or customer_with(number_of(phone))


def customers_with_email(address: str) -> list[Customer]:
    """Everybody who is reached under it, by name: whom a link sent there lets in. What was only remembered from a contact
    lets nobody in, since whoever wrote from it may have said that they are somebody else."""
    key = parse_email(address).key
    if not key:
        return []
    points = ContactPoint.objects.filter(kind=ContactKind.EMAIL, value=key, is_valid=True)
    points = points.exclude(record__source__code=CONTACTS_CODE)
    living = Customer.objects.filter(not_erased(), pk__in=points.values("customer_id"), merged_into__isnull=True)
    found = list(living.defer("search_text", "search_keys", "facts").order_by("sort_name", "pk")[: MOST + 1])
    return found if len(found) <= MOST else []
