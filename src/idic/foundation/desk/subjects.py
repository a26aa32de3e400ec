"""A record of any noun, as the rights of a user reach it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.accounts.models import User
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


def access_subject(user: User, code: str, pk: int, *, action: str = "see") -> Subject:
    try:
        noun = noun_of(code)
    except NounUnknown as error:
        raise NotVisible from error
    return Subject(noun, access_record(user, code, pk, action=action))


def may_act(user: User, code: str, pk: int, action: str = "see") -> bool:
    try:
        access_subject(user, code, pk, action=action)
    except (NotAllowed, NotVisible):
        return False
    return True
