"""The aggregates of cases, their messages and complaints.

What was merged counts in the surviving case alone, and what is no wish at all counts nowhere, as in the room of cases.
A promise that has not been decided says nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from idic.warehouse.measures.declaration import Atom

_E4 = 10_000


def _counted(t: Any) -> Any:
    return (t.state != "merged") & (t.outcome != "spam")


def _ended(t: Any) -> Any:
    return _counted(t) & t.state.isin(["resolved", "closed"])


def _decided(t: Any, promise: str) -> Any:
    return _counted(t) & t[f"{promise}_promise"].isin(["met", "breached"])


def _kept(t: Any, promise: str) -> Any:
    return _counted(t) & (t[f"{promise}_promise"] == "met")


def _at_first_contact(t: Any) -> Any:
    return _ended(t) & (t.reopened == 0) & (t.answers <= 1) & (t.messages_in <= 1)


def _ranked(t: Any, promise: str, middle: bool) -> Any:
    """In ten-thousandths of a minute. The median of an even number lies between the two in the middle; the other rank is
    that of the ninth in ten, always a time that somebody waited. None where there is nothing: the division tells so."""
    minutes = (t[f"{promise}_minutes"] * _E4).round().cast("int64")
    ordered = minutes.collect(where=_decided(t, promise) & minutes.notnull()).sort()
    size = ordered.length()

    def at(place: Any) -> Any:
        # Spark finds by no larger number, and nothing in what is empty
        return (size > 0).ifelse(ordered[place.cast("int32")], None)

    return (at((size - 1) // 2) + at(size // 2)) // 2 if middle else at((size * 9 + 9) // 10 - 1)


def _median(promise: str) -> Callable[[Any], Any]:
    return lambda t: _ranked(t, promise, middle=True)


def _ninth(promise: str) -> Callable[[Any], Any]:
    return lambda t: _ranked(t, promise, middle=False)


def _once(promise: str) -> Callable[[Any], Any]:
    """1 where any time is known: what a time in order is divided by, so that of nothing there is none."""
    return lambda t: (t[f"{promise}_minutes"].count(where=_decided(t, promise)) > 0).cast("int64")


def _of_promise(promise: str) -> tuple[Atom, ...]:
    return (
        Atom(f"{promise}_kept", "cases", lambda t: t.count(where=_kept(t, promise))),
        Atom(f"{promise}_decided", "cases", lambda t: t.count(where=_decided(t, promise))),
        Atom(f"{promise}_median", "cases", _median(promise), lines_add=False, e4=True),
        Atom(f"{promise}_ninth", "cases", _ninth(promise), lines_add=False, e4=True),
        Atom(f"{promise}_once", "cases", _once(promise), lines_add=False),
    )


def _new(t: Any) -> Any:
    return ~t.is_told_twice


SERVICE = (
    Atom("cases", "cases", lambda t: t.count(where=_counted(t))),
    *_of_promise("answer"),
    *_of_promise("resolution"),
    Atom("cases_ended", "cases", lambda t: t.count(where=_ended(t))),
    Atom("cases_at_once", "cases", lambda t: t.count(where=_at_first_contact(t))),
    Atom(
        "cases_resolved_once", "cases",
        lambda t: t.count(where=_counted(t) & (t.resolved_at.notnull() | (t.reopened > 0))),
    ),
    Atom("cases_reopened", "cases", lambda t: t.count(where=_counted(t) & (t.reopened > 0))),
    Atom("resolved", "resolutions", lambda t: t.count(where=_counted(t))),
    Atom(
        "cases_open", "backlog",
        lambda t: t.count(where=_counted(t) & t.state.isin(["new", "open", "waiting", "held"])),
    ),
    Atom("messages_in", "messages", lambda t: t.count(where=(t.direction == "inbound") & ~t.is_unwanted)),
    Atom("answers", "messages", lambda t: t.count(where=(t.direction == "outbound") & ~t.is_unwanted)),
    Atom("complaints", "complaints", lambda t: t.count(where=_new(t))),
    # of a thousand customers
    Atom("complaints_thousandfold", "complaints", lambda t: t.count(where=_new(t)) * 1000),
    Atom("complaints_severe", "complaints", lambda t: t.count(where=_new(t) & (t.severity >= 4))),
    Atom("remedy_cost", "complaints", lambda t: t.remedy_cost_e4.sum(where=_new(t)), e4=True),
    Atom("rated_outcome", "complaints", lambda t: t.satisfied_outcome.count(where=_new(t))),
    Atom("content_outcome", "complaints", lambda t: t.count(where=_new(t) & (t.satisfied_outcome >= 4))),
)  # fmt: skip
