"""Three follow-up plans in use, through the product's own operations: some of their work is done, with findings in the language
of whoever was asked; some of it waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from idic.domain.interact.enums import FollowUpState
from idic.domain.interact.models import FollowUp
from idic.domain.interact.plans.drafts import FindingDraft, PlanDraft, StepDraft
from idic.domain.interact.plans.enums import OwnerRule
from idic.domain.interact.plans.models import Plan
from idic.domain.interact.plans.operations.findings import close_finding, record_result
from idic.domain.interact.plans.operations.going_on import go_on
from idic.domain.interact.plans.operations.plans import create_plan, switch_plan
from idic.domain.interact.plans.operations.starting import start_plan
from idic.foundation.accounts.models import User
from idic.sample.service.plan_words import FOUND, NAMES, QUESTIONS, Words

_ON_FOR = timedelta(days=14)
_A_DAY = 12


@transaction.atomic
def make_plans(staff: Sequence[User]) -> int:
    """Nothing where there are plans already; how many follow-ups they put on somebody's list."""
    if Plan.objects.exists():
        return 0
    manager, desk = staff[0], staff[1]
    sale = PlanDraft(
        "sale", (_step("telephone", 2, "sale"), _step("telephone", 10, "again")), value_at_least=Decimal(500), gap_days=7,
        held_out=10,
    )  # fmt: skip
    case = PlanDraft("case_resolved", (_step("telephone", 1, "case"),))
    silence = PlanDraft("silence", (_step("telephone", 0, "silence"), _step("letter", 5, "silence")), silent_days=60)
    plans = (("sale", "after_sale", sale), ("case", "care", case), ("silence", "care", silence))
    begun = 0
    for code, kind, draft in plans:
        given = replace(draft, owner_rule=OwnerRule.TEAM, team=desk.team, per_day=_A_DAY)
        plan = create_plan(_said(NAMES[code]), kind, given, by=manager)
        plan = switch_plan(plan, is_on=True, version=plan.version, by=manager, at=timezone.now() - _ON_FOR)
        begun += start_plan(plan)
    _do_some_of_it()
    return begun


def _step(method: str, days: int, question: str) -> StepDraft:
    return StepDraft(method, days, _said(QUESTIONS[question]))


def _do_some_of_it() -> None:
    """Every second one, by whoever has it; what was found, in turns, some of it closed."""
    rows = FollowUp.objects.filter(touch__isnull=False, state=FollowUpState.OPEN).select_related("owner", "customer")
    turns = dict.fromkeys(FOUND, 0)
    for place, follow_up in enumerate(rows.order_by("pk")):
        if place % 2:
            continue
        owner = User.with_rights.get(pk=follow_up.owner_id)
        language = follow_up.customer.language if follow_up.customer.language in FOUND else "en"
        told = FOUND[language][turns[language] % len(FOUND[language])]
        turns[language] += 1
        if place % 8 == 6:
            record_result(follow_up, outcome="not_reached", by=owner)
        else:
            finding = record_result(
                follow_up, outcome=told.outcome, note=told.text, finding=FindingDraft(told.kind, told.text, told.severity),
                by=owner,
            )  # fmt: skip
            if told.done and finding is not None:
                close_finding(finding, done=told.done, by=owner)
        go_on(follow_up.pk)


def _said(words: Words) -> str:
    return words.get(settings.LANGUAGE_CODE.lower(), words["en"])
