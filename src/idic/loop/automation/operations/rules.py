from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between
from idic.foundation.events.undoing import ChangedSince, undoes
from idic.foundation.nouns.compiling import read_predicate, simplified
from idic.foundation.nouns.registry import fields_of
from idic.foundation.texts import one_line
from idic.loop.automation.acts.registry import act_of
from idic.loop.automation.errors import ActRefused, ActUnknown, NothingToDo, OwnerGone, RuleOutdated, TriggerUnknown
from idic.loop.automation.models import Rule
from idic.loop.automation.triggers import TRIGGERS
from idic.methods import predicate

_MOST_ACTS = 10


@dataclass(frozen=True)
class RuleDraft:
    """`predicate` as the builder writes it, empty for always; `acts` are {"act": code, "settings": {...}}."""

    name: str
    trigger: str
    acts: Sequence[Mapping[str, Any]]
    fields: Sequence[str] = ()
    predicate: str | Mapping[str, Any] = ""


@transaction.atomic
def create_rule(draft: RuleDraft, *, by: User) -> Rule:
    """A new rule is off: it is tried on past events first."""
    require(by, "automation.manage")
    rule = Rule(owner=by, **_checked(draft, by))
    rule.save()
    append_event(NewEvent("rule.created", "rule", rule.pk, after=_recorded(rule)), by=by)
    return rule


@transaction.atomic
def change_rule(rule: Rule, draft: RuleDraft, *, version: int, by: User) -> Rule:
    """Who changes a rule becomes its owner: it must never do in somebody's name what another person wrote."""
    require(by, "automation.manage")
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    if rule.version != version or rule.is_archived:
        raise RuleOutdated
    before = _recorded(rule)
    for name, value in _checked(draft, by).items():
        setattr(rule, name, value)
    rule.owner, rule.version = by, rule.version + 1
    rule.save()
    changed_before, changed_after = changes_between(before, _recorded(rule))
    append_event(NewEvent("rule.changed", "rule", rule.pk, before=changed_before, after=changed_after), by=by)
    return rule


@transaction.atomic
def switch_rule(rule: Rule, *, is_on: bool, by: User) -> Rule:
    require(by, "automation.manage")
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    if rule.is_archived:
        raise RuleOutdated
    if rule.is_on != is_on:
        if is_on:
            owner = User.with_rights.get(pk=rule.owner_id)
            if not owner.is_active:
                raise OwnerGone
            _checked(draft_of(rule), owner)
        rule.is_on, rule.off_reason = is_on, ""
        rule.save(update_fields=["is_on", "off_reason", "updated_at"])
        verb = "rule.switched_on" if is_on else "rule.switched_off"
        append_event(NewEvent(verb, "rule", rule.pk, after={"name": rule.name}), by=by)
    return rule


@transaction.atomic
def switch_off_by_house(rule: Rule, *, reason: str) -> None:
    Rule.objects.filter(pk=rule.pk).update(is_on=False, off_reason=reason)
    append_event(
        NewEvent("rule.switched_off", "rule", rule.pk, after={"name": rule.name, "reason": reason}),
        by=None,
        agent="loop",
    )


@transaction.atomic
def archive_rule(rule: Rule, *, by: User) -> Rule:
    """Its log stays."""
    require(by, "automation.manage")
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    if not rule.is_archived:
        rule.is_archived, rule.is_on, rule.version = True, False, rule.version + 1
        rule.save(update_fields=["is_archived", "is_on", "version", "updated_at"])
        append_event(NewEvent("rule.archived", "rule", rule.pk, before={"name": rule.name}), by=by)
    return rule


@undoes("rule.archived")
def _bring_back(event: Event, by: User) -> None:
    """It comes back switched off."""
    require(by, "automation.manage")
    rule = Rule.objects.select_for_update().filter(pk=event.subject_id, is_archived=True).first()
    if rule is None:
        raise ChangedSince
    rule.is_archived, rule.version = False, rule.version + 1
    rule.save(update_fields=["is_archived", "version", "updated_at"])
    append_event(NewEvent("rule.restored", "rule", rule.pk, cause_id=event.pk, after={"name": rule.name}), by=by)


def draft_of(rule: Rule) -> RuleDraft:
    return RuleDraft(rule.name, rule.trigger, rule.acts, rule.fields, rule.predicate)


def _checked(draft: RuleDraft, by: User) -> dict[str, Any]:
    trigger = TRIGGERS.get(draft.trigger)
    if trigger is None:
        raise TriggerUnknown
    name = one_line(draft.name, 120)
    if not name or not draft.acts or len(draft.acts) > _MOST_ACTS:
        raise NothingToDo
    fields = fields_of(trigger.noun, by)
    stored: dict[str, Any] = {}
    if draft.predicate:
        stored = dict(predicate.to_json(simplified(read_predicate(draft.predicate, fields))))
    acts = []
    for position, written in enumerate(draft.acts):
        act = act_of(str(written.get("act", "")))
        if act is None or (act.nouns and trigger.noun not in act.nouns):
            raise ActUnknown
        told = written.get("settings")
        kept = {one.name: told[one.name] for one in act.settings if isinstance(told, Mapping) and told.get(one.name)}
        try:
            act.check(trigger.noun, kept, by)
        except ActRefused as refusal:
            raise ActRefused(str(refusal), position=position, name=refusal.name) from refusal
        acts.append({"act": act.code, "settings": kept})
    watched = sorted({one for one in draft.fields if one in fields}) if trigger.has_fields else []
    return {
        "name": name, "noun": trigger.noun, "trigger": trigger.verb, "fields": watched, "predicate": stored,
        "acts": acts,
    }  # fmt: skip


def _recorded(rule: Rule) -> dict[str, object]:
    return {
        "name": rule.name, "trigger": rule.trigger, "fields": rule.fields, "predicate": rule.predicate, "acts": rule.acts,
        "owner_id": rule.owner_id,
    }  # fmt: skip
