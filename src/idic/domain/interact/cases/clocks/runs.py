"""From when to when each clock of a case ran. Pure: facts in, runs out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from idic.domain.interact.cases.enums import MessageKind
from idic.domain.interact.standards.enums import Measure


@dataclass(frozen=True)
class Said:
    """A message: its kind and its moment. `is_ours` where one of ours wrote it down or a person of ours said it."""

    kind: str
    at: datetime


@dataclass(frozen=True)
class Facts:
    """`first_response_at` and `resolved_at` None: not yet."""

    received_at: datetime
    first_response_at: datetime | None
    resolved_at: datetime | None
    said: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Run:
    measure: str
    started_at: datetime
    stopped_at: datetime | None


def runs_of(facts: Facts) -> list[Run]:
    """An automatic receipt acknowledges and answers nothing; an answer acknowledges too. The clock of further answers
    starts with the first message that nobody has answered, and with each one anew after an answer. What has been
    resolved waits for no answer."""
    start = facts.received_at
    told = [one.at for one in facts.said if one.kind != MessageKind.INBOUND and one.at >= start]
    acknowledged = min(
        [*told, *([facts.first_response_at] if facts.first_response_at is not None else [])], default=None
    )
    ended = facts.resolved_at
    return [
        Run(Measure.ACKNOWLEDGEMENT, start, _stop(start, acknowledged or ended)),
        Run(Measure.FIRST_RESPONSE, start, _stop(start, facts.first_response_at or ended)),
        *_next_answers(facts),
        Run(Measure.RESOLUTION, start, _stop(start, ended)),
    ]


def _next_answers(facts: Facts) -> Iterable[Run]:
    first = facts.first_response_at
    if first is None:
        return
    asked: datetime | None = None
    for one in sorted(facts.said, key=lambda said: said.at):
        if one.at <= first:
            continue
        if one.kind == MessageKind.INBOUND and asked is None:
            asked = one.at
        elif one.kind == MessageKind.OUTBOUND and asked is not None:
            yield Run(Measure.NEXT_RESPONSE, asked, one.at)
            asked = None
    if asked is not None:
        yield Run(Measure.NEXT_RESPONSE, asked, _stop(asked, facts.resolved_at))


def _stop(start: datetime, moment: datetime | None) -> datetime | None:
    """An answer given before the contact was written down stops the clock at its start."""
    return None if moment is None else max(start, moment)
