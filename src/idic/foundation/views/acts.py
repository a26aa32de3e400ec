"""What may be done to many records at once. A room registers its own acts; the page and the job know none of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from idic.foundation.nouns.fields import Field

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from idic.foundation.accounts.models import User

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Done:
    """One record that an act has changed, in the room's own words: what `restore` needs to take it back."""

    record_id: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True)
class BulkAct:
    """`inputs` are the fields to fill in; `check` makes the stored values of what was typed or raises ValueRefused.

    `apply` gets ids that the right has been checked for, inside a transaction, and returns those that it changed;
    `refused`, filled by it, are ids it could not change. `restore` gets what `apply` had returned and gives back the ids
    that stand again as before; what was changed since stays as it is.
    """

    code: str
    noun: str
    label: str | _StrPromise
    permission: str
    inputs: Callable[[User], Sequence[Field]]
    check: Callable[[Values, User], dict[str, Any]]
    apply: Callable[[Sequence[int], Values, User, datetime], Sequence[Done]]
    restore: Callable[[Sequence[Done], Values, User, datetime], set[int]]
    icon: str = "edit"
    hint: str | _StrPromise = ""
    is_danger: bool = False
    # one of the inputs is chosen, under the name "field"; else all are filled in
    is_choice: bool = False
    # an act that is done on a page of its own, one decision at a time: the name of its address, which gets the ids
    page: str = ""
    order: int = field(default=50, compare=False)


def page_act(
    noun: str, code: str, label: str | _StrPromise, permission: str, *, page: str, icon: str = "edit", order: int = 50
) -> BulkAct:
    """An act of a page of its own: nothing of it is left to a job."""
    return BulkAct(
        code, noun, label, permission, lambda _by: (), lambda _typed, _by: {}, lambda *_all: (), lambda *_all: set(),
        icon=icon, order=order, page=page,
    )  # fmt: skip


_acts: dict[tuple[str, str], BulkAct] = {}


def register_act(act: BulkAct) -> None:
    _acts[(act.noun, act.code)] = act


def registered_acts(noun: str) -> list[BulkAct]:
    return [act for act in _acts.values() if act.noun == noun]
