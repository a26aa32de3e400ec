from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from idic.domain.identify.privacy.models import ConsentEvent
from idic.domain.identify.queries.customers import access_customers
from idic.domain.identify.queries.search import narrowed
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def access_consents(user: User, permission: str = "consent.see") -> QuerySet[ConsentEvent]:
    """The words of the customers whom this user may see."""
    require(user, permission)
    return ConsentEvent.objects.filter(customer__in=access_customers(user))


def access_consent(user: User, pk: int, *, permission: str = "consent.see") -> ConsentEvent:
    found: ConsentEvent | None = with_names(access_consents(user, permission)).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def with_names(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("customer", "purpose", "actor", "record__source").defer(
        *(f"customer__{name}" for name in ("search_text", "search_keys", "facts", "provenance")),
        *(f"record__{name}" for name in ("search_text", "search_keys", "facts", "payload")),
    )


def found_by(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """By what finds the customer."""
    from idic.domain.identify.models import Customer

    return rows.filter(customer__in=narrowed(Customer.objects.all(), text))
