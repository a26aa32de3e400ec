from __future__ import annotations

from idic.domain.identify.linkage.enums import PairState
from idic.domain.identify.linkage.models import LinkagePair, LinkageRun
from idic.domain.identify.merging.queries.cannot_links import forbidden_customer_pairs

#: A group that is larger is no customer but a chain; a person looks at it.
MOST = 20


def groups_of(run: LinkageRun) -> list[list[int]]:
    """Customers that the run may merge by itself as things stand now: above the upper threshold, not held back, in one
    cluster, and no two of a group barred. Joined from the heaviest pair down, so the order of rows does not matter."""
    pairs = list(
        LinkagePair.objects.filter(
            run=run, state=PairState.WAITING, hold="", cluster__isnull=False, weight__gte=run.upper_weight
        )
        .order_by("-weight", "first_customer_id", "second_customer_id")
        .values_list("first_customer_id", "second_customer_id")
    )
    barred = forbidden_customer_pairs() | set(
        LinkagePair.objects.filter(run=run, hold="conflict").values_list("first_customer_id", "second_customer_id")
    )
    return joined(pairs, barred)


def joined(pairs: list[tuple[int, int]], barred: set[tuple[int, int]]) -> list[list[int]]:
    """`pairs` from the heaviest down."""
    group_of: dict[int, list[int]] = {}
    for first, second in pairs:
        one, other = group_of.get(first, [first]), group_of.get(second, [second])
        if one is other or len(one) + len(other) > MOST:
            continue
        if any((min(a, b), max(a, b)) in barred for a in one for b in other):
            continue
        together = sorted(one + other)
        group_of |= dict.fromkeys(together, together)
    return sorted({group[0]: group for group in group_of.values()}.values())
