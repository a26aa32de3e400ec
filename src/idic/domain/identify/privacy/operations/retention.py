"""Rows whose time is over: listed every night, taken when somebody confirms the list, exactly as listed."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from idic.domain.identify.belongings import belongings
from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.enums import RetentionAction, RetentionClock
from idic.domain.identify.privacy.errors import ReasonNeeded, ReviewFirst, WrongState
from idic.domain.identify.privacy.models import LegalHold, RetentionRule, RetentionRun
from idic.domain.identify.privacy.operations.erasures import erase_customer_now
from idic.domain.identify.privacy.prefilled.retention_rules import FIRST_RULES
from idic.domain.identify.privacy.queries.retention import belonging_of, found_by
from idic.domain.identify.privacy.stores.tables import delete_rows
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.jobs.operations.jobs import start_job
from idic.foundation.jobs.progress import Progress
from idic.foundation.texts import one_line, trimmed

JOB = "retention"
PERSON = "customer"
_PIECE = 5000


@transaction.atomic
def ensure_first_rules() -> int:
    """Made once; what somebody changed or removed stays so."""
    if RetentionRule.objects.exists():
        return 0
    known = {one.code for one in belongings()}
    return len(
        RetentionRule.objects.bulk_create(
            RetentionRule(
                code=one.code, name=one.name, belonging=one.belonging, clock=one.clock, months=one.months,
                action=one.action, basis=one.basis,
            )
            for one in FIRST_RULES if one.belonging in known
        )
    )  # fmt: skip


@transaction.atomic
def add_rule(
    *, name: str, belonging: str, clock: str, months: int, action: str, basis: str, purpose_code: str = "", by: User
) -> RetentionRule:
    """Off until somebody switches it on. Of a person as a whole only the whole is erased."""
    require(by, "privacy.manage")
    known = {one.code: one for one in belongings()}
    name = one_line(name, 160)
    if not name or belonging not in known or months < 1:
        raise ReasonNeeded
    is_person = belonging == PERSON
    if not is_person and not known[belonging].moment:
        raise WrongState
    code = f"{slugify(name)[:50] or belonging}-{uuid.uuid4().hex[:6]}"
    rule = RetentionRule.objects.create(
        code=code, name=name, belonging=belonging, months=months, basis=trimmed(basis, 200), purpose_code=purpose_code,
        clock=RetentionClock.CONTACT if is_person else RetentionClock(clock), needs_review=False,
        action=_fitting(RetentionAction(action), is_person=is_person),
    )  # fmt: skip
    _told("retention.added", rule, by, months=months, action=str(rule.action))
    return rule


def _fitting(action: RetentionAction, *, is_person: bool) -> RetentionAction:
    """Rows of a table are deleted and persons are erased: never the one in place of the other."""
    if action == RetentionAction.REVIEW:
        return action
    return RetentionAction.ANONYMISE if is_person else RetentionAction.DELETE


@transaction.atomic
def change_rule(
    rule: RetentionRule, *, months: int, action: str, basis: str, is_on: bool, reviewed: bool, by: User
) -> RetentionRule:
    """A pre-filled rule works only after somebody said that they checked it. An open list of it is given up."""
    require(by, "privacy.manage")
    locked = RetentionRule.objects.select_for_update().get(pk=rule.pk)
    if months < 1:
        raise ReasonNeeded
    needs_review = locked.needs_review and not reviewed
    if is_on and needs_review:
        raise ReviewFirst
    before = {"months": locked.months, "action": locked.action, "is_on": locked.is_on}
    locked.months, locked.basis = months, trimmed(basis, 200)
    locked.action = _fitting(RetentionAction(action), is_person=locked.belonging == PERSON)
    locked.is_on, locked.needs_review, locked.version = is_on, needs_review, locked.version + 1
    locked.save()
    RetentionRun.objects.filter(rule=locked, executed_at__isnull=True).delete()
    _told("retention.changed", locked, by, before=before, months=months, is_on=is_on, action=str(locked.action))
    return locked


@transaction.atomic
def list_due(rule: RetentionRule, *, as_of: date, by: User | None) -> RetentionRun:
    """The dry run: what would go, and what a hold keeps. Nothing is changed."""
    if by is not None:
        require(by, "privacy.manage")
    RetentionRun.objects.filter(rule=rule, executed_at__isnull=True).delete()
    found = found_by(rule, as_of=as_of)
    return RetentionRun.objects.create(rule=rule, as_of=as_of, ids=found.ids, held_ids=found.held)


@transaction.atomic
def confirm_run(run: RetentionRun, *, by: User) -> RetentionRun:
    require(by, "privacy.manage")
    locked = RetentionRun.objects.select_for_update(of=("self",)).select_related("rule").get(pk=run.pk)
    if locked.executed_at is not None or locked.rule.action == RetentionAction.REVIEW:
        raise WrongState
    if locked.rule.needs_review or not locked.rule.is_on:
        raise ReviewFirst
    locked.executed_by = by
    locked.save(update_fields=["executed_by"])
    start_job(JOB, {"run": locked.pk}, by=by)
    return locked


def execute_run(run_id: int, *, progress: Progress) -> RetentionRun:
    """Takes what the list named and what is still due: a hold that came meanwhile, or a new purchase, keeps its row."""
    run = RetentionRun.objects.select_related("rule", "executed_by").get(pk=run_id)
    if run.executed_at is not None or run.executed_by is None:
        return run
    still = set(found_by(run.rule, as_of=run.as_of).ids)
    due = [pk for pk in run.ids if pk in still]
    if run.rule.action == RetentionAction.ANONYMISE:
        for number, customer in enumerate(Customer.objects.filter(pk__in=due).order_by("pk")):
            progress.report("records", number, len(due))
            erase_customer_now(customer, reason="retention", by=run.executed_by, progress=progress)
    elif run.rule.action == RetentionAction.DELETE:
        table = belonging_of(run.rule).table
        with transaction.atomic():
            for start in range(0, len(due), _PIECE):
                progress.report("records", start, len(due))
                delete_rows(table, due[start : start + _PIECE])
    with transaction.atomic():
        run.done_ids, run.executed_at = due, timezone.now()
        run.save(update_fields=["done_ids", "executed_at"])
        _told("retention.executed", run.rule, run.executed_by, rows=len(due), held=len(run.held_ids))
    return run


def list_all_due(*, as_of: date) -> int:
    """Nightly: every rule that is switched on."""
    rules = list(RetentionRule.objects.filter(is_on=True, needs_review=False))
    for rule in rules:
        list_due(rule, as_of=as_of, by=None)
    return len(rules)


@transaction.atomic
def set_hold(*, customer: Customer | None, classes: list[str], reason: str, by: User) -> LegalHold:
    require(by, "privacy.manage")
    reason = one_line(reason, 300)
    if not reason:
        raise ReasonNeeded
    known = {one.code for one in belongings()}
    hold = LegalHold.objects.create(
        customer=customer, classes=[code for code in classes if code in known], reason=reason, set_by=by
    )
    append_event(
        NewEvent(
            "hold.set", "privacy", hold.pk, customer_id=customer.pk if customer else None,
            after={"hold_id": hold.pk, "classes": hold.classes},
        ),
        by=by,
    )  # fmt: skip
    return hold


@transaction.atomic
def release_hold(hold: LegalHold, *, by: User) -> LegalHold:
    require(by, "privacy.manage")
    locked = LegalHold.objects.select_for_update().get(pk=hold.pk)
    if locked.released_at is not None:
        raise WrongState
    locked.released_at, locked.released_by = timezone.now(), by
    locked.save(update_fields=["released_at", "released_by"])
    append_event(
        NewEvent("hold.released", "privacy", locked.pk, customer_id=locked.customer_id, after={"hold_id": locked.pk}),
        by=by,
    )
    return locked


def _told(
    verb: str, rule: RetentionRule, by: User | None, *, before: dict[str, object] | None = None, **after: object
) -> None:
    append_event(
        NewEvent(verb, "retention_rule", rule.pk, before=before or {}, after={"rule": rule.code, **after}),
        by=by, agent="privacy",
    )  # fmt: skip
