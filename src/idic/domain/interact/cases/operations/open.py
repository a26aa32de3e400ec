from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils import timezone

from idic.domain.differentiate.queries.scores import tiers_of
from idic.domain.interact.cases.clocks.keeping import first_clocks
from idic.domain.interact.cases.clocks.runs import Said
from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.enums import CaseState, Giving, MessageKind
from idic.domain.interact.cases.likeness.store import compared_text, signatures_of
from idic.domain.interact.cases.models import AssignmentRule, Case, CaseClock, Message, MessageFile
from idic.domain.interact.cases.operations.message_rows import files_of, message_of
from idic.domain.interact.cases.operations.rows import (
    checked_customer,
    checked_owner,
    checked_title,
    event_of,
    recorded,
    set_keys,
)
from idic.domain.interact.cases.operations.telling import tell_owner
from idic.domain.interact.cases.routing import rules_in_use, way_of
from idic.domain.interact.contact import AccessMode, Priority, Purpose
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_events
from idic.foundation.texts import trimmed

_IDS = "SELECT nextval(pg_get_serial_sequence('cases_case', 'id')) FROM generate_series(1, %s)"


@dataclass(frozen=True)
class Opening:
    """A case and what was said first in it. What is a function is asked once the case has its number."""

    draft: CaseDraft
    said: MessageDraft | Callable[[Case], MessageDraft] | None = None
    receipt: Callable[[Case], MessageDraft] | None = None


@dataclass
class Opened:
    case: Case
    messages: list[Message] = field(default_factory=list)
    files: list[MessageFile] = field(default_factory=list)
    clocks: list[CaseClock] = field(default_factory=list)


def open_case(draft: CaseDraft, *, by: User | None) -> Case:
    """Of which nothing was said yet, or nothing that is kept as a message."""
    return open_with_messages([Opening(draft)], by=by)[0].case


@transaction.atomic
def open_with_messages(openings: Sequence[Opening], *, by: User | None) -> list[Opened]:
    """Each case as if it had been opened, its message received and its receipt sent one after the other, and all of them
    written together. Nobody asks whether a message stands already: that is the caller's to know.

    Without a person, a channel opens them: who may work on them is a matter of their team and owner. Where neither is
    named, the rules of assignment say whose they are.
    """
    if by is not None:
        require(by, "case.create")
    rules = rules_in_use()
    if any(rule.giving == Giving.LEAST_LOADED for rule in rules):
        # who has the fewest is counted anew after each
        return [opened for one in openings for opened in _written([one], rules, by=by)]
    return _written(openings, rules, by=by)


def _written(openings: Sequence[Opening], rules: Sequence[AssignmentRule], *, by: User | None) -> list[Opened]:
    now = timezone.now()
    found = [Opened(_case_of(one.draft, rules, by=by)) for one in openings]
    with connection.cursor() as cursor:
        cursor.execute(_IDS, [len(found)])
        for one, (pk,) in zip(found, cursor.fetchall(), strict=True):
            one.case.pk = pk
    for one, opening in zip(found, openings, strict=True):
        _say(one, opening, by=by)
    cases = [one.case for one in found]
    for case, terms in zip(cases, signatures_of([compared_text(one.title, one.text) for one in cases]), strict=True):
        case.signature = terms
    tiers = tiers_of(case.customer_id for case in cases if case.customer_id is not None)
    for one in found:
        set_keys(one.case, [message.text for message in one.messages[:1] if message.text != one.case.text])
        said = [Said(message.kind, message.at) for message in one.messages]
        one.clocks = first_clocks(one.case, said, tier=tiers.get(one.case.customer_id or 0, ""), now=now)
    Case.objects.bulk_create(cases)
    Message.objects.bulk_create(message for one in found for message in one.messages)
    MessageFile.objects.bulk_create(file for one in found for file in one.files)
    CaseClock.objects.bulk_create(clock for one in found for clock in one.clocks)
    append_events([event for one in found for event in _events(one)], by=by, at=now)
    for one in found:
        _tell(one, by=by)
    return found


def _case_of(draft: CaseDraft, rules: Iterable[AssignmentRule], *, by: User | None) -> Case:
    now = timezone.now()
    received_at = min(draft.received_at or now, now)
    owner = checked_owner(draft.owner, by=by)
    case = Case(
        title=checked_title(draft.title), text=trimmed(draft.text), customer=checked_customer(draft.customer, by=by),
        contact_name=trimmed(draft.contact_name, 300), contact_address=trimmed(draft.contact_address, 254),
        mode=AccessMode(draft.mode), purpose=Purpose(draft.purpose), priority=Priority(draft.priority),
        topic=draft.topic, product=draft.product, language=draft.language, owner=owner,
        team=draft.team or (owner.team if owner else None), received_at=received_at, last_message_at=received_at,
        origin=draft.origin, hidden_from=list(draft.hidden_from), attributes=draft.attributes, created_by=by,
        state=CaseState.OPEN if owner else CaseState.NEW,
    )  # fmt: skip
    if case.owner is None and case.team is None and (way := way_of(case, rules)) is not None:
        case.team, case.owner = way.team, way.owner
        case.state = CaseState.OPEN if way.owner else case.state
    return case


def _say(one: Opened, opening: Opening, *, by: User | None) -> None:
    """`by` is whoever wrote down a letter or a visit."""
    case = one.case
    if opening.said is None:
        return
    said = opening.said if isinstance(opening.said, MessageDraft) else opening.said(case)
    now = timezone.now()
    at = min(said.at or now, now)
    one.messages.append(message_of(case, said, at=at, author=by))
    one.files += files_of(one.messages[0], said)
    case.last_message_at = max(case.last_message_at, at)
    if opening.receipt is not None:
        receipt = opening.receipt(case)
        one.messages.append(message_of(case, receipt, at=receipt.at or now, author=None, kind=MessageKind.AUTOMATIC))
    # as often as it would have been changed
    case.version += len(one.messages)


def _events(one: Opened) -> list[NewEvent]:
    case, last = one.case, one.case.version
    after = {name: value for name, value in recorded(case).items() if value not in ("", None, [], {}, False)}
    case.version = last - len(one.messages)
    found = [event_of("case.opened", case, after=after)]
    for number, message in enumerate(one.messages):
        case.version += 1
        told: dict[str, object] = {"message_id": message.pk, "mode": message.mode}
        if number == 0:
            told["kind"] = message.kind
        verb = "case.acknowledged" if number else "case.message_received"
        found.append(event_of(verb, case, after=told, at=None if number else message.at))
    return found


def _tell(one: Opened, *, by: User | None) -> None:
    tell_owner(one.case, "case.assigned", by=by)
    if one.messages and one.messages[0].kind != MessageKind.AUTOMATIC:
        tell_owner(one.case, "case.message_received", by=by)
