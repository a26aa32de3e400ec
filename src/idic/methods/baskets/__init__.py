"""Market baskets: what is bought together, and which rules stand above chance."""

from idic.methods.baskets.encoding import Baskets, build, from_receipts
from idic.methods.baskets.errors import BasketError, BasketsUnequal, CountTooLow, TooManyItemsets
from idic.methods.baskets.itemsets import Itemsets, frequent_itemsets, frequent_pairs
from idic.methods.baskets.rules import Rule, Rules, rules

__all__ = [
    "BasketError",
    "Baskets",
    "BasketsUnequal",
    "CountTooLow",
    "Itemsets",
    "Rule",
    "Rules",
    "TooManyItemsets",
    "build",
    "frequent_itemsets",
    "frequent_pairs",
    "from_receipts",
    "rules",
]
