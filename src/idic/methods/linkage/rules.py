"""Blocking rules for given fields, chosen by what they cost on the records at hand and never by labels."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

from idic.methods.linkage.blocking import block_pairs
from idic.methods.linkage.fields import BlockingRule, Field, Kind, Settings

if TYPE_CHECKING:
    from idic.methods.linkage.engine import Engine

# Up to so many records every pair is compared.
ALL_PAIRS_RECORDS: Final = 1200
_PAIRS_PER_RECORD: Final = 25
_MOST_RULES: Final = 24

_KEYS: Final[dict[Kind, tuple[str, ...]]] = {
    "person": ("_b_name", "_b_sounds", "_b_family", "_b_given", "_b_start"),
    "organisation": ("_b_key", "_b_start", "_b_words"),
    "birth_date": ("", "_b_month", "_b_day", "_b_year"),
    "date": ("", "_b_month", "_b_day", "_b_year"),
    "phone": ("", "_tails"),
    "email": ("", "_locals"),
    "address": ("_b_places", "", "_b_words", "_numbers"),
    "place": ("",),
    "code": ("", "_b_start", "_b_end"),
    "number": ("",),
    "identifier": ("",),
    "category": (),
}


def chosen_rules(engine: Engine, settings: Settings, records: int) -> tuple[BlockingRule, ...]:
    """Single keys that stay cheap; the dear ones only two together, of different fields."""
    if records <= ALL_PAIRS_RECORDS:
        return ()
    most = _PAIRS_PER_RECORD * records
    single, dear = [], []
    for field in settings.fields:
        for key in _KEYS[field.kind]:
            rule = _rule((field, key))
            cost = block_pairs(engine, rule, settings.block_cap)
            if cost == 0:
                continue
            if cost <= most:
                single.append((cost, rule))
            else:
                dear.append((field, key))
    both = []
    for one, other in combinations(dear, 2):
        if one[0] is other[0]:
            continue
        rule = _rule(one, other)
        cost = block_pairs(engine, rule, settings.block_cap)
        if 0 < cost <= most:
            both.append((cost, rule))
    both.sort(key=lambda one: (one[0], one[1].name))
    rules = [rule for _, rule in sorted(single, key=lambda one: (one[0], one[1].name))]
    return tuple((rules + [rule for _, rule in both])[:_MOST_RULES])


def _rule(*parts: tuple[Field, str]) -> BlockingRule:
    keys = tuple(f"{field.name}{key}" for field, key in parts)
    return BlockingRule(" + ".join(keys), keys)
