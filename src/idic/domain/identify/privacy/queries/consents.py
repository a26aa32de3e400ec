from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import QuerySet, TextField, Value

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.models import ConsentEvent
from idic.domain.identify.queries.customers import access_customers
from idic.domain.identify.queries.search import search_query
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.nouns.search import TextSearch, Values


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


def _tokens(text: str) -> Values:
    return (list(search_query(text).tokens),)


def _of_customers_holding(rows: QuerySet[Any], tokens: list[str]) -> QuerySet[Any]:
    held = Value(tokens, output_field=ArrayField(TextField()))
    return rows.filter(customer__in=Customer.objects.filter(search_keys__contains=held))


#: By what finds the customer; a text without a token narrows nothing, as in the list of customers.
found_by = TextSearch(_tokens, _of_customers_holding)
