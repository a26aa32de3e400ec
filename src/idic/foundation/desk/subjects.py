"""A record of any noun, as the rights of a user reach it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.desk.errors import RecordLocked
from idic.foundation.nouns.errors import NounUnknown
from idic.foundation.nouns.noun import Noun
from idic.foundation.nouns.registry import access_record, noun_of


@dataclass(frozen=True)
class Subject:
    noun: Noun
    record: Any

    @property
    def code(self) -> str:
        return self.noun.code

    @property
    def pk(self) -> int:
        """Of the record that answered: one that was merged away answers with what it became."""
        return int(self.record.pk)

    @property
    def customer_id(self) -> int | None:
        return self.noun.customer_of(self.record)

    @property
    def title(self) -> str:
        return str(self.noun.title(self.record))


#: Of what is no noun and is told of all the same: those of these ids that the user sees, each with its title.
Titles = Callable[[User, Collection[int]], Mapping[int, str]]
_told: dict[str, Titles] = {}
#: Of each room that locks records: why nothing may be added to this one or changed on it; empty where it may.
_locks: dict[str, Callable[[Subject], str]] = {}


def register_told(code: str, titles: Titles) -> None:
    _told[code] = titles


def is_told(code: str) -> bool:
    return code in _told


def titles_of(user: User, code: str, pks: Collection[int]) -> dict[int, str]:
    """Of those that the user sees, in one query."""
    if code in _told:
        return dict(_told[code](user, pks))
    try:
        noun = noun_of(code)
        rows = noun.visible(user, noun.permission("see"))
    except (NounUnknown, NotAllowed):
        return {}
    return {record.pk: str(noun.title(record)) for record in rows.filter(pk__in=pks)}


def title_of(user: User, code: str, pk: int) -> str:
    """Empty where the user does not see it. One that was merged away answers with what it became."""
    if code in _told:
        return titles_of(user, code, [pk]).get(pk, "")
    try:
        return access_subject(user, code, pk).title
    except (NotAllowed, NotVisible):
        return ""


def register_lock(code: str, why: Callable[[Subject], str]) -> None:
    _locks[code] = why


def refuse_locked(subject: Subject) -> None:
    for why in _locks.values():
        if sentence := why(subject):
            raise RecordLocked(sentence)


def access_subject(user: User, code: str, pk: int, *, action: str = "see") -> Subject:
    """To see it, or to do something with it, which a lock refuses."""
    try:
        noun = noun_of(code)
    except NounUnknown as error:
        raise NotVisible from error
    subject = Subject(noun, access_record(user, code, pk, action=action))
    if action != "see":
        refuse_locked(subject)
    return subject


def seen_of(user: User, subjects: Iterable[tuple[str, int]]) -> set[tuple[str, int]]:
    """Of these records, each a noun's code and an id, those that the user sees: one query for each noun among them."""
    found: set[tuple[str, int]] = set()
    of = defaultdict(set)
    for code, pk in subjects:
        of[code].add(pk)
    for code, ids in of.items():
        try:
            noun = noun_of(code)
            rows = noun.visible(user, noun.permission("see"))
        except (NounUnknown, NotAllowed):
            continue
        found |= {(code, pk) for pk in rows.filter(pk__in=ids).values_list("pk", flat=True)}
    return found


def may_act(user: User, code: str, pk: int, action: str = "see") -> bool:
    if code in _told:
        return action == "see" and bool(title_of(user, code, pk))
    try:
        access_subject(user, code, pk, action=action)
    except (NotAllowed, NotVisible):
        return False
    return True
