"""Other records say in their events which case came of them. Of a case that is kept from the reader that is not told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from idic.domain.interact.cases.queries.seen import seen_among
from idic.foundation.accounts.models import User
from idic.foundation.events.models import Event

#: What names a case, and what stands beside it there and says as much.
_NAMED = {"case_id": ("number", "complaint_id"), "parent_id": (), "merged_into_id": (), "from_id": ()}
#: Of a record that may be about anything.
_ABOUT = ("subject_kind", "subject_id")


def hide_kept_cases(events: Sequence[Event], *, reader: User) -> None:
    """In these objects only. One query where any event names a case."""
    named = {pk for event in events for side in (event.before, event.after) for pk in _cases_in(event, side)}
    if not named:
        return
    kept = named - seen_among(reader, named)
    if kept:
        for event in events:
            event.before, event.after = _without(event, event.before, kept), _without(event, event.after, kept)


def _cases_in(event: Event, side: Mapping[str, object]) -> list[int]:
    return [pk for name in _names(event, side) if isinstance(pk := side.get(name), int)]


def _names(event: Event, side: Mapping[str, object]) -> list[str]:
    found = ["case_id"] if event.subject_kind != "case" else list(_NAMED)
    return [*found, "subject_id"] if side.get("subject_kind") == "case" else found


def _without(event: Event, side: Mapping[str, object], kept: set[int]) -> dict[str, object]:
    left_out: set[str] = set()
    for name in _names(event, side):
        if side.get(name) in kept:
            left_out |= {name, *(_ABOUT if name == "subject_id" else _NAMED[name])}
    return {name: value for name, value in side.items() if name not in left_out}
