"""Complaints of the last weeks at every step of their way, through the product's own operations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from idic.domain.interact.cases.models import Case
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations import changing_hands, deciding, ending, receiving
from idic.foundation.accounts.models import User
from idic.sample.service import complaint_words as words
from idic.sample.service.moments import said
from idic.sample.service.stories import Story

IMPACTS = {
    "freshness": "wrong_item", "delivery": "delay", "billing": "money_lost", "conduct": "conduct", "stock": "information",
}  # fmt: skip
_STEPS = ("acknowledged", "assessed", "investigating", "proposed", "decided", "accepted", "closed")
#: Of those whose customer said no, in turns: what came next.
_AFTER_NO = ("appeal", "appeal again", "outside")


def walk_complaint(
    case: Case, story: Story, staff: Sequence[User], *, handler: User, at: datetime, place: int, draw: Random
) -> None:
    """As far as its age lets it come; older ones have ended, some of them after a no, or twice."""
    complaint = receiving.open_complaint(case, by=handler, at=at)
    age = timezone.now() - case.received_at
    last = len(_STEPS) if age > timedelta(days=12) else draw.randrange(1, len(_STEPS))
    moment = at
    for number, name in enumerate(_STEPS[:last]):
        moment = _not_to_come(moment + timedelta(hours=3 + 5 * number))
        row = Complaint.objects.select_related("case").get(pk=complaint.pk)
        if name == "accepted" and place % 5 == 2:
            _say_no(row, staff, handler, _AFTER_NO[place // 5 % len(_AFTER_NO)], at=moment)
            return
        _take(name, row, story, handler, at=moment, draw=draw)
    if last == len(_STEPS):
        row = Complaint.objects.get(pk=complaint.pk)
        if place % 11 == 4:
            moment = _not_to_come(moment + timedelta(days=3))
            row = ending.reopen(row, note=said(words.AGAIN), version=row.version, by=handler, at=moment)
            for name in _STEPS[3:] if place > 11 else ():
                moment = _not_to_come(moment + timedelta(hours=9))
                _take(
                    name, Complaint.objects.select_related("case").get(pk=row.pk), story, handler, at=moment, draw=draw
                )
            return
        if draw.random() < 0.7:
            row = changing_hands.recheck(
                row,
                note=said(words.RECHECKED),
                version=row.version,
                by=staff[0],
                at=_not_to_come(moment + timedelta(days=1)),
            )
        if draw.random() < 0.5:
            told = said(words.FED_BACK) % said(words.CAUSES[story.topic][0])
            changing_hands.feed_back(
                row, text=told, version=row.version, by=handler, at=_not_to_come(moment + timedelta(days=2))
            )


def _not_to_come(moment: datetime) -> datetime:
    return min(moment, timezone.now() - timedelta(minutes=1))


def _take(name: str, row: Complaint, story: Story, by: User, *, at: datetime, draw: Random) -> None:
    version = row.version
    cause, found = words.CAUSES[story.topic]
    match name:
        case "acknowledged":
            receiving.acknowledge(row, channel=story.mode, handler=by.display_name, version=version, by=by, at=at)
        case "assessed":
            receiving.assess(
                row, impacts=[IMPACTS[story.topic]], immediate_action=said(words.AT_ONCE), version=version, by=by, at=at
            )
        case "investigating":
            deciding.investigate(row, version=version, by=by, at=at)
        case "proposed":
            deciding.propose(
                row, customer_facts=story.text, our_facts=said(found), root_cause=said(cause), options=said(words.OPTIONS),
                version=version, by=by, at=at,
            )  # fmt: skip
        case "decided":
            deciding.decide(
                row, decision=story.answer, remedy_cost=Decimal(draw.choice((60, 120, 240, 480))),
                handling_cost=Decimal(draw.choice((90, 150, 220))), version=version, by=by, at=at,
            )  # fmt: skip
        case "accepted":
            ending.take_verdict(
                row, is_accepted=True, satisfied_handling=draw.choice((3, 4, 5, 5)), satisfied_outcome=draw.choice((2, 4, 4, 5)),
                version=version, by=by, at=at,
            )  # fmt: skip
        case _:
            ending.close_complaint(row, version=version, by=by, at=at)


def _say_no(row: Complaint, staff: Sequence[User], by: User, following: str, *, at: datetime) -> None:
    """Somebody else looks at an appeal; one of them is still being looked at."""
    row = ending.take_verdict(
        row, is_accepted=False, satisfied_handling=3, satisfied_outcome=1, note=said(words.REFUSED), version=row.version,
        by=by, at=at,
    )  # fmt: skip
    at = _not_to_come(at + timedelta(hours=5))
    if following == "outside":
        ending.tell_outside(row, body=said(words.OUTSIDE), version=row.version, by=by, at=at)
        return
    row = ending.appeal(row, note=said(words.APPEALED), version=row.version, by=by, at=at)
    if following == "appeal":
        at = _not_to_come(at + timedelta(hours=20))
        row = deciding.decide(row, decision=row.decision, remedy_cost=Decimal(600), handling_cost=Decimal(400),
                              version=row.version, by=staff[0], at=at)  # fmt: skip
        row = ending.take_verdict(
            row, is_accepted=True, satisfied_handling=4, satisfied_outcome=4, version=row.version, by=by, at=at
        )
        ending.close_complaint(row, version=row.version, by=by, at=at)
