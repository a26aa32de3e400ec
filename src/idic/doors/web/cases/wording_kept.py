"""What is set up for the inbox, as its pages list it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from idic.domain.catalogue.queries.products import names_of_products
from idic.domain.interact.cases.enums import MacroAct, Outcome, PauseReason
from idic.domain.interact.cases.models import AssignmentRule, CannedReply, CaseTopic, Macro
from idic.domain.interact.cases.queries.replies import names_of_replies
from idic.domain.interact.cases.queries.topics import names_of_topics
from idic.domain.interact.contact import Priority
from idic.foundation.accounts.queries.choices import names_of_teams
from idic.foundation.accounts.queries.names import ids_of


@dataclass(frozen=True)
class Row:
    pk: int
    name: str
    notes: Sequence[str]
    whose: str = ""
    is_off: bool = False
    off_label: str = ""
    depth: int = 0


def topic_rows(topics: list[CaseTopic]) -> list[Row]:
    """As a tree, each below its own; the archived ones where they stand."""
    by_parent: dict[int | None, list[CaseTopic]] = {}
    known = {one.pk for one in topics}
    for one in topics:
        by_parent.setdefault(one.parent_id if one.parent_id in known else None, []).append(one)
    return list(_below(None, by_parent, 0))


def _below(parent: int | None, by_parent: dict[int | None, list[CaseTopic]], depth: int) -> Iterable[Row]:
    for one in by_parent.get(parent, []):
        yield Row(one.pk, one.name, (), is_off=one.is_archived, off_label=_("Archived"), depth=min(depth, 5))
        yield from _below(one.pk, by_parent, depth + 1)


def reply_rows(replies: list[CannedReply]) -> list[Row]:
    labels = dict(settings.LANGUAGES)
    return [
        Row(one.pk, one.name, (f"/{one.shortcut}", ", ".join(str(labels.get(code, code)) for code in one.texts)),
            one.team.name if one.team else _("Everybody"), one.is_archived, _("Archived"))
        for one in replies
    ]  # fmt: skip


def macro_rows(macros: list[Macro]) -> list[Row]:
    names = _names_in(macros)
    return [
        Row(one.pk, one.name, [_act(act, names) for act in one.acts], one.team.name if one.team else _("Everybody"),
            one.is_archived, _("Archived"))
        for one in macros
    ]  # fmt: skip


def rule_rows(rules: list[AssignmentRule]) -> list[Row]:
    return [
        Row(
            one.pk,
            one.name,
            (_conditions(one), f"→ {one.team.name}: {one.get_giving_display()}"),
            "",
            not one.is_on,
            _("Off"),
        )
        for one in rules
    ]


def _conditions(rule: AssignmentRule) -> str:
    languages = dict(settings.LANGUAGES)
    told = [
        rule.get_mode_display() if rule.mode else "", rule.get_purpose_display() if rule.purpose else "",
        rule.topic.name if rule.topic else "", rule.category.path if rule.category else "",
        str(languages.get(rule.language, rule.language)),
        rule.get_tier_display() if rule.tier else "",
    ]  # fmt: skip
    return " · ".join(one for one in told if one) or _("Every case")


def _names_in(macros: list[Macro]) -> dict[tuple[str, str], str]:
    """Of topics, products, teams and replies that acts name: one query each, whatever the number of macros."""
    kinds = {
        MacroAct.TOPIC: names_of_topics, MacroAct.TEAM: names_of_teams, MacroAct.REPLY: names_of_replies,
        MacroAct.PRODUCT: names_of_products,
    }  # fmt: skip
    found: dict[tuple[str, str], str] = {}
    for act, names_of in kinds.items():
        ids = ids_of([str(one["value"]) for macro in macros for one in macro.acts if one["act"] == act])
        found |= {(act, str(pk)): name for pk, name in names_of(ids).items()}
    return found


def _act(one: dict[str, str], names: dict[tuple[str, str], str]) -> str:
    codes = {
        MacroAct.PRIORITY: Priority.choices,
        MacroAct.PAUSE: PauseReason.choices,
        MacroAct.RESOLVE: Outcome.choices,
    }
    act, value = MacroAct(one["act"]), one["value"]
    if act in codes:
        words = str(dict(codes[act]).get(value, value))
    else:
        words = value if act == MacroAct.TAG else names.get((act, value), "–")
    return f"{act.label}: {words}"
