"""Complaints that ended long ago, written together: row for row what the operations would have written one after the other
(a test walks both ways and compares). Each operation asks a hundred questions of the database; here they are answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from idic.domain.interact.cases.clocks.keeping import keep_clocks
from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.enums import CaseState, MessageKind, Outcome, Verdict
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.operations.message_rows import message_of
from idic.domain.interact.cases.operations.open import Opening, open_with_messages
from idic.domain.interact.cases.operations.rows import event_of, set_keys, told
from idic.domain.interact.complaints.enums import ComplaintState
from idic.domain.interact.complaints.models import Complaint, ComplaintStep
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_events
from idic.methods.complaint_priority import priority as priority_of
from idic.methods.complaint_priority import severity as severity_of
from idic.sample.service.past import Past


@dataclass
class _Written:
    past: Past
    case: Case
    row: Complaint
    steps: list[ComplaintStep] = field(default_factory=list)
    events: list[tuple[User | None, NewEvent]] = field(default_factory=list)


def write_past(many: Sequence[Past], *, by: User) -> list[Complaint]:
    """In the order in which they came in; whoever handled them is told nothing of it today."""
    opened = open_with_messages([_opening(one) for one in many], by=by)
    found = [_Written(past, one.case, _row(past, one.case)) for past, one in zip(many, opened, strict=True)]
    messages = [message for one in found for message in _spoken(one)]
    Message.objects.bulk_create(messages)
    rows = Complaint.objects.bulk_create(one.row for one in found)
    of = {case: list(some) for case, some in groupby(messages, key=lambda one: one.case_id)}
    for one in found:
        _walk(one, of[one.case.pk])
        keep_clocks(one.case)
        one.case.save()
    fields = [one.name for one in Complaint._meta.concrete_fields if not one.primary_key]
    # as an insertion that meets its own row: Django's bulk_update words a branch for each field and row
    Complaint.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=fields)
    ComplaintStep.objects.bulk_create(step for one in found for step in one.steps)
    for person, some in groupby((pair for one in found for pair in one.events), key=lambda pair: pair[0]):
        append_events([event for _by, event in some], by=person)
    return rows


def _opening(past: Past) -> Opening:
    draft = CaseDraft(
        past.story.title, past.story.mode, past.story.purpose, past.story.text, past.customer, topic=past.topic,
        product=past.product, language=past.story.language, team=past.handler.team, received_at=past.received_at,
        priority=past.priority,
    )  # fmt: skip
    return Opening(draft, MessageDraft(past.story.text, at=past.received_at, subject=past.story.title))


def _row(past: Past, case: Case) -> Complaint:
    return Complaint(case=case, told_in=case, received_at=case.received_at, times=past.times, created_by=past.handler)


def _spoken(one: _Written) -> Iterable[Message]:
    past, case = one.past, one.case
    answer = MessageDraft(past.story.answer, at=past.answered_at, subject=f"Re: {past.story.title}")
    yield message_of(case, answer, at=past.answered_at, author=past.handler, kind=MessageKind.OUTBOUND)
    if past.again_at is not None:
        yield message_of(case, MessageDraft(past.story.again), at=past.again_at, author=None)


def _walk(one: _Written, messages: Sequence[Message]) -> None:
    past, case, row = one.past, one.case, one.row
    case.owner, case.state = past.handler, CaseState.OPEN
    if past.handler.team_id is not None:
        case.team = past.handler.team
    answer, *again = messages
    case.first_response_at = case.last_message_at = past.answered_at
    case.waits_for_us = False
    _case_event(one, "case.answered", past.handler, past.answered_at, {"message_id": answer.pk, "mode": answer.mode})
    for message in again:
        case.waits_for_us, case.last_message_at = True, message.at
        told_of = {"message_id": message.pk, "mode": message.mode, "kind": message.kind}
        _case_event(one, "case.message_received", None, message.at, told_of)
    set_keys(case, [message.text for message in messages if message.text != case.text])
    _step(one, "opened", row.state, past.handler, past.at["opened"], said={"remedy_wanted": ""})
    for name, at in past.at.items():
        if name != "opened":
            _take(one, name, at)
    row.case = case


def _take(one: _Written, name: str, at: datetime) -> None:
    past, row, words, by = one.past, one.row, one.past.words, one.past.handler
    said: dict[str, object]
    match name:
        case "acknowledged":
            row.acknowledged_at = at
            said = {"channel": past.story.mode, "handler": by.display_name}
            _step(one, name, ComplaintState.ACKNOWLEDGED, by, at, said=said)
            _told_customer(one)
        case "assessed":
            row.impacts, row.severity = list(past.impacts), severity_of(list(past.impacts))
            row.score = priority_of(row.severity, customers=1, times=row.times).score
            row.immediate_action = words["at_once"]
            said = {"impacts": row.impacts, "severity": row.severity, "reach": 1, "times": row.times, "score": row.score,
                       "immediate_action": row.immediate_action}  # fmt: skip
            _step(one, name, ComplaintState.ASSESSED, by, at, said=said)
        case "investigated":
            _step(one, name, ComplaintState.INVESTIGATING, by, at)
        case "proposed":
            row.customer_facts, row.our_facts = past.story.text, words["found"]
            row.root_cause, row.options = words["cause"], words["options"]
            _step(one, name, ComplaintState.PROPOSED, by, at,
                  said={"root_cause": row.root_cause, "options": row.options, "responsible": ""})  # fmt: skip
        case "decided":
            row.decision, row.decided_at = past.story.answer, at
            row.remedy_cost, row.handling_cost = past.remedy, past.work
            _step(one, name, ComplaintState.DECIDED, by, at,
                  said={"decision": row.decision, "promise": "", "promised_for": None,
                        "remedy_cost": str(past.remedy)})  # fmt: skip
            _told_customer(one)
        case "accepted" | "rejected":
            row.satisfied_handling, row.satisfied_outcome = past.grades
            said = {"handling": past.grades[0], "outcome": past.grades[1]}
            note = words["refused"] if name == "rejected" else ""
            _step(one, name, ComplaintState(name), by, at, note=note, said=said)
        case "told_outside":
            row.external_body = words["outside"]
            _step(one, name, ComplaintState.EXTERNAL, by, at, said={"body": row.external_body})
        case "closed":
            _close(one, at)
        case "rechecked":
            row.rechecked_at = at
            _step(one, name, row.state, past.checker, at, note=words["rechecked"])
        case "fed_back":
            row.fed_back = words["fed_back"]
            _step(one, name, row.state, by, at, note=row.fed_back)


def _told_customer(one: _Written) -> None:
    """Outside the case, as by `note_response`; it was answered before."""
    one.case.version += 1
    one.case.waits_for_us = False


def _close(one: _Written, at: datetime) -> None:
    """The case ends with its complaint."""
    row, case, by = one.row, one.case, one.past.handler
    is_confirmed = row.state == ComplaintState.ACCEPTED
    following = ComplaintState.UNRESOLVED if row.state == ComplaintState.EXTERNAL else ComplaintState.CLOSED
    why = "" if is_confirmed else one.past.words["no_yes" if row.state == ComplaintState.EXTERNAL else "not_reached"]
    row.closed_at, row.is_confirmed = at, is_confirmed
    _step(one, "closed", following, by, at, note=why, said={"confirmed": is_confirmed})
    was = told(
        case, "state", "outcome", "outcome_note", "waits_for_us", "snoozed_until", "resolved_at", "owner_id", "team_id"
    )
    case.state, case.resolved_at, case.waits_for_us = CaseState.RESOLVED, at, False
    case.outcome, case.outcome_note = Outcome.SOLVED, row.decision
    after = {"state": case.state, "outcome": case.outcome, "note": case.outcome_note}
    _case_event(one, "case.resolved", by, at, after, before=was)
    case.state, case.closed_at = CaseState.CLOSED, at
    if is_confirmed:
        case.verdict, case.confirmed_at = Verdict.CONFIRMED, at
        _case_event(one, "case.confirmed", by, at, {"verdict": case.verdict, "note": why})
    else:
        case.verdict = Verdict.NOT_CONFIRMED
        after = {"state": case.state, "verdict": case.verdict, "reason": why}
        _case_event(one, "case.closed", by, at, after, before={"state": CaseState.RESOLVED})


def _case_event(
    one: _Written, verb: str, by: User | None, at: datetime, after: Mapping[str, object],
    before: Mapping[str, object] | None = None,
) -> None:  # fmt: skip
    one.case.version += 1
    one.events.append((by, event_of(verb, one.case, before=before, after=after, at=at)))


def _step(
    one: _Written, kind: str, following: str, by: User, at: datetime, *, note: str = "",
    said: Mapping[str, object] | None = None,
) -> None:  # fmt: skip
    row, before = one.row, one.row.state
    row.state, row.version = ComplaintState(following), row.version + 1
    row_said = dict(said or {})
    one.steps.append(
        ComplaintStep(complaint=row, kind=kind, before=before, after=following, note=note, said=row_said, by=by, at=at)
    )
    after = {"complaint_id": row.pk, "complaint_state": following, "note": note, **row_said}
    before_of = {"title": one.case.title, "complaint_state": before}
    event = NewEvent(f"complaint.{kind}", "case", row.case_id, customer_id=one.case.customer_id, before=before_of,
                     after=after, at=at)  # fmt: skip
    one.events.append((by, event))
