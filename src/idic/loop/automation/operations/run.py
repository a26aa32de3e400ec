"""One event against the rules that wait for it."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from idic.domain.identify.errors import IdentifyError
from idic.domain.work.errors import WorkError
from idic.foundation.accounts.errors import AccountError
from idic.foundation.accounts.models import User
from idic.foundation.desk.errors import DeskError
from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import caused_by
from idic.foundation.letters.errors import LetterError
from idic.foundation.nouns.errors import NounError
from idic.foundation.nouns.registry import noun_of
from idic.loop.automation.acts.registry import Occasion, act_of
from idic.loop.automation.enums import Outcome, StopReason
from idic.loop.automation.errors import ActUnknown, AutomationError
from idic.loop.automation.judging import concerns, judged
from idic.loop.automation.models import Rule, RuleRun
from idic.loop.automation.operations.rules import switch_off_by_house
from idic.loop.automation.triggers import TRIGGERS

#: These are no matter of one event: the rule stays off until a person has mended it.
_SWITCHED_OFF = (StopReason.OFTEN, StopReason.NOBODY, StopReason.BROKEN)

logger = logging.getLogger(__name__)

#: So many rules may set one another off in a row; then the chain is stopped.
LONGEST_CHAIN = 5
#: A rule that acts more often within an hour is switched off until a person looks at it.
MOST_IN_AN_HOUR = 1000

_EXPECTED = (AccountError, AutomationError, DeskError, IdentifyError, LetterError, NounError, WorkError)


def run_rules(event: Event) -> int:
    """Returns how many rules looked at it. An event of another noun than the rule's (a tag on a task) is not its own."""
    trigger = TRIGGERS.get(event.verb)
    if trigger is None:
        return 0
    rules = Rule.objects.filter(trigger=event.verb, is_on=True, is_archived=False).order_by("id")
    looked = 0
    for rule in rules:
        if concerns(rule, event) and not RuleRun.objects.filter(rule=rule, event_id=event.pk).exists():
            _run(rule, event)
            looked += 1
    return looked


def _run(rule: Rule, event: Event) -> None:
    """Whatever goes wrong is the rule's own trouble: one that raised would hold up all others, event after event."""
    owner = User.with_rights.select_related("team").get(pk=rule.owner_id)
    reason = _stopped(rule, event)
    if reason:
        _stop(rule, event, reason)
        return
    why: list[dict[str, Any]] = []
    did: list[dict[str, object]] = []
    try:
        # All of a rule or nothing of it: half of it done would be worse than told.
        with transaction.atomic(), caused_by(event.pk), translation.override(owner.language):
            found = judged(rule, event, by=owner)
            why = found.why
            if found.outcome == Outcome.DONE:
                _act(rule, event, found.record, owner, did)
    except _EXPECTED as error:
        logger.info("rule %s failed on event %s: %s", rule.pk, event.pk, type(error).__name__)
        with translation.override(owner.language):
            _log(rule, event, Outcome.FAILED, type(error).__name__, why=why, did=_told(rule, did, str(error)))
    except Exception as error:
        logger.exception("rule %s broke on event %s", rule.pk, event.pk)
        _log(rule, event, Outcome.FAILED, type(error).__name__, why=why, did=_told(rule, did, ""))
    else:
        if found.outcome == Outcome.STOPPED:
            _stop(rule, event, found.reason)
        else:
            _log(rule, event, found.outcome, found.reason, why=why, did=did)


def _act(rule: Rule, event: Event, found: Any, owner: User, did: list[dict[str, object]]) -> None:
    for written in rule.acts:
        act = act_of(written["act"])
        if act is None:
            raise ActUnknown
        # Read again: the act before this one may have changed it.
        record = noun_of(rule.noun).model._default_manager.get(pk=found.pk)
        result = act.run(Occasion(rule, event, rule.noun, record, owner), written["settings"])
        did.append({"act": act.code, "result": result})


def _told(rule: Rule, did: list[dict[str, object]], sentence: str) -> list[dict[str, object]]:
    """The act that failed, with the sentence that says why."""
    return [{"act": written["act"], "error": sentence} for written in rule.acts[len(did) : len(did) + 1]]


@transaction.atomic
def _stop(rule: Rule, event: Event, reason: str) -> None:
    _log(rule, event, Outcome.STOPPED, reason)
    if reason in _SWITCHED_OFF:
        switch_off_by_house(rule, reason=reason)


def _stopped(rule: Rule, event: Event) -> str:
    """Follows the causes of the event: an event that this rule has brought about does not start it again."""
    cause = event.cause_id
    for _step in range(LONGEST_CHAIN + 1):
        if cause is None:
            break
        if RuleRun.objects.filter(rule=rule, event_id=cause, outcome=Outcome.DONE).exists():
            return StopReason.ITSELF
        cause = Event.objects.filter(pk=cause).values_list("cause_id", flat=True).first()
    else:
        return StopReason.CHAIN
    hour = timezone.now() - timedelta(hours=1)
    done = RuleRun.objects.filter(rule=rule, outcome=Outcome.DONE, at__gte=hour).order_by()[:MOST_IN_AN_HOUR].count()
    return StopReason.OFTEN if done >= MOST_IN_AN_HOUR else ""


def _log(
    rule: Rule, event: Event, outcome: Outcome, reason: str, *, why: list[dict[str, Any]] | None = None,
    did: list[dict[str, object]] | None = None,
) -> None:  # fmt: skip
    pk = event.customer_id if TRIGGERS[rule.trigger].about_customer else event.subject_id
    RuleRun.objects.create(
        rule=rule, rule_version=rule.version, event_id=event.pk, noun=rule.noun, subject_id=pk or 0, at=timezone.now(),
        outcome=outcome, reason=reason, why=why or [], did=did or [],
    )  # fmt: skip
