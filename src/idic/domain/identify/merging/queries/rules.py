from __future__ import annotations

from dataclasses import dataclass

from idic.domain.identify.golden_order import DELIVERED
from idic.domain.identify.merging.enums import Criterion, GoldenField
from idic.domain.identify.merging.models import RuleSet


@dataclass(frozen=True)
class FieldRules:
    field: GoldenField
    criteria: tuple[Criterion, ...]
    is_delivered: bool


def rules_in_force() -> RuleSet | None:
    """None: as delivered."""
    return RuleSet.objects.select_related("decided_by", "job").order_by("-id").first()


def worded_rules(rule_set: RuleSet | None) -> list[FieldRules]:
    """Every field, in the order of the page."""
    found = []
    for field in GoldenField:
        own = rule_set.criteria.get(field.value) if rule_set else None
        criteria = tuple(Criterion(one) for one in own or DELIVERED)
        found.append(FieldRules(field, criteria, criteria == tuple(Criterion(one) for one in DELIVERED)))
    return found


def history_of_rules(*, limit: int = 10) -> list[RuleSet]:
    return list(RuleSet.objects.select_related("decided_by").order_by("-id")[:limit])
