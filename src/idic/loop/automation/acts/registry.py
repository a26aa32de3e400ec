from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from idic.foundation.accounts.models import User
from idic.foundation.events.models import Event

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from idic.loop.automation.models import Rule

Settings = Mapping[str, Any]


@dataclass(frozen=True)
class Setting:
    """One input of an act. `kind`: text, long_text, days, person, team, field, value, template, tag, url, choice."""

    name: str
    label: _StrPromise
    kind: str
    is_required: bool = True
    choices: Sequence[tuple[str, str | _StrPromise]] = ()
    hint: _StrPromise | str = ""


@dataclass(frozen=True)
class Occasion:
    """What an act works on; `by` is the owner of the rule."""

    rule: Rule
    event: Event
    noun: str
    record: Any
    by: User


@dataclass(frozen=True)
class Act:
    """`check` raises ActRefused for settings that cannot be used, `run` does it and tells what it did as data."""

    code: str
    label: _StrPromise
    settings: Sequence[Setting]
    check: Callable[[str, Settings, User], None]
    run: Callable[[Occasion, Settings], dict[str, object]]
    nouns: Sequence[str] = ()


_acts: dict[str, Act] = {}


def register_act(act: Act) -> None:
    _acts[act.code] = act


def act_of(code: str) -> Act | None:
    return _acts.get(code)


def acts_for(noun: str) -> list[Act]:
    return [act for act in _acts.values() if not act.nouns or noun in act.nouns]
