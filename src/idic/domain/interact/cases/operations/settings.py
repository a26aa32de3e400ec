"""What the organisation sets up for its inbox: topics, canned replies, macros, rules of assignment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from unicodedata import category

from django.db import IntegrityError, models, transaction
from django.utils.text import slugify

from idic.domain.interact.cases.enums import MacroAct, Outcome, PauseReason
from idic.domain.interact.cases.errors import CaseOutdated, NameMissing, NothingToDo, ShortcutTaken, TopicRefused
from idic.domain.interact.cases.models import AssignmentRule, CannedReply, CaseTopic, Macro
from idic.domain.interact.cases.queries.replies import may_keep
from idic.domain.interact.cases.replies import check_text
from idic.domain.interact.contact import Priority
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.accounts.models import Team, User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import one_line, trimmed

#: Who sets topics and rules.
MANAGES = "standard.manage"
_MOST_ACTS = 10
OfTeam = TypeVar("OfTeam", CannedReply, Macro)
Row = TypeVar("Row", CaseTopic, CannedReply, Macro, AssignmentRule)


@transaction.atomic
def save_topic(
    topic: CaseTopic | None, *, name: str, parent: CaseTopic | None, version: int = 0, by: User
) -> CaseTopic:
    require(by, MANAGES)
    name = _named(name)
    row = (
        CaseTopic.objects.select_for_update().get(pk=topic.pk) if topic else CaseTopic(code=_free_code(name), version=0)
    )
    if topic is not None and row.version != version:
        raise CaseOutdated
    above = parent
    while above is not None:
        if row.pk is not None and above.pk == row.pk:
            raise TopicRefused
        above = above.parent
    row.name, row.parent = name, parent
    try:
        with transaction.atomic():
            return _kept(row, "topic", by)
    except IntegrityError as error:  # another one of this name at the same moment
        raise CaseOutdated from error


@transaction.atomic
def save_reply(
    reply: CannedReply | None, *, name: str, shortcut: str, texts: Mapping[str, str], team: Team | None, version: int = 0,
    by: User,
) -> CannedReply:  # fmt: skip
    """Raises TemplateRefused where a text names what it may not."""
    row = _row(CannedReply, reply, team, version, by)
    kept = {language: text for language, one in texts.items() if (text := trimmed(one))}
    if not kept:
        raise NothingToDo
    for language, text in kept.items():
        check_text(text, language=language)
    row.name, row.texts, row.team = _named(name), kept, team
    row.shortcut = _typed_shortcut(shortcut) or row.shortcut or _free_shortcut(name)
    try:
        with transaction.atomic():
            return _kept(row, "reply", by)
    except IntegrityError as error:
        raise ShortcutTaken from error


@transaction.atomic
def save_macro(
    macro: Macro | None, *, name: str, acts: Sequence[Mapping[str, str]], team: Team | None, version: int = 0, by: User
) -> Macro:
    row = _row(Macro, macro, team, version, by)
    row.name, row.team = _named(name), team
    row.acts = [{"act": one["act"], "value": one["value"]} for one in acts[:_MOST_ACTS] if _is_act(one)]
    if not row.acts:
        raise NothingToDo
    return _kept(row, "macro", by)


@transaction.atomic
def save_rule(rule: AssignmentRule | None, values: Mapping[str, Any], *, version: int = 0, by: User) -> AssignmentRule:
    """A new one stands last."""
    require(by, MANAGES)
    if rule is None:
        last = AssignmentRule.objects.aggregate(last=models.Max("place"))["last"]
        row = AssignmentRule(place=(last or 0) + 1, version=0)
    else:
        row = AssignmentRule.objects.select_for_update().get(pk=rule.pk)
        if row.version != version:
            raise CaseOutdated
    for name in ("mode", "purpose", "topic", "category", "language", "tier", "team", "giving", "is_on"):
        if name in values:
            setattr(row, name, values[name])
    row.name = _named(values.get("name", row.name))
    return _kept(row, "rule", by)


@transaction.atomic
def move_rule(rule: AssignmentRule, *, step: int, by: User) -> None:
    """One place up (-1) or down (1); the places are counted anew."""
    require(by, MANAGES)
    rows = list(AssignmentRule.objects.select_for_update().order_by("place", "pk"))
    at = next((number for number, one in enumerate(rows) if one.pk == rule.pk), None)
    if at is None or not 0 <= at + step < len(rows):
        return
    rows[at], rows[at + step] = rows[at + step], rows[at]
    for place, one in enumerate(rows, start=1):
        if one.place != place:
            one.place = place
            one.save(update_fields=["place"])
    _tell("case_setting.changed", rule, "rule", by)


@transaction.atomic
def delete_rule(rule: AssignmentRule, *, by: User) -> None:
    require(by, MANAGES)
    _tell("case_setting.deleted", rule, "rule", by)
    rule.delete()


@transaction.atomic
def set_archived(row: CaseTopic | CannedReply | Macro, *, is_archived: bool, by: User) -> None:
    """What is archived is offered nowhere; where it was used it is still named."""
    if isinstance(row, CaseTopic):
        require(by, MANAGES)
    else:
        _require_keeping(by, row.team_id)
    row.is_archived = is_archived
    row.save(update_fields=["is_archived"])
    what = {CaseTopic: "topic", CannedReply: "reply", Macro: "macro"}[type(row)]
    _tell("case_setting.archived" if is_archived else "case_setting.restored", row, what, by)


def _row(kind: type[OfTeam], given: OfTeam | None, team: Team | None, version: int, by: User) -> OfTeam:
    """The right is asked for where it was kept, and where it is to be kept."""
    _require_keeping(by, team.pk if team else None)
    if given is None:
        return kind(version=0)
    row = kind._default_manager.select_for_update().get(pk=given.pk)
    _require_keeping(by, row.team_id)
    if row.version != version:
        raise CaseOutdated
    return row


def _require_keeping(by: User, team_id: int | None) -> None:
    if not may_keep(by, team_id):
        raise NotAllowed(MANAGES)


def _kept(row: Row, what: str, by: User) -> Row:
    is_new = row.pk is None
    row.version += 1
    row.save()
    _tell("case_setting.created" if is_new else "case_setting.changed", row, what, by)
    return row


def _tell(verb: str, row: Any, what: str, by: User) -> None:
    append_event(NewEvent(verb, "case_setting", row.pk, after={"name": row.name, "what": what}), by=by)


def _named(name: str) -> str:
    found = one_line(name, 120)
    if not found:
        raise NameMissing
    return found


def _typed_shortcut(text: str) -> str:
    """In any script: what is typed in one go after a slash."""
    kept = (one if category(one)[0] in "LMN" or one in "-_" else " " for one in text.casefold())
    return "-".join("".join(kept).split())[:30].strip("-")


def _free_shortcut(name: str) -> str:
    """Nobody chose it, so nobody is told that it is taken."""
    base = _typed_shortcut(name)[:26] or "reply"
    taken = set(CannedReply.objects.filter(shortcut__startswith=base).values_list("shortcut", flat=True))
    return next(
        one for number in range(len(taken) + 1) if (one := f"{base}-{number + 1}" if number else base) not in taken
    )


def _free_code(name: str) -> str:
    base = slugify(name)[:50] or "topic"
    taken = set(CaseTopic.objects.filter(code__startswith=base).values_list("code", flat=True))
    return next(
        code for number in range(len(taken) + 2) if (code := base if not number else f"{base}-{number}") not in taken
    )


def _is_act(one: Mapping[str, str]) -> bool:
    known = {MacroAct.PRIORITY: Priority.values, MacroAct.PAUSE: PauseReason.values, MacroAct.RESOLVE: Outcome.values}
    act, value = one.get("act", ""), one.get("value", "").strip()
    if act not in MacroAct.values or not value:
        return False
    return value in known[MacroAct(act)] if act in known else act == MacroAct.TAG or value.isdecimal()
