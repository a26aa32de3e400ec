"""Records of every noun that can be searched. Customers have a search of their own, with the best hits first."""

from __future__ import annotations

from typing import Any

from idic.doors.web.records.pages import page_of
from idic.doors.web.shell.search import Hit
from idic.foundation.accounts.enums import GroupAccess
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.desk.operations.fields import field_access
from idic.foundation.languages.values import written
from idic.foundation.nouns.fields import Field
from idic.foundation.nouns.noun import Noun
from idic.foundation.nouns.registry import listed_rows, noun_of

_LONGEST = 200
_TOLD = 3


def find_records(code: str, user: User, text: str, limit: int) -> list[Hit]:
    """Newest first. Asks for the few numbers before the rows: most texts find none, and the rows of a list are wide."""
    noun = noun_of(code)
    permission = noun.permission("see")
    text = text.replace("\x00", "").strip()[:_LONGEST]
    if noun.search is None or not text or not may(user, permission):
        return []
    within = noun.visible(user, permission)
    found = list(noun.search(within, text).order_by("-pk").values_list("pk", flat=True)[:limit])
    if not found:
        return []
    rows = listed_rows(code, within.filter(pk__in=found)).order_by("-pk")
    told = _told(noun, user)
    return [Hit(str(noun.title(row)), page_of(code, row.pk), _detail(told, row)) for row in rows]


def _told(noun: Noun, user: User) -> list[Field]:
    """What a list shows behind the title, as far as it stands on the row and this reader may see it."""
    fields = {one.name: one for one in noun.fields}
    shown = [fields[name] for name in noun.columns[1:] if name in fields]
    return [
        one
        for one in shown
        if one.value is not None
        and one.names is None
        and (not one.permission or may(user, one.permission))
        and field_access(user, noun.code, one) >= GroupAccess.SEEN
    ][:_TOLD]


def _detail(told: list[Field], row: Any) -> str:
    texts = (written(one, one.value(row)) for one in told if one.value is not None)
    return " · ".join(text for text in texts if text)
