"""Whom a pasted text names: by our own number, or by the number that a source knows them under."""

from __future__ import annotations

import re
from dataclasses import dataclass

from idic.domain.identify.models import Source, SourceRecord
from idic.domain.identify.queries.customers import access_customers
from idic.foundation.accounts.models import User

MOST_TOKENS = 20_000
_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True)
class Named:
    """`unknown` are those of the written numbers under which this user sees nobody, at most a few of them."""

    customer_ids: list[int]
    written: int
    unknown: list[str]
    unknown_count: int


def named_customers(text: str, user: User) -> Named:
    tokens = list(dict.fromkeys(one for one in _BETWEEN.split(text.replace("\x00", "")) if one))[:MOST_TOKENS]
    visible = access_customers(user)
    found: dict[str, int] = {}
    sources = list(Source.objects.values_list("pk", flat=True))
    records = SourceRecord.objects.filter(source_id__in=sources, key__in=tokens, customer__in=visible)
    for key, customer_id in records.values_list("key", "customer_id"):
        found[key] = customer_id
    numbers = {int(one): one for one in tokens if one.isascii() and one.isdecimal() and len(one) < 18}
    for pk in visible.filter(pk__in=numbers).values_list("pk", flat=True):
        found[numbers[pk]] = pk
    unknown = [one for one in tokens if one not in found]
    return Named(sorted(set(found.values())), len(tokens), unknown[:10], len(unknown))
