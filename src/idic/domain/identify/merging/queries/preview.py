"""What other survivorship rules would change, on real records; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from idic.domain.identify.golden import golden_differences
from idic.domain.identify.golden_order import Rules
from idic.domain.identify.models import Customer
from idic.domain.identify.rules import visible_customers
from idic.foundation.accounts.models import User

#: A page waits for so many customers; the job of applying them looks at all.
CHECKED_AT_ONCE = 10_000
SAMPLE = 50
_AT_ONCE = 5000


@dataclass(frozen=True)
class Difference:
    """column -> (as it is, as it would be)"""

    customer: Customer
    changes: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Preview:
    """`is_whole` is false where there are more customers with several records than were looked at."""

    checked: int
    changed: int
    is_whole: bool
    sample: list[Difference]


def preview_rules(rules: Rules, *, by: User) -> Preview:
    """The names in the sample are those that `by` may see; the counts are of all."""
    checked, changed, is_whole = 0, 0, True
    seen: dict[int, Mapping[str, tuple[str, str]]] = {}
    for ids in joined_customers():
        if checked >= CHECKED_AT_ONCE:
            is_whole = False
            break
        found = golden_differences(ids, rules)
        checked, changed = checked + len(ids), changed + len(found)
        for pk, changes in found.items():
            if len(seen) < SAMPLE * 2:
                seen[pk] = changes
    customers = visible_customers(by).filter(pk__in=seen).defer("search_text", "search_keys").order_by("pk")[:SAMPLE]
    return Preview(checked, changed, is_whole, [Difference(one, seen[one.pk]) for one in customers])


def joined_customers(*, after: int = 0) -> Iterator[Sequence[int]]:
    """In portions, by id: with one record alone there is nothing to choose from."""
    while True:
        ids = list(
            Customer.objects.filter(pk__gt=after, record_count__gt=1, merged_into=None)
            .order_by("pk")
            .values_list("pk", flat=True)[:_AT_ONCE]
        )
        if not ids:
            return
        yield ids
        after = ids[-1]
