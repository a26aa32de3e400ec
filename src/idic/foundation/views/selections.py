"""Which records an act or a file is about: named one by one, or everything that a look shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from idic.foundation.accounts.models import User
from idic.foundation.nouns.registry import noun_of
from idic.foundation.views.groups import asked_fields, seen_fields
from idic.foundation.views.looks import Look, hold, narrowed

MOST_NAMED = 1000


@dataclass(frozen=True)
class Selection:
    noun: str
    look: Look
    ids: tuple[int, ...] = ()
    # everything that the look shows; else only `ids`
    is_all: bool = False

    def stored(self) -> dict[str, Any]:
        return {"look": self.look.stored(), "ids": list(self.ids), "all": self.is_all}

    @classmethod
    def read(cls, noun: str, stored: Mapping[str, Any]) -> Selection:
        return cls(noun, Look.read(stored.get("look", {})), tuple(stored.get("ids", ())), bool(stored.get("all")))

    def rows(self, user: User, permission: str) -> QuerySet[Any]:
        """What of it `permission` reaches, as things are now. Empty where nothing was chosen."""
        noun = noun_of(self.noun)
        reached = noun.visible(user, permission)
        if not self.is_all:
            return reached.filter(pk__in=self.ids)
        fields = asked_fields(self.noun, user, seen_fields(self.noun, user))
        rows = narrowed(reached, self.noun, hold(self.look, fields, columns=()), fields)
        see = noun.permission("see")
        # A right to export or to change may reach further than the list on which the choice was made.
        return rows if permission == see else rows.filter(pk__in=noun.visible(user, see).values("pk"))


def read_ids(texts: Sequence[str]) -> tuple[int, ...]:
    """What a form sends; a text that is no id is not there."""
    ids = (int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 19)
    return tuple(dict.fromkeys(ids))[:MOST_NAMED]
