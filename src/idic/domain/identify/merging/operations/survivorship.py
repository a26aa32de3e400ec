"""The rules by which one value of many is taken: changed as a whole, and every customer is computed again by a job."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.golden import golden_differences, recompute_golden
from idic.domain.identify.golden_order import DELIVERED
from idic.domain.identify.merging.enums import Criterion, GoldenField
from idic.domain.identify.merging.errors import RulesIncomplete
from idic.domain.identify.merging.models import RuleSet
from idic.domain.identify.merging.queries.preview import joined_customers
from idic.domain.identify.merging.queries.rules import rules_in_force
from idic.domain.identify.models import Customer
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.jobs.operations.jobs import start_job
from idic.foundation.jobs.progress import Progress


def checked_rules(criteria: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Only what differs from the order that was delivered is written down."""
    found = {}
    for field, order in criteria.items():
        if (
            field not in GoldenField.values
            or not order
            or len(set(order)) != len(order)
            or not set(order) <= set(Criterion.values)
        ):
            raise RulesIncomplete
        if tuple(order) != DELIVERED:
            found[field] = [str(one) for one in order]
    return found


@transaction.atomic
def change_rules(criteria: Mapping[str, Sequence[str]], *, by: User) -> RuleSet:
    """In force at once for whatever is written from now on; a job computes what stands already."""
    require(by, "survivorship.manage")
    wanted = checked_rules(criteria)
    before = rules_in_force()
    rule_set = RuleSet.objects.create(criteria=wanted, decided_by=by, at=timezone.now())
    rule_set.job = start_job("survivorship", {"rule_set": rule_set.pk}, by=by)
    rule_set.save(update_fields=["job"])
    append_event(
        NewEvent(
            "survivorship.changed", "survivorship", rule_set.pk, before={"rules": before.criteria if before else {}},
            after={"rules": wanted},
        ),
        by=by,
    )  # fmt: skip
    return rule_set


def restore_rules(rule_set_id: int, *, by: User) -> RuleSet:
    """The rules that were in force before this set are in force again."""
    before = RuleSet.objects.filter(pk__lt=rule_set_id).order_by("-id").first()
    return change_rules(before.criteria if before else {}, by=by)


def apply_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    """Safe to repeat: only customers whose values differ are written."""
    total = Customer.objects.filter(record_count__gt=1, merged_into=None).count()
    rule_set = rules_in_force()
    rules = rule_set.criteria if rule_set else {}
    checked, changed = 0, 0
    progress.report("golden", 0, total)
    for ids in joined_customers():
        with transaction.atomic():
            differing = sorted(golden_differences(ids, rules))
            recompute_golden(differing, at=timezone.now())
        checked, changed = checked + len(ids), changed + len(differing)
        progress.report("golden", checked, total)
    with transaction.atomic():
        append_event(
            NewEvent(
                "survivorship.applied", "survivorship", rule_set.pk if rule_set else 0,
                after={"checked": checked, "changed": changed},
            ),
            by=None,
        )  # fmt: skip
    return {"checked": checked, "changed": changed}
