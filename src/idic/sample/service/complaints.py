"""Complaints of the sample at every step of their way, and one corrective action whose effect is being checked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from idic.domain.interact.cases.models import Case
from idic.domain.interact.complaints.models import Complaint, CorrectiveAction
from idic.domain.interact.complaints.operations import changing_hands, deciding, ending, receiving
from idic.domain.interact.complaints.operations.corrective import (
    StepDraft,
    add_step,
    carry_out,
    change_corrective,
    finish_step,
    open_corrective,
)
from idic.foundation.accounts.models import User
from idic.sample.service.stories import Story

_IMPACTS = {"freshness": "wrong_item", "delivery": "delay", "billing": "money_lost", "conduct": "conduct"}
_STEPS = ("acknowledged", "assessed", "investigating", "proposed", "decided", "accepted", "closed")
_FOUND = {
    "freshness": (
        "The cool chain was broken between the lorry and the shelf.",
        "Crates stood outside for forty minutes.",
    ),
    "delivery": ("The tour was planned too tight.", "Six stops an hour, where four can be done."),
    "billing": ("The terminal was asked twice.", "The line had failed for three seconds."),
    "conduct": ("Too few people at the desk on that day.", "Two were ill, nobody stood in."),
}


def walk_complaint(
    case: Case, story: Story, staff: Sequence[User], *, handler: User, at: datetime, is_fresh: bool, draw: Random
) -> None:
    """As far as its age lets it come; older ones have ended."""
    complaint = receiving.open_complaint(case, by=handler, at=at)
    age = timezone.now() - case.received_at
    last = len(_STEPS) if age > timedelta(days=12) else draw.randrange(1, len(_STEPS))
    cause, found = _FOUND[story.topic]
    moment = at
    for number, name in enumerate(_STEPS[:last]):
        moment = min(moment + timedelta(hours=3 + 5 * number), timezone.now() - timedelta(minutes=1))
        row = Complaint.objects.select_related("case").get(pk=complaint.pk)
        _take(name, row, story, handler, cause=cause, found=found, at=moment, draw=draw)
    if last == len(_STEPS):
        row = Complaint.objects.get(pk=complaint.pk)
        if draw.random() < 0.7:
            row = changing_hands.recheck(
                row, note="Called the customer: it was done.", version=row.version, by=staff[0]
            )
        if draw.random() < 0.5:
            changing_hands.feed_back(
                row, text=f"Told at the meeting of the branches: {cause}", version=row.version, by=handler
            )
    if story.topic == "freshness" and not is_fresh and not CorrectiveAction.objects.exists():
        _correct(Complaint.objects.select_related("case").get(pk=complaint.pk), staff)


def _take(
    name: str, row: Complaint, story: Story, by: User, *, cause: str, found: str, at: datetime, draw: Random
) -> None:
    version = row.version
    match name:
        case "acknowledged":
            receiving.acknowledge(row, channel=story.mode, handler=by.display_name, version=version, by=by, at=at)
        case "assessed":
            receiving.assess(
                row, impacts=[_IMPACTS[story.topic]], immediate_action="The rest of the batch was taken off the shelf.",
                version=version, by=by, at=at,
            )  # fmt: skip
        case "investigating":
            deciding.investigate(row, version=version, by=by, at=at)
        case "proposed":
            deciding.propose(
                row, customer_facts=story.text, our_facts=found, root_cause=cause, options="Replace it, or money back",
                version=version, by=by, at=at,
            )  # fmt: skip
        case "decided":
            deciding.decide(
                row, decision=story.answer, remedy_cost=Decimal(draw.choice((60, 120, 240, 480))), version=version, by=by,
                at=at,
            )  # fmt: skip
        case "accepted":
            ending.take_verdict(
                row, is_accepted=True, satisfied_handling=draw.choice((3, 4, 5, 5)), satisfied_outcome=draw.choice((2, 4, 4, 5)),
                version=version, by=by, at=at,
            )  # fmt: skip
        case _:
            ending.close_complaint(row, version=version, by=by, at=at)


def _correct(complaint: Complaint, staff: Sequence[User]) -> None:
    """Carried out three weeks ago, to be checked next week."""
    manager, quality, today = staff[0], staff[4], timezone.localdate()
    done = today - timedelta(days=21)
    action = open_corrective(
        complaint, title="Cool chain between lorry and shelf", trigger="recurrence", owner=manager,
        due_on=done, problem="Vegetables, milk and bread spoil before their date in three branches.", by=quality,
    )  # fmt: skip
    action = change_corrective(
        action,
        {
            "containment": "Every delivery is put away before the next lorry is unloaded.",
            "whys": ["Goods spoil", "They were warm", "Crates stood outside", "Nobody was there to put them away",
                     "Lorries come when the shift changes"],
            "fishbone": {"method": ["Lorries at shift change"], "people": ["One person unloads"], "machine": ["No cool dock"]},
            "root_cause": "Deliveries arrive at the change of shifts.",
            "evidence": "Loggers in twelve crates: 14 °C after forty minutes, on nine of ten days at 14:00.",
            "metric": "Complaints about freshness per 1,000 purchases", "target": "below 0.4",
            "elsewhere": [{"where": "Web shop depot", "done": True}, {"where": "Branches in the south", "done": False}],
            "standard_changed": "Receiving goods, section 3", "training": "Receiving goods",
        },
        version=action.version, by=quality,
    )  # fmt: skip
    step = add_step(
        action, StepDraft("Move deliveries to 13:00", manager, done, why="Two people are there", where="Eight branches"),
        by=manager,
    )  # fmt: skip
    finish_step(step, on=done, by=manager)
    action = CorrectiveAction.objects.get(pk=action.pk)
    carry_out(action, on=done, version=action.version, by=manager)
