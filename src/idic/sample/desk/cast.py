"""Which customers of the sample play a part. The same files give the same people."""

from __future__ import annotations

from functools import reduce
from operator import and_

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.models import Customer, SourceRecord
from idic.domain.work.models import Task


def sample_customers() -> QuerySet[Customer]:
    """Never one that a person entered beside the sample."""
    told = SourceRecord.objects.filter(customer=OuterRef("pk"), source__is_sample=True)
    return Customer.objects.filter(Exists(told), merged_into__isnull=True)


def persons(language: str) -> QuerySet[Customer]:
    """Those who are worth most first: a newcomer looks there."""
    known = sample_customers().filter(kind=CustomerKind.PERSON, language=language)
    return known.order_by(F("score__monetary").desc(nulls_last=True), "pk")


def organisations() -> QuerySet[Customer]:
    known = sample_customers().filter(kind=CustomerKind.ORGANISATION)
    return known.order_by(F("score__monetary").desc(nulls_last=True), "pk")


def named(*words: str) -> Customer:
    """The one whose name holds all words, in whatever order a source wrote them."""
    every = reduce(and_, (Q(name__icontains=word) for word in words))
    return sample_customers().filter(every).order_by("pk")[0]


def without_work() -> QuerySet[Customer]:
    """Nobody is given a task about a customer who then goes to another team."""
    return sample_customers().exclude(pk__in=Task.objects.filter(customer__isnull=False).values("customer_id"))
