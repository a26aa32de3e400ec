from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import may
from idic.foundation.nouns.errors import NounUnknown
from idic.foundation.nouns.fields import Field
from idic.foundation.nouns.noun import Noun

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from idic.foundation.accounts.models import User

#: Gives further fields of a noun at the moment they are asked for: custom attributes come and go without a restart.
FieldSource = Callable[[Noun], Sequence[Field]]
Rows = Callable[["QuerySet[Any]"], "QuerySet[Any]"]


@dataclass
class _Entry:
    noun: Noun
    fields: dict[str, Field]
    joins: list[str] = field(default_factory=list)
    listed: list[Rows] = field(default_factory=list)


_entries: dict[str, _Entry] = {}
_sources: list[FieldSource] = []
#: Names a field that was there once, for a rule that still asks for it; empty where it never was.
FormerLabel = Callable[[str], str]
_former_labels: list[FormerLabel] = []


def register_noun(noun: Noun) -> None:
    if noun.code in _entries and _entries[noun.code].noun.model is not noun.model:
        raise LookupError(f"two nouns are called {noun.code!r}")
    _entries[noun.code] = _Entry(noun, {one.name: one for one in noun.fields})


def extend_noun(code: str, fields: Sequence[Field], *, join: str = "", listed: Rows | None = None) -> None:
    """A higher room adds what it knows about a lower room's noun; neither `join` nor `listed` may multiply rows."""
    entry = _entry(code)
    entry.fields.update((one.name, one) for one in fields)
    if join and join not in entry.joins:
        entry.joins.append(join)
    if listed is not None and listed not in entry.listed:
        entry.listed.append(listed)


def add_field_source(source: FieldSource) -> None:
    if source not in _sources:
        _sources.append(source)


def add_former_labels(lookup: FormerLabel) -> None:
    if lookup not in _former_labels:
        _former_labels.append(lookup)


def former_label(name: str) -> str:
    return next((label for lookup in _former_labels if (label := lookup(name))), "")


def noun_of(code: str) -> Noun:
    return _entry(code).noun


def nouns() -> list[Noun]:
    return [entry.noun for entry in _entries.values()]


def fields_of(code: str, user: User | None = None) -> dict[str, Field]:
    """All fields under their names; with `user`, those whose permission this user holds."""
    entry = _entry(code)
    found = dict(entry.fields)
    for source in _sources:
        found.update((one.name, one) for one in source(entry.noun))
    if user is None:
        return found
    asked_by = entry.noun.asked_by
    held = {name: one for name, one in found.items() if not one.permission or may(user, one.permission)}
    return held if asked_by is None else {name: asked_by(one, user) for name, one in held.items()}


def base_sql(code: str, *, joined: str = "") -> str:
    """FROM … WHERE …; conditions follow behind an AND. `joined` are further joins, which may not multiply rows."""
    entry = _entry(code)
    joins = " ".join([*entry.joins, joined])
    return f"FROM {entry.noun.table} {entry.noun.alias} {joins} WHERE {entry.noun.where}"


def listed_rows(code: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Ready to be shown: every room's joins and deferred columns."""
    entry = _entry(code)
    for ready in (entry.noun.listed, *entry.listed):
        rows = ready(rows)
    return rows


def make_ready(code: str, records: Sequence[Any], user: User) -> None:
    """Before their values are read for somebody: for all of them at once."""
    ready = _entry(code).noun.ready
    if ready is not None and records:
        ready(records, user)


def reader_key(code: str, user: User) -> tuple[int | None, ...]:
    """What fields of the noun follow from besides the reader's rights, where they are kept."""
    return () if _entry(code).noun.asked_by is None else (user.pk, user.team_id)


def access_record(user: User, code: str, pk: int, *, action: str = "see") -> Any:
    """The record, or NotAllowed / NotVisible: a page never learns that what it may not see is there."""
    noun = noun_of(code)
    permission = noun.permission(action)
    if noun.access is not None:
        return noun.access(user, pk, permission=permission)
    found = noun.visible(user, permission).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    make_ready(code, [found], user)
    return found


def _entry(code: str) -> _Entry:
    try:
        return _entries[code]
    except KeyError:
        raise NounUnknown(code) from None
