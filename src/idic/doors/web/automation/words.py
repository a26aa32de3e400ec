"""Rules, acts and policies as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from idic.doors.web.rules.wording import Group, Sentence, rule_in_words
from idic.foundation.accounts.queries.choices import names_of_teams
from idic.foundation.accounts.queries.names import people_with_state
from idic.foundation.letters.queries.templates import templates_with_state
from idic.foundation.nouns.compiling import read_predicate
from idic.foundation.nouns.errors import PredicateRefused
from idic.foundation.nouns.fields import Field
from idic.loop.automation.acts.registry import Act, act_of
from idic.loop.automation.enums import StopReason
from idic.loop.automation.models import Rule
from idic.loop.automation.triggers import TRIGGERS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Policy:
    title: str | _StrPromise
    text: str | _StrPromise


#: The product's own policies (loop/, one file each) under the names of their subscriptions.
POLICIES: dict[str, Policy] = {
    "read_figures_after_refresh": Policy(
        _("After a refresh the executive page is brought up to date"),
        _("Series, forecasts and what moved the figures are read from the new snapshot, in a job of its own."),
    ),
    "evaluate_alerts_after_refresh": Policy(
        _("After a refresh every alert looks at its figure"),
        _("Figures that left their usual band open an alert, and the people named there are told once."),
    ),
    "refresh_after_import": Policy(
        _("After an import the figures are brought up to date"),
        _("Customers or purchases came in: scores and segments are worked out again, once for several files in a row."),
    ),
    "answers_leave_by_mail": Policy(
        _("An answer in a case that came by e-mail goes out by e-mail"),
        _("It is queued with the answer and sent from the mailbox to which the customer wrote."),
    ),
    "answers_leave_by_hook": Policy(
        _("An answer to a message from LINE or another messenger goes back there"),
        _("It is queued with the answer, signed, and tried again until the other side has it."),
    ),
    "answers_leave_by_fax": Policy(
        _("An answer in a case that came by fax goes out by fax"),
        _("It is put on paper under your letterhead and mailed to the fax gateway, which reports what became of it."),
    ),
    "answers_appear_on_portal": Policy(
        _("An answer in a case of the customer portal appears there"),
        _("A mail tells the customer that there is an answer, and not a word of what it says."),
    ),
    "answers_leave_by_chat": Policy(
        _("An answer in a chat whose visitor has gone goes out by e-mail"),
        _("It goes to the address that the visitor left; while the visitor is there it is read in the chat."),
    ),
    "chats_end_with_their_case": Policy(
        _("A live chat ends when its case does"),
        _("Resolved, closed, merged or deleted: the visitor is told that the conversation has ended."),
    ),
    "critical_cases_reach_managers": Policy(
        _("The manager hears of a critical case at once"),
        _("Whoever leads all teams is told when a case is opened as critical or becomes so."),
    ),
    "recompute_clocks_after_calendar": Policy(
        _("After a calendar changed the promises that still run follow it"),
        _("Open cases are due by the new hours and holidays; what was measured already keeps the old ones."),
    ),
    "complaints_hear_their_customer": Policy(
        _("What a customer writes after the end of a complaint has to be looked at"),
        _("The complaint says so and stands among what waits until somebody has decided what it means."),
    ),
    "steps_follow_pauses": Policy(
        _("When a step of a complaint is due follows its case"),
        _("A step is due later while the case waits, as far as the promise of a solution lets it wait."),
    ),
    "steps_follow_hours": Policy(
        _("After opening hours or a deadline changed the steps of open complaints follow"),
        _("The list of what is overdue asks by the new hours and deadlines at once."),
    ),
    "reopen_actions_that_failed": Policy(
        _("The same complaint again opens its corrective action again"),
        _("It was said to be put right and came back: the action is not effective, and its owner is told."),
    ),
    "open_actions_for_grave_complaints": Policy(
        _("Severe and repeated complaints open a corrective action"),
        _("From severity 4 on, or at the third of the same topic and product within 90 days."),
    ),
    "plans_after_sale": Policy(
        _("After a sale follow-up plans begin"),
        _(
            "Purchases came in: plans that wait for a sale begin, and customers who were silent and bought need no call."
        ),
    ),
    "points_after_sale": Policy(
        _("After a sale the members of loyalty programmes have their points"),
        _("Purchases came in or were taken back: what members earned follows, each receipt once."),
    ),
    "plans_after_case": Policy(
        _("After a case follow-up plans begin"),
        _("A case was resolved or closed: plans that wait for it put a follow-up on somebody's list."),
    ),
    "plans_before_contract_ends": Policy(
        _("Before a contract ends follow-up plans begin"),
        _("The end of a contract was written down or moved: plans begin, or end because there is a new one."),
    ),
    "plans_go_on": Policy(
        _("After a result the next step of the plan begins"),
        _("Who was not reached is tried again; a step that is opened again takes back what came after it."),
    ),
    "plans_end_with_their_cause": Policy(
        _("A follow-up that has lost its point ends by itself"),
        _(
            "The case is open again, the sale was taken back, the customer has said no, or was joined, restricted or erased."
        ),
    ),
    "follow_up_who_may_leave": Policy(
        _("A list of who is about to leave becomes follow-ups"),
        _("Each customer on it is given to the person named, but for those held out by lot to tell the effect later."),
    ),
    "cases_follow_names": Policy(
        _("Cases are found by the customer's name of today"),
        _("A customer was renamed or joined with another: a search in the inbox finds their cases by the new name."),
    ),
    "segments_follow_changes": Policy(
        _("Segments follow what changes"),
        _("A customer's data, purchases, tasks or consents changed: their segments are worked out again in a moment."),
    ),
    "automation_rules": Policy(
        _("Rules that people wrote are run"),
        _("Every event is held against the rules above, after it is committed, and once for each rule."),
    ),
    "lock_out_leavers": Policy(
        _("Who is deactivated is locked out"),
        _("Their API tokens are revoked and their open sessions end, within seconds."),
    ),
    "notify_owner": Policy(
        _("Who gets a customer is told"),
        _("A customer was given to a person: that person is told, on the page or by e-mail as they chose."),
    ),
    "notify_followers": Policy(
        _("Followers hear of changes"),
        _("Who follows a record is told what others change on it, on the page or by e-mail as they chose."),
    ),
    "queue_likely_duplicates": Policy(
        _("What an import brought is held against who is known"),
        _("New records that are much like a customer wait in the review queue of matching."),
    ),
    "take_consents_of_imports": Policy(
        _("Consents in a customer file go into the ledger"),
        _(
            "Once the records of the file are in, what it says about consents is written down with the file as evidence."
        ),
    ),
    "forget_rows_of_the_erased": Policy(
        _("Rows of erased persons go out of a file that was taken"),
        _("A list named somebody who was erased: the row was refused, and is blanked in the kept file as well."),
    ),
    "leave_segments_without_basis": Policy(
        _("Who withdraws consent leaves the segments that need it"),
        _("A word of consent was said or taken back: segments with that purpose are brought up to date at once."),
    ),
    "evaluate_segments_after_many_consents": Policy(
        _("Segments follow many words of consent at once"),
        _("A file brought consents, or a purpose changed: the segments that need it are worked out again."),
    ),
    "ask_which_consent_holds": Policy(
        _("Differing consents of joined customers become a task"),
        _(
            "Two customers were merged and had said different things: the more restrictive word holds until a person asks."
        ),
    ),
}


ACT_ICONS: dict[str, str] = {
    "assign": "user-share",
    "set": "edit",
    "task": "checkbox",
    "notify": "bell",
    "mail": "mail",
    "tag": "tag",
    "webhook": "webhook",
}


def act_icon(code: str) -> str:
    return ACT_ICONS.get(code, "bolt")


@dataclass(frozen=True)
class ActWords:
    icon: str
    text: str


@dataclass(frozen=True)
class RuleWords:
    """`condition` is None where the rule always holds, `refusal` says what it names that is not there any more."""

    when: str
    condition: Sentence | Group | None
    refusal: str
    acts: list[ActWords]


def worded_rules(rules: Iterable[Rule], fields: Mapping[str, Mapping[str, Field]]) -> list[RuleWords]:
    """Names are read once for all of them, however many rules there are; `fields` are those of each noun."""
    rules = list(rules)
    names = _Names([act for rule in rules for act in rule.acts])
    read = {noun: _with_choices(known, [one for one in rules if one.noun == noun]) for noun, known in fields.items()}
    return [_worded(rule, read[rule.noun], names) for rule in rules]


def _with_choices(fields: Mapping[str, Field], rules: Sequence[Rule]) -> dict[str, Field]:
    """Choices that stand in the database are read here, and only for the fields that the conditions name."""
    named = {name for rule in rules for name in _fields_in(rule.predicate)}
    return {name: replace(one, choices=tuple(one.choices)) if name in named else one for name, one in fields.items()}


def _fields_in(node: object) -> Iterator[str]:
    if isinstance(node, Mapping):
        if isinstance(node.get("field"), str):
            yield node["field"]
        for inner in node.values():
            yield from _fields_in(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _fields_in(inner)


def _worded(rule: Rule, fields: Mapping[str, Field], names: _Names) -> RuleWords:
    condition: Sentence | Group | None = None
    refusal = names.gone_in(rule.acts)
    if rule.predicate:
        try:
            condition = rule_in_words(read_predicate(rule.predicate, fields), fields)
        except PredicateRefused as error:
            refusal = str(error)
    when = _now("When %(event)s") % {"event": TRIGGERS[rule.trigger].label}
    watched = [str(fields[name].label) for name in rule.fields if name in fields]
    if watched:
        when = _now("When %(event)s, and one of these fields changed: %(fields)s") % {
            "event": TRIGGERS[rule.trigger].label, "fields": ", ".join(watched),
        }  # fmt: skip
    return RuleWords(when, condition, refusal, [_act_words(one, fields, names) for one in rule.acts])


def stop_words(reason: str) -> str:
    return str(StopReason(reason).label) if reason in StopReason.values else reason


class _Names:
    """The people, teams and templates that acts speak of: three queries for any number of acts, none where none is named."""

    def __init__(self, acts: Sequence[dict[str, Any]]) -> None:
        ids: dict[str, set[int]] = {}
        for kind, value in _named_in(acts):
            ids.setdefault(kind, set()).add(int(value))
        people = people_with_state(ids.get("person", ()))
        teams = names_of_teams(list(ids.get("team", ())))
        templates = templates_with_state(ids.get("template", ()))
        self._names: dict[tuple[str, str], str] = {}
        self._there: set[tuple[str, str]] = set()
        for pk, name, is_active in people:
            self._keep("person", pk, name, is_there=is_active)
        for pk, name in teams.items():
            self._keep("team", pk, name, is_there=True)
        for pk, name, is_archived in templates:
            self._keep("template", pk, name, is_there=not is_archived)

    def _keep(self, kind: str, pk: int, name: str, *, is_there: bool) -> None:
        self._names[kind, str(pk)] = name
        if is_there:
            self._there.add((kind, str(pk)))

    def gone_in(self, acts: Sequence[dict[str, Any]]) -> str:
        """A sentence about the first thing that acts name and that cannot be used any more."""
        for kind, value in _named_in(acts):
            if (kind, value) not in self._there:
                return _now("It uses “%(name)s”, which is archived or not there any more. Edit the rule.") % {
                    "name": self.of(kind, value)
                }
        return ""

    def of(self, kind: str, value: str) -> str:
        return self._names.get((kind, value), value)


def _named_in(acts: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for one in acts:
        act = act_of(one["act"])
        for setting in act.settings if act is not None else ():
            value = str(one["settings"].get(setting.name) or "")
            if (
                setting.kind in ("person", "team", "template")
                and value.isascii()
                and value.isdecimal()
                and len(value) < 19
            ):
                yield setting.kind, value


def _act_words(written: dict[str, Any], fields: Mapping[str, Field], names: _Names) -> ActWords:
    act = act_of(written["act"])
    if act is None:
        return ActWords("alert-circle", _now("An act that is not installed any more"))
    parts = [
        text
        for setting in act.settings
        if (text := _setting_words(act, setting.name, written["settings"], fields, names))
    ]
    if not parts:
        return ActWords(act_icon(act.code), str(act.label))
    return ActWords(
        act_icon(act.code), _now("%(act)s: %(settings)s") % {"act": act.label, "settings": ", ".join(parts)}
    )


def _setting_words(act: Act, name: str, settings: Mapping[str, Any], fields: Mapping[str, Field], names: _Names) -> str:
    value = str(settings.get(name) or "")
    setting = next(one for one in act.settings if one.name == name)
    if not value:
        return ""
    match setting.kind:
        case "field":
            return str(fields[value].label) if value in fields else value
        case "value":
            field = fields.get(str(settings.get("field") or ""))
            return field.choice_labels().get(value, value) if field is not None else value
        case "days":
            return _now("in %(days)s days") % {"days": value}
        case "choice":
            return str(dict(setting.choices).get(value, value))
    return names.of(setting.kind, value)
