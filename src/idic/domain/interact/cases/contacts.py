"""Contacts about a matter that are no case of their own, told by the rooms of the channels: who came again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

#: Customer, topic, moment.
Contact = tuple[int, int, datetime]
_Source = Callable[[datetime, datetime], Iterable[Contact]]
_sources: list[_Source] = []


def tells_contacts(source: _Source) -> _Source:
    """From the first moment to before the second, without the contact that began the case. Registered as the app starts."""
    _sources.append(source)
    return source


def further_contacts(since: datetime, until: datetime) -> list[Contact]:
    return [one for source in _sources for one in source(since, until)]
