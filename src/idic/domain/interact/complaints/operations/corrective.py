"""Corrective actions: opened, filled, carried out, checked by somebody else, spread, and opened again when it recurs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.complaints.enums import ActionState, Cause, Trigger
from idic.domain.interact.complaints.errors import (
    ActionOutdated,
    ActionSettled,
    CheckTooEarly,
    FactMissing,
    MeasureSettled,
    NotCheckedYet,
    OwnWork,
)
from idic.domain.interact.complaints.models import Complaint, CorrectiveAction, CorrectiveStep
from idic.domain.interact.complaints.operations.changing_hands import handlers
from idic.domain.interact.complaints.operations.rows import locked as locked_complaint
from idic.domain.interact.complaints.operations.rows import needed
from idic.domain.interact.complaints.rules import visible_actions
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.desk.enums import NotificationKind
from idic.foundation.desk.operations.notifications import notify
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between
from idic.foundation.texts import trimmed

#: At least one cycle of the work passes between doing it and judging it.
CYCLE_DAYS = 28
WHYS = 5
VERBS = frozenset({
    "corrective.opened", "corrective.changed", "corrective.step_added", "corrective.step_done", "corrective.step_undone",
    "corrective.step_removed", "corrective.carried_out", "corrective.effective", "corrective.ineffective",
    "corrective.recurred", "corrective.joined",
})  # fmt: skip


class ActionValues(TypedDict, total=False):
    """Only what is named changes."""

    title: str
    problem: str
    containment: str
    whys: Sequence[str]
    fishbone: dict[str, Sequence[str]]
    root_cause: str
    evidence: str
    side_effects: str
    owner: User
    due_on: date
    metric: str
    target: str
    check_on: date | None
    elsewhere: Sequence[dict[str, object]]
    standard_changed: str
    training: str


@dataclass(frozen=True)
class StepDraft:
    """What, why, where, when, who, how and how much."""

    what: str
    owner: User
    due_on: date
    why: str = ""
    where: str = ""
    how: str = ""
    cost: Decimal | None = None


@transaction.atomic
def open_corrective(
    complaint: Complaint | None, *, title: str, trigger: str, owner: User, due_on: date, problem: str = "", by: User | None
) -> CorrectiveAction:  # fmt: skip
    """Of a complaint it takes topic and product as its scope; without one (ordered by the management) it has none yet."""
    if by is not None:
        require(by, "complaint.manage")
    row = locked_complaint(complaint, by=by, permission="case.see") if complaint is not None else None
    action = CorrectiveAction.objects.create(
        title=needed("title", title, _("Write in a few words what is to be put right."))[:300], trigger=Trigger(trigger),
        topic=row.case.topic if row else None, product=row.case.product if row else None, owner=owner, due_on=due_on,
        problem=trimmed(problem), created_by=by,
    )  # fmt: skip
    _record(
        "corrective.opened",
        action,
        by=by,
        after={"title": action.title, "trigger": action.trigger, "owner_id": owner.pk},
    )
    if row is not None:
        _join(action, row, by=by)
    _tell(action, "corrective.opened", by=by)
    return action


@transaction.atomic
def join_corrective(action: CorrectiveAction, complaint: Complaint, *, by: User) -> CorrectiveAction:
    require(by, "complaint.manage")
    found = _locked(action, by=by)
    _join(found, locked_complaint(complaint, by=by, permission="case.see"), by=by)
    return found


@transaction.atomic
def join_at_work(action: CorrectiveAction, complaint: Complaint) -> bool:
    """One more of its kind while the cause is looked for: it counts to the extent, and its handlers do not judge. What has
    been carried out is for `recur`."""
    row = CorrectiveAction.objects.select_for_update(no_key=True).get(pk=action.pk)
    found = Complaint.objects.select_for_update(of=("self",), no_key=True).select_related("case").get(pk=complaint.pk)
    if found.corrective_id is not None or row.state in (ActionState.CHECKING, ActionState.EFFECTIVE):
        return False
    _join(row, found, by=None)
    return True


@transaction.atomic
def change_corrective(action: CorrectiveAction, values: ActionValues, *, version: int, by: User) -> CorrectiveAction:
    row = _locked(action, by=by, version=version)
    before = _told(row)
    for name, value in values.items():
        match name:
            case "whys":
                row.whys = [trimmed(one, 500) for one in values["whys"] if trimmed(one)][:WHYS]
            case "fishbone":
                row.fishbone = {
                    str(Cause(bone)): [trimmed(one, 300) for one in texts if trimmed(one)]
                    for bone, texts in values["fishbone"].items()
                }
            case "elsewhere":
                row.elsewhere = [
                    {"where": trimmed(str(one.get("where", "")), 200), "done": bool(one.get("done"))}
                    for one in values["elsewhere"]
                    if trimmed(str(one.get("where", "")))
                ]
            case "title":
                row.title = needed("title", values["title"], _("Write in a few words what is to be put right."))[:300]
            case "owner" | "due_on" | "check_on":
                setattr(row, name, value)
            case "metric" | "target":
                wanted = trimmed(str(value))
                if row.done_on is not None and wanted != getattr(row, name):
                    raise MeasureSettled(name)
                setattr(row, name, wanted)
            case _:
                setattr(row, name, trimmed(str(value)))
    if row.check_on is not None and row.done_on is not None:
        _require_cycle(row.done_on, row.check_on)
    old, new = changes_between(before, _told(row))
    if new:
        _save(row)
        _record("corrective.changed", row, by=by, before=old, after=new)
    return row


@transaction.atomic
def add_step(action: CorrectiveAction, draft: StepDraft, *, by: User) -> CorrectiveStep:
    row = _at_work(_locked(action, by=by))
    step = CorrectiveStep.objects.create(
        action=row, what=needed("what", draft.what, _("Write what is to be done."))[:300], why=trimmed(draft.why, 300),
        where=trimmed(draft.where, 200), how=trimmed(draft.how), cost=draft.cost, owner=draft.owner, due_on=draft.due_on,
    )  # fmt: skip
    if row.state == ActionState.OPEN:
        row.state = ActionState.DOING
    _save(row)
    _record(
        "corrective.step_added", row, by=by, after={"step_id": step.pk, "what": step.what, "owner_id": step.owner_id}
    )
    _tell(row, "corrective.step_added", by=by, to=step.owner_id)
    return step


@transaction.atomic
def finish_step(step: CorrectiveStep, *, on: date, by: User) -> CorrectiveStep:
    row = _locked(step.action, by=by)
    found = CorrectiveStep.objects.select_for_update().get(pk=step.pk, action=row)
    if found.done_on is None:
        found.done_on, found.done_by = on, by
        found.save(update_fields=["done_on", "done_by"])
        _save(row)
        _record("corrective.step_done", row, by=by, after={"step_id": found.pk, "what": found.what, "on": on})
    return found


@transaction.atomic
def undo_step(step: CorrectiveStep, *, by: User) -> CorrectiveStep:
    """It was not done after all: a slip of the hand."""
    row = _at_work(_locked(step.action, by=by))
    found = CorrectiveStep.objects.select_for_update().get(pk=step.pk, action=row)
    if found.done_on is not None:
        before = {"step_id": found.pk, "what": found.what, "on": found.done_on.isoformat()}
        found.done_on, found.done_by = None, None
        found.save(update_fields=["done_on", "done_by"])
        _save(row)
        _record("corrective.step_undone", row, by=by, before=before, after={"what": found.what})
    return found


@transaction.atomic
def remove_step(step: CorrectiveStep, *, by: User) -> None:
    """Planned by mistake, or not needed any more; what was done stays."""
    row = _at_work(_locked(step.action, by=by))
    found = CorrectiveStep.objects.select_for_update().filter(pk=step.pk, action=row, done_on__isnull=True).first()
    if found is None:
        return
    before = {"step_id": found.pk, "what": found.what, "owner_id": found.owner_id, "due_on": found.due_on.isoformat()}
    found.delete()
    _save(row)
    _record("corrective.step_removed", row, by=by, before=before, after={"what": found.what})


@transaction.atomic
def carry_out(action: CorrectiveAction, *, on: date, version: int, by: User) -> CorrectiveAction:
    """The cause is known with its evidence, every step is done, and how it will be judged is settled."""
    row = _at_work(_locked(action, by=by, version=version))
    needed("root_cause", row.root_cause, _("Write the root cause first."))
    needed("evidence", row.evidence, _("Write what shows that this is the cause."))
    needed("metric", row.metric, _("Write by what it will be judged."))
    needed("target", row.target, _("Write what the measure must reach."))
    if row.steps.filter(done_on__isnull=True).exists() or not row.steps.exists():
        raise FactMissing("steps", _("Every step must be done, and there must be one."))
    if on > timezone.localdate():
        raise FactMissing("on", _("This date lies in the future."))
    if row.check_on is None:
        row.check_on = on + timedelta(days=CYCLE_DAYS)
    _require_cycle(on, row.check_on)
    row.state, row.done_on = ActionState.CHECKING, on
    _save(row)
    _record("corrective.carried_out", row, by=by, after={"on": on, "check_on": row.check_on})
    return row


@transaction.atomic
def judge(
    action: CorrectiveAction, *, is_effective: bool, finding: str, on: date | None = None, version: int, by: User
) -> CorrectiveAction:  # fmt: skip
    """By somebody who had no part in it, a cycle after it was carried out at the earliest. Not effective: it is open again."""
    require(by, "complaint.manage")
    row = _locked(action, by=by, version=version)
    if row.state != ActionState.CHECKING or row.done_on is None:
        raise NotCheckedYet
    day = on or timezone.localdate()
    _require_cycle(row.done_on, day)
    part = {row.owner_id, *row.steps.values_list("owner_id", flat=True), *_handlers(row)}
    if by.pk in part:
        raise OwnWork
    row.finding = needed("finding", finding, _("Write what the measure shows."))
    row.checked_on, row.checked_by = day, by
    row.state = ActionState.EFFECTIVE if is_effective else ActionState.INEFFECTIVE
    if not is_effective:
        row.done_on, row.check_on, row.reopened = None, None, row.reopened + 1
    _save(row)
    _record(
        "corrective.effective" if is_effective else "corrective.ineffective", row, by=by, after={"finding": row.finding}
    )
    _tell(row, "corrective.effective" if is_effective else "corrective.ineffective", by=by)
    return row


@transaction.atomic
def recur(action: CorrectiveAction, complaint: Complaint) -> CorrectiveAction | None:
    """The same complaint came again after the action was carried out: it was not effective, whatever had been judged.
    None where it counts already, or came before the action could work."""
    row = CorrectiveAction.objects.select_for_update(no_key=True).get(pk=action.pk)
    found = Complaint.objects.select_for_update(of=("self",), no_key=True).select_related("case").get(pk=complaint.pk)
    if row.state not in (ActionState.CHECKING, ActionState.EFFECTIVE) or row.done_on is None:
        return None
    if found.corrective_id == row.pk or timezone.localtime(found.received_at).date() <= row.done_on:
        return None
    before = row.state
    row.state, row.reopened = ActionState.INEFFECTIVE, row.reopened + 1
    row.done_on, row.check_on = None, None
    _save(row)
    _record(
        "corrective.recurred",
        row,
        by=None,
        before={"state": before},
        after={"complaint_id": found.pk, "case_id": found.case_id},
    )
    _join(row, found, by=None)
    _tell(row, "corrective.recurred", by=None)
    return row


def _handlers(row: CorrectiveAction) -> set[int]:
    """Of its complaints: whoever has one, or took one of its steps before somebody else got it."""
    return {pk for one in Complaint.objects.filter(corrective=row).select_related("case") for pk in handlers(one)}


def _join(action: CorrectiveAction, complaint: Complaint, *, by: User | None) -> None:
    complaint.corrective = action
    if by is not None:  # what joins by itself takes the next step out of nobody's hands
        complaint.version += 1
    complaint.save(update_fields=["corrective", "version"])
    _record("corrective.joined", action, by=by, after={"complaint_id": complaint.pk, "case_id": complaint.case_id})


def _require_cycle(done: date, checked: date) -> None:
    if checked < done + timedelta(days=CYCLE_DAYS):
        raise CheckTooEarly(done + timedelta(days=CYCLE_DAYS))


def _locked(action: CorrectiveAction, *, by: User, version: int | None = None) -> CorrectiveAction:
    if not visible_actions(by).filter(pk=action.pk).exists():
        raise NotVisible
    row = CorrectiveAction.objects.select_for_update(no_key=True).get(pk=action.pk)
    if version is not None and row.version != version:
        raise ActionOutdated
    return row


def _at_work(row: CorrectiveAction) -> CorrectiveAction:
    if row.state in (ActionState.CHECKING, ActionState.EFFECTIVE):
        raise ActionSettled
    return row


def _save(row: CorrectiveAction) -> None:
    row.version += 1
    row.save()


def _told(row: CorrectiveAction) -> dict[str, object]:
    names = (
        "title", "problem", "containment", "whys", "fishbone", "root_cause", "evidence", "side_effects", "owner_id",
        "metric", "target", "elsewhere", "standard_changed", "training", "state",
    )  # fmt: skip
    days = {name: (value.isoformat() if (value := getattr(row, name)) else None) for name in ("due_on", "check_on")}
    return {**{name: getattr(row, name) for name in names}, **days}


def _record(
    verb: str, row: CorrectiveAction, *, by: User | None, before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:  # fmt: skip
    if verb not in VERBS:
        raise LookupError(f"unknown verb {verb!r}")
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in (after or {}).items()}
    append_event(NewEvent(verb, "corrective", row.pk, before={"title": row.title, **(before or {})}, after=told), by=by)


def _tell(row: CorrectiveAction, what: str, *, by: User | None, to: int | None = None) -> None:
    """Whoever sees to it, or to one of its steps."""
    data = {"what": what, "title": row.title}
    notify([to or row.owner_id], NotificationKind.ASSIGNMENT, noun="corrective", subject_id=row.pk, data=data, by=by)
