"""Who has shown interest without having bought: the rooms above say from when to when, as SQL."""

from __future__ import annotations

_sources: dict[str, str] = {}


def declare_interest(code: str, select: str) -> None:
    """`select` yields customer_id, the first day and the last day of the interest (NULL while it lasts)."""
    _sources[code] = select


def interest_sources() -> list[str]:
    return [_sources[code] for code in sorted(_sources)]
