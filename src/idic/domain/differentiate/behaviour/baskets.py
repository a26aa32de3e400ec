"""Rules of what is bought together, with how many customers have one half and not the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from idic.domain.differentiate.behaviour.asking import Asked
from idic.foundation.jobs.errors import JobRefused
from idic.warehouse.marts.baskets import BasketLines, basket_lines
from idic.warehouse.snapshots import Snapshot

if TYPE_CHECKING:
    from idic.methods.baskets import Rule

Report = Callable[[str, int, int], None]

#: So many rules are kept: nobody reads more, and each is a line of the page.
MOST_RULES = 200
FEWEST_RECEIPTS = 30
# Of 1,000 receipts one, but never fewer than five: below that a pair is an anecdote.
_ONE_OF = 1_000
_FEWEST = 5
_TRIES = 12


def compute(
    snapshot: Snapshot, asked: Asked, *, until: date, customers: Sequence[int] | None, report: Report
) -> dict[str, Any]:
    from idic.methods import baskets

    since = asked.since(until)
    report("baskets_read", 0, 0)
    lines = basket_lines(snapshot, since=since, until=until, level=asked.level, customers=customers)
    built = baskets.build(lines.purchase, lines.product, level=lines.label)
    if built.count < FEWEST_RECEIPTS:
        raise JobRefused("too_few_receipts", receipts=built.count, fewest=FEWEST_RECEIPTS)
    least = asked.min_count or max(_FEWEST, -(-built.count // _ONE_OF))
    report("baskets_search", 0, 0)
    found = None
    for _attempt in range(_TRIES):
        try:
            found = baskets.frequent_itemsets(built, min_count=least, max_length=asked.length, most=300_000)
            break
        except baskets.TooManyItemsets:
            if asked.min_count:
                raise JobRefused("too_many_itemsets", min_count=least) from None
            least *= 2
    if found is None:
        raise JobRefused("too_many_itemsets", min_count=least)
    report("baskets_rules", 0, 0)
    # what is bought together less often than by chance is no rule to act on
    rules = baskets.rules(found, min_lift=1.0, max_q=asked.max_q)
    pointed = _one_way([rule for rule in rules if len(rule.consequent) == 1])
    shown = sorted(pointed, key=lambda rule: -rule.leverage)[:MOST_RULES]
    missing = _missing_buyers(lines, shown)
    return {
        "since": since.isoformat(), "until": until.isoformat(), "receipts": built.count, "items": int(built.items.size),
        "frequent": int(found.counts[0].size) if found.counts else 0, "unplaced": built.unplaced, "min_count": least,
        "chosen": not asked.min_count, "tests": rules.tests, "found": len(pointed),
        "rules": [
            {
                "a": list(rule.antecedent), "b": list(rule.consequent), "count": rule.count,
                "support": round(rule.support, 6), "confidence": round(rule.confidence, 4), "lift": round(rule.lift, 3),
                "leverage": round(rule.leverage, 6),
                # at confidence 1 it is infinite, which JSON cannot say
                "conviction": round(rule.conviction, 3) if rule.confidence < 1 else None, "q": float(f"{rule.q:.2e}"),
                "missing": missing[place],
            }
            for place, rule in enumerate(shown)
        ],
    }  # fmt: skip


def _one_way(rules: Sequence[Rule]) -> list[Rule]:
    """Of the rules of one set of items the surest: who takes the rarer thing mostly takes the usual one as well."""
    best: dict[frozenset[object], Rule] = {}
    for rule in rules:
        items = frozenset((*rule.antecedent, *rule.consequent))
        if items not in best or rule.confidence > best[items].confidence:
            best[items] = rule
    return list(best.values())


def _missing_buyers(lines: BasketLines, rules: Sequence[Rule]) -> list[int]:
    """For each rule the named customers who bought all of A in the time and never B."""
    import numpy as np

    wanted = {item for rule in rules for item in (*rule.antecedent, *rule.consequent)}
    products: dict[object, list[object]] = {}
    for product, label in lines.label.items():
        if label in wanted:
            products.setdefault(label, []).append(product)
    order = np.argsort(lines.product, kind="stable")
    product, customer = lines.product[order], lines.customer[order]
    buyers: dict[object, Any] = {}
    for label, members in products.items():
        ids = np.array(members, dtype=np.int64)
        begin, end = np.searchsorted(product, ids), np.searchsorted(product, ids, side="right")
        parts = [customer[first:last] for first, last in zip(begin.tolist(), end.tolist(), strict=True)]
        held = np.unique(np.concatenate(parts))
        buyers[label] = held[held != 0]
    counts = []
    for rule in rules:
        have = buyers[rule.antecedent[0]]
        for item in rule.antecedent[1:]:
            have = np.intersect1d(have, buyers[item], assume_unique=True)
        counts.append(int(np.setdiff1d(have, buyers[rule.consequent[0]], assume_unique=True).size))
    return counts
