"""What is written together is what the operations write one after the other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.models import Case, CaseClock, CaseTopic, Message
from idic.domain.interact.cases.operations.messages import answer_case, receive_message
from idic.domain.interact.cases.operations.open import Opening, open_with_messages
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations import changing_hands, deciding, ending, receiving
from idic.domain.interact.standards.operations.defaults import start_with_defaults
from idic.foundation.events.models import Event
from idic.sample.people import make_staff
from idic.sample.service.history_words import EARLIER
from idic.sample.service.past import Past
from idic.sample.service.written import write_past

_MONDAY = datetime(2026, 3, 9, 3, 0, tzinfo=UTC)
_WORDS = {
    one: one
    for one in (
        "cause",
        "found",
        "at_once",
        "options",
        "refused",
        "outside",
        "not_reached",
        "no_yes",
        "rechecked",
        "fed_back",
    )
}
_WAYS = {
    "yes": ("accepted", "closed", "rechecked", "fed_back"), "no": ("rejected", "told_outside", "closed"),
    "nothing": ("closed", "fed_back"),
}  # fmt: skip


@pytest.mark.parametrize("way", _WAYS)
def test_both_ways_write_the_same(cast, way):
    staff = make_staff()
    start_with_defaults(since=_MONDAY - timedelta(days=200), by=staff[0])
    topic = CaseTopic.objects.create(code="sample-delivery", name="Delivery")
    told = next(one for one in EARLIER if bool(one.again) == (way == "yes"))
    names = ("opened", "acknowledged", "assessed", "investigated", "proposed", "decided", *_WAYS[way])
    at = {name: _MONDAY + timedelta(hours=5 * place) for place, name in enumerate(names)}
    past = Past(
        told, None, topic, _MONDAY, staff[1], staff[0], 1, ("delay",), at, _MONDAY + timedelta(minutes=30),
        _MONDAY + timedelta(hours=27) if told.again else None, _WORDS, (4, 5), Decimal(120), Decimal(90),
    )  # fmt: skip
    write_past([past], by=staff[1])
    written = _all()
    # far from it in time, so that it is not the second of its kind
    _by_operations(past, topic, timedelta(days=-140))
    walked = _all(later=timedelta(days=140))
    for kind, rows in written.items():
        assert (kind, [one for one in rows if one not in walked[kind]]) == (kind, [])
        assert (kind, [one for one in walked[kind] if one not in rows]) == (kind, [])


def _by_operations(past: Past, topic: CaseTopic, moved: timedelta) -> None:
    by, story, start = past.handler, past.story, past.received_at + moved
    at = {name: one + moved for name, one in past.at.items()}
    draft = CaseDraft(story.title, story.mode, story.purpose, story.text, topic=topic, language=story.language,
                      team=by.team, received_at=start, priority=past.priority)  # fmt: skip
    case = open_with_messages([Opening(draft, MessageDraft(story.text, at=start, subject=story.title))], by=by)[0].case
    answered = MessageDraft(story.answer, at=past.answered_at + moved, subject=f"Re: {story.title}")
    answer_case(case, answered, by=by)
    if past.again_at is not None:
        receive_message(Case.objects.get(pk=case.pk), MessageDraft(story.again, at=past.again_at + moved))
    row = receiving.open_complaint(Case.objects.get(pk=case.pk), by=by, at=start)
    for name, moment in at.items():
        if name != "opened":
            row = _take(name, Complaint.objects.get(pk=row.pk), past, moment)


def _take(name: str, row: Complaint, past: Past, at: datetime) -> Complaint:
    words, more = past.words, {"version": row.version, "by": past.handler, "at": at}
    grades = {"satisfied_handling": past.grades[0], "satisfied_outcome": past.grades[1]}
    match name:
        case "acknowledged":
            return receiving.acknowledge(row, channel=past.story.mode, handler=past.handler.display_name, **more)
        case "assessed":
            return receiving.assess(row, impacts=past.impacts, immediate_action=words["at_once"], **more)
        case "investigated":
            return deciding.investigate(row, **more)
        case "proposed":
            return deciding.propose(
                row, customer_facts=past.story.text, our_facts=words["found"], root_cause=words["cause"],
                options=words["options"], **more,
            )  # fmt: skip
        case "decided":
            return deciding.decide(
                row, decision=past.story.answer, remedy_cost=past.remedy, handling_cost=past.work, **more
            )
        case "accepted":
            return ending.take_verdict(row, is_accepted=True, **grades, **more)
        case "rejected":
            return ending.take_verdict(row, is_accepted=False, note=words["refused"], **grades, **more)
        case "told_outside":
            return ending.tell_outside(row, body=words["outside"], **more)
        case "closed":
            why = {"external": words["no_yes"], "accepted": ""}.get(row.state, words["not_reached"])
            return ending.close_complaint(row, reason=why, **more)
        case "rechecked":
            return changing_hands.recheck(row, note=words["rechecked"], **{**more, "by": past.checker})
        case _:
            return changing_hands.feed_back(row, text=words["fed_back"], **more)


def _all(*, later: timedelta = timedelta()) -> dict[str, Any]:
    """Everything of the case that came last, with its times moved; what is numbered is left out."""
    case = Case.objects.order_by("pk").last()
    row = Complaint.objects.get(case=case)
    events = Event.objects.filter(subject_kind="case", subject_id=case.pk).order_by("pk")
    return {
        "case": [*_row(case, later).items()], "complaint": [*_row(row, later).items()],
        "steps": [_row(one, later) for one in row.steps.order_by("at", "pk")],
        "messages": [_row(one, later) for one in Message.objects.filter(case=case).order_by("at", "pk")],
        "clocks": [_row(one, later) for one in CaseClock.objects.filter(case=case).order_by("measure", "started_at")],
        "events": sorted(
            (one.verb, one.actor_id or 0, str(_moved(one.before, later)), str(_moved(one.after, later))) for one in events
        ),
    }  # fmt: skip


_NUMBERS = {"id", "case_id", "told_in_id", "complaint_id", "message_id", "created_at", "updated_at", "search_keys"}


def _row(row: Any, later: timedelta) -> dict[str, Any]:
    return _moved({one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}, later)


def _moved(told: dict[str, Any], later: timedelta) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in sorted(told.items()):
        if name in _NUMBERS or name == "calendar_version":
            continue
        if isinstance(value, str) and name.endswith("_at"):
            value = datetime.fromisoformat(value)
        if name == "search_text":  # ends with the number of the case
            value = value.rpartition("\n")[0]
        found[name] = value + later if isinstance(value, datetime) and value.year < 9000 else value
    return found
