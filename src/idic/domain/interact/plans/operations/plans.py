from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.domain.identify.privacy.errors import ChannelUnknown
from idic.domain.interact.enums import FollowUpMethod
from idic.domain.interact.plans.channels import use_for
from idic.domain.interact.plans.drafts import PlanDraft
from idic.domain.interact.plans.enums import DayKind, OwnerRule, PlanKind, Trigger
from idic.domain.interact.plans.errors import PlanRefused
from idic.domain.interact.plans.models import Plan, PlanStep, PlanVersion
from idic.domain.interact.plans.operations.rows import living, locked_plan, record_plan
from idic.domain.interact.plans.queries.versions import newest_version
from idic.domain.interact.plans.rules import MANAGES
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.texts import one_line, trimmed

MOST_STEPS, MOST_DAYS, MOST_SILENT, MOST_A_DAY, MOST_TRIES, MOST_HELD_OUT = 6, 730, 3660, 1000, 5, 50
LONGEST_QUESTIONS = 2000
MOST_A_YEAR = 52
_PLAIN = tuple(one.name for one in fields(PlanDraft) if one.name not in ("steps", "tiers"))


@transaction.atomic
def create_plan(name: str, kind: str, draft: PlanDraft, *, by: User | None) -> Plan:
    """It is off: look at whom it would have started first."""
    if by is not None:
        require(by, MANAGES)
    checked = _checked(draft)
    plan = Plan.objects.create(name=_name(name), kind=PlanKind(kind), created_by=by)
    made = _add_version(plan, 1, checked, by=by)
    record_plan("follow_up_plan.created", plan, by=by, after=_told(made))
    return plan


@transaction.atomic
def change_plan(plan: Plan, name: str, kind: str, draft: PlanDraft, *, version: int, by: User) -> Plan:
    """A new version; what has begun goes on as it was."""
    row = living(locked_plan(plan, version=version, by=by))
    checked = _checked(draft)
    last = newest_version(row)
    row.name, row.kind, row.version = _name(name), PlanKind(kind), row.version + 1
    row.save(update_fields=["name", "kind", "version"])
    number = (row.versions.aggregate(most=Max("number"))["most"] or 0) + 1
    made = _add_version(row, number, checked, by=by)
    record_plan("follow_up_plan.changed", row, by=by, before=_told(last), after=_told(made))
    return row


@transaction.atomic
def switch_plan(plan: Plan, *, is_on: bool, version: int, by: User, at: datetime | None = None) -> Plan:
    """What happened before it was switched on stays without a follow-up; what has begun goes on when it is off."""
    row = living(locked_plan(plan, version=version, by=by))
    if row.is_on != is_on:
        row.is_on, row.on_since, row.version = is_on, (at or timezone.now()) if is_on else None, row.version + 1
        row.save(update_fields=["is_on", "on_since", "version"])
        record_plan(f"follow_up_plan.switched_{'on' if is_on else 'off'}", row, by=by)
    return row


@transaction.atomic
def archive_plan(plan: Plan, *, version: int, by: User) -> Plan:
    """It starts nothing any more; what has begun goes on, what came of it stays."""
    row = locked_plan(plan, version=version, by=by)
    if not row.is_archived:
        row.is_archived, row.is_on, row.on_since, row.version = True, False, None, row.version + 1
        row.save(update_fields=["is_archived", "is_on", "on_since", "version"])
        record_plan("follow_up_plan.archived", row, by=by)
    return row


@transaction.atomic
def restore_plan(plan: Plan, *, version: int, by: User) -> Plan:
    """It is off until somebody switches it on."""
    row = locked_plan(plan, version=version, by=by)
    if row.is_archived:
        row.is_archived, row.version = False, row.version + 1
        row.save(update_fields=["is_archived", "version"])
        record_plan("follow_up_plan.restored", row, by=by)
    return row


def _name(name: str) -> str:
    found = one_line(name, 120)
    if not found:
        raise PlanRefused("name", _("Give the plan a name."))
    return found


def _checked(draft: PlanDraft) -> PlanDraft:
    """What another trigger would ask for is dropped, so that nothing hidden narrows the plan."""
    trigger = Trigger(draft.trigger)
    DayKind(draft.day_kind)
    if not 1 <= len(draft.steps) <= MOST_STEPS:
        raise PlanRefused("steps", _("A plan has between one and six steps."))
    for step in draft.steps:
        FollowUpMethod(step.method)
        if not 0 <= step.days <= MOST_DAYS or len(step.questions) > LONGEST_QUESTIONS:
            raise PlanRefused("steps", _("Give each step its days: from 0 to 730."))
    if trigger == Trigger.SILENCE and not 1 <= (draft.silent_days or 0) <= MOST_SILENT:
        raise PlanRefused("silent_days", _("Say after how many days without a purchase."))
    if trigger == Trigger.CONTRACT and not draft.attribute:
        raise PlanRefused("attribute", _("Choose the attribute that holds the end of the contract."))
    if trigger == Trigger.CYCLE and not 1 <= (draft.a_year or 0) <= MOST_A_YEAR:
        raise PlanRefused("a_year", _("Say how many times a year: from 1 to 52."))
    if trigger == Trigger.CYCLE and not draft.tiers and draft.segment is None:
        raise PlanRefused("tiers", _("Choose the tiers, or the segment, that get this care."))
    _check_hands(draft)
    limits = (
        ("gap_days", 0, MOST_DAYS), ("per_day", 1, MOST_A_DAY), ("tries", 1, MOST_TRIES), ("held_out", 0, MOST_HELD_OUT),
    )  # fmt: skip
    for name, least, most in limits:
        if not least <= getattr(draft, name) <= most:
            raise PlanRefused(name, _("Between %(least)s and %(most)s.") % {"least": least, "most": most})
    about_case = trigger in (Trigger.CASE_RESOLVED, Trigger.CASE_CLOSED)
    return replace(
        draft, silent_days=draft.silent_days if trigger == Trigger.SILENCE else None,
        attribute=draft.attribute if trigger == Trigger.CONTRACT else "",
        a_year=draft.a_year if trigger == Trigger.CYCLE else None,
        topic=draft.topic if about_case else None, case_purpose=draft.case_purpose if about_case else "",
        category=draft.category if about_case or trigger == Trigger.SALE else None,
        owner=draft.owner if draft.owner_rule != OwnerRule.TEAM else None,
        team=draft.team if draft.owner_rule != OwnerRule.PERSON else None,
    )  # fmt: skip


def _check_hands(draft: PlanDraft) -> None:
    rule = OwnerRule(draft.owner_rule)
    if rule == OwnerRule.PERSON and draft.owner is None:
        raise PlanRefused("owner", _("Choose the person."))
    if rule == OwnerRule.TEAM and draft.team is None:
        raise PlanRefused("team", _("Choose the team."))
    if rule == OwnerRule.CUSTOMER and draft.owner is None and draft.team is None:
        raise PlanRefused("owner", _("Say who does it where nobody looks after the customer: a person or a team."))
    if draft.use is not None:
        try:
            for step in draft.steps:
                use_for(draft.use, step.method)
        except ChannelUnknown:
            raise PlanRefused(
                "use",
                _("This purpose does not allow the channel of one of the steps. Choose another purpose or method."),
            ) from None


def _add_version(plan: Plan, number: int, draft: PlanDraft, *, by: User | None) -> PlanVersion:
    values = {name: getattr(draft, name) for name in _PLAIN}
    made = PlanVersion.objects.create(plan=plan, number=number, tiers=list(draft.tiers), created_by=by, **values)
    PlanStep.objects.bulk_create(
        [
            PlanStep(version=made, place=place, method=one.method, days=one.days,
                     questions=trimmed(one.questions))
            for place, one in enumerate(draft.steps, start=1)
        ]
    )  # fmt: skip
    return made


def _told(version: PlanVersion) -> dict[str, object]:
    return {"number": version.number, "trigger": version.trigger, "per_day": version.per_day}
