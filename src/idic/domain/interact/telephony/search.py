"""Calls by a number, by whoever has called, and by what it was about, in three scripts. The topic of a case that is kept
from the reader finds nothing."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db.models import QuerySet, TextField, Value

from idic.domain.identify.models import Customer
from idic.domain.identify.queries.search import search_query
from idic.domain.interact.cases.models import Case, CaseTopic
from idic.domain.interact.telephony.models import Call
from idic.domain.interact.telephony.numbers import number_of
from idic.foundation.nouns.search import TextSearch
from idic.foundation.texts import trimmed
from idic.methods.search_keys import QueryKind

_LONGEST = 60
#: Nobody's number: many calls have none.
_NO_NUMBER = "-"


def _read(text: str) -> tuple[str, list[str], str] | None:
    typed = trimmed(text, _LONGEST)
    query = search_query(typed)
    if query.kind is QueryKind.EMPTY:
        return None
    return number_of(typed) or _NO_NUMBER, list(query.tokens), typed


def _narrowed(calls: QuerySet[Call], number: str, tokens: list[str], text: str) -> QuerySet[Call]:
    """One after the other and put together, each by its own index: asked at once, every call would be looked at."""
    held = Value(tokens, output_field=ArrayField(TextField()))
    named = Customer.objects.filter(search_keys__contains=held).values("pk")
    about = Case.objects.filter(topic__in=CaseTopic.objects.filter(name__icontains=text).values("pk")).values("pk")
    everything = Call.objects.order_by().values("pk")
    found = everything.filter(number=number).union(
        everything.filter(customer__in=named),
        calls.order_by().values("pk").filter(case__in=about, case_is_seen=True),
    )
    return calls.filter(pk__in=found)


found_by = TextSearch(_read, _narrowed)
