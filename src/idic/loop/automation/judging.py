"""Whether a rule concerns an event, and what it would do about it. Nothing is written here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from idic.foundation.accounts.errors import AccountError
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.events.models import Event
from idic.foundation.nouns.errors import NounError
from idic.foundation.nouns.registry import access_record, listed_rows, noun_of
from idic.loop.automation.conditions import Verdict, judge, judge_many
from idic.loop.automation.enums import Outcome, StopReason
from idic.loop.automation.models import Rule
from idic.loop.automation.triggers import TRIGGERS


@dataclass(frozen=True)
class Judged:
    """What a rule would do about an event."""

    outcome: Outcome
    reason: str
    why: list[dict[str, Any]]
    record: Any


def concerns(rule: Rule, event: Event) -> bool:
    trigger = TRIGGERS[rule.trigger]
    if not trigger.about_customer and event.subject_kind != trigger.noun:
        return False
    changed = {*event.before, *event.after, *(name.removesuffix("_id") for name in (*event.before, *event.after))}
    return not rule.fields or bool(changed & set(rule.fields))


def judged(rule: Rule, event: Event, *, by: User) -> Judged:
    """Nothing is written: a dry run asks the same."""
    pk = event.customer_id if TRIGGERS[rule.trigger].about_customer else event.subject_id
    if not by.is_active:
        return Judged(Outcome.STOPPED, StopReason.NOBODY, [], None)
    try:
        record = access_record(by, rule.noun, pk or 0)
    except AccountError:
        return Judged(Outcome.STOPPED, StopReason.GONE, [], None)
    try:
        verdict: Verdict = judge(rule.noun, rule.predicate, record.pk, as_of=timezone.localdate())
    except NounError:
        return Judged(Outcome.STOPPED, StopReason.BROKEN, [], record)
    return Judged(Outcome.DONE if verdict.holds else Outcome.NOT_MET, "", verdict.why, record)


def judged_many(rule: Rule, events: Sequence[Event], *, by: User) -> list[Judged]:
    """The same for a dry run over many events, with a query for the records and one for the condition."""
    noun, about_customer = noun_of(rule.noun), TRIGGERS[rule.trigger].about_customer
    pks = [(event.customer_id if about_customer else event.subject_id) or 0 for event in events]
    permission = noun.permission("see")
    records: dict[int, Any] = {}
    if may(by, permission):
        seen = listed_rows(rule.noun, noun.visible(by, permission).filter(pk__in=set(pks)))
        records = {record.pk: record for record in seen}
    try:
        verdicts = judge_many(rule.noun, rule.predicate, list(records), as_of=timezone.localdate())
    except NounError:
        return [Judged(Outcome.STOPPED, StopReason.BROKEN, [], records.get(pk)) for pk in pks]
    return [_judged_one(records.get(pk), verdicts.get(pk)) for pk in pks]


def _judged_one(record: Any, verdict: Verdict | None) -> Judged:
    if record is None or verdict is None:
        return Judged(Outcome.STOPPED, StopReason.GONE, [], None)
    return Judged(Outcome.DONE if verdict.holds else Outcome.NOT_MET, "", verdict.why, record)
