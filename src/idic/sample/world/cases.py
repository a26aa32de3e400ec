"""Cases of a block with what was said in them and their clocks; the customers take turns. Almost all have ended."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.enums import CaseState, MessageKind, Outcome
from idic.domain.interact.cases.models.case import NEVER
from idic.domain.interact.cases.models.clock import ClockState
from idic.domain.interact.cases.search import keys_of
from idic.domain.interact.contact import AccessMode, Priority, Purpose
from idic.domain.interact.standards.enums import Measure
from idic.foundation.bulk.copying import copy_rows
from idic.sample.world.case_words import GOODS, LANGUAGES, REPLIES, WISHES
from idic.sample.world.customers import Place
from idic.sample.world.shape import Block, Shape

#: With the first word; the case itself holds it too.
MESSAGES = 5
FIRST_ANSWER, RESOLUTION = 240, 2880
_DAYS, _OPEN_FOR = timedelta(days=730), timedelta(days=2)
_STILL_OPEN = 0.02
# Of those that are open.
_NOBODYS, _SNOOZED = 0.15, 0.05
_MODES = (AccessMode.EMAIL, AccessMode.PHONE, AccessMode.WEB_FORM, AccessMode.CHAT, AccessMode.COUNTER)
_PURPOSES = (
    Purpose.COMPLAIN, Purpose.COMPLAIN, Purpose.REQUEST_SERVICE, Purpose.SEEK_INFORMATION, Purpose.REQUEST_SERVICE,
    Purpose.COMPLAIN,
)  # fmt: skip

CASE_COLUMNS = (
    "id", "title", "text", "customer_id", "contact_name", "contact_address", "mode", "purpose", "state", "priority",
    "language", "owner_id", "team_id", "received_at", "first_response_at", "resolved_at", "last_message_at",
    "waits_for_us", "snoozed_until", "due_at", "outcome", "outcome_note", "verdict", "reopened", "hidden_from", "search_text",
    "search_keys", "signature", "attributes", "version", "created_at", "updated_at",
)  # fmt: skip
MESSAGE_COLUMNS = (
    "case_id", "kind", "mode", "author_id", "customer_id", "sender_name", "sender_address", '"to"', "cc", "subject", "text",
    "html", "source", "external_id", "in_reply_to", "raw_path", "delivery", "at", "created_at",
)  # fmt: skip
CLOCK_COLUMNS = (
    "case_id", "measure", "standard_version_id", "tier", "budget_minutes", "started_at", "due_at", "stopped_at", "state",
    "breached_at", "elapsed_minutes", "gross_minutes", "warned", "next_at",
)  # fmt: skip

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Promises:
    """Numbers of the versions that say how soon somebody is answered, and how soon it is done."""

    first_answer: int
    resolution: int


def copy_cases(block: Block, place: Place, promises: Promises, shape: Shape) -> None:
    cases, messages, clocks = [], [], []
    for case, said, measured in _told(block, place, promises, shape):
        cases.append(case)
        messages += said
        clocks += measured
    copy_rows("cases_case", CASE_COLUMNS, cases)
    copy_rows("cases_message", MESSAGE_COLUMNS, messages)
    copy_rows("cases_caseclock", CLOCK_COLUMNS, clocks)


def _told(block: Block, place: Place, promises: Promises, shape: Shape) -> Iterator[tuple[Row, list[Row], list[Row]]]:
    dice, now, customers = block.dice("cases"), timezone.now(), shape.customers
    end = datetime.combine(block.ends_on, time(18), place.zone)
    numbers = range(block.start, block.start + block.size)
    names = _names_of({_customer_of(number, customers) for number in numbers})
    for number in numbers:
        language = LANGUAGES[number % len(LANGUAGES)]
        subject = dice.randrange(len(_PURPOSES))
        title, text = (
            words.format(dice.choice(GOODS[language]), n=f"A{number:07d}") for words in WISHES[language][subject]
        )
        is_open = number > shape.cases * (1 - _STILL_OPEN)
        received = end - _age(number, shape.cases) - timedelta(minutes=dice.randrange(60))
        customer = _customer_of(number, customers)
        owner, team = dice.choice(place.keepers)
        is_nobodys = is_open and dice.random() < _NOBODYS
        snoozed = now + timedelta(days=1 + dice.randrange(9)) if is_open and dice.random() < _SNOOZED else None
        answered = None if is_open and dice.random() < 0.4 else received + timedelta(minutes=dice.expovariate(1 / 130))
        if answered is not None and answered > now:
            answered = None
        said = _said(dice, language, text, received, answered, MESSAGES if not is_open else 1 + 2 * bool(answered), now)
        last = said[-1][1]
        resolved = None if is_open else last
        clocks = [
            _clock(number, Measure.FIRST_RESPONSE, promises.first_answer, FIRST_ANSWER, received, answered, now),
            _clock(number, Measure.RESOLUTION, promises.resolution, RESOLUTION, received, resolved, now),
        ]
        mode = dice.choice(_MODES)
        search_text, search_keys = _keys_of(title, names[customer], text, language, len(said) - 1, number)
        state = CaseState.CLOSED if resolved else CaseState.OPEN if answered else CaseState.NEW
        case: Row = (
            number, title, text, customer, "", "", mode.value, _PURPOSES[subject].value, state.value,
            dice.choice((Priority.NORMAL, Priority.NORMAL, Priority.NORMAL, Priority.HIGH, Priority.LOW)).value, language,
            None if is_nobodys else owner, team, received, answered, resolved, last,
            not resolved and said[-1][0] is MessageKind.INBOUND, snoozed,
            min((clock[6] for clock in clocks if clock[7] is None), default=NEVER), (Outcome.SOLVED if resolved else ""), "", "",
            0, "{}", search_text, search_keys, "{}", "{}", 1, received, last,
        )  # fmt: skip
        messages: list[Row] = [
            (number, kind.value, mode.value, owner if kind is MessageKind.OUTBOUND else None,
             customer if kind is MessageKind.INBOUND else None, "", "", [], [], "", words, "", "", "", "", "", "", at, at)
            for kind, at, words in said
        ]  # fmt: skip
        yield case, messages, clocks


def _age(number: int, total: int) -> timedelta:
    """Numbers are given as cases come, so that the latest stand together in the table, as they do where people work. Those
    that are open came within two days."""
    ended = total * (1 - _STILL_OPEN)
    if number > ended:
        return _OPEN_FOR * ((total - number) / (total - ended))
    return _OPEN_FOR + (_DAYS - _OPEN_FOR) * (1 - number / ended)


def _customer_of(number: int, customers: int) -> int:
    return (number - 1) % customers + 1


def _names_of(customers: set[int]) -> dict[int, str]:
    return dict(Customer.objects.filter(pk__in=customers).values_list("pk", "name"))


def _keys_of(title: str, name: str, text: str, language: str, replies: int, number: int) -> tuple[str, str]:
    """The text, and the keys as the database writes a list, as `keys_of` all of it would give them, in half the time."""
    lines, keys = keys_of([title, name, text], codes=[str(number)])
    more, other = _keys_of_replies(language, replies)
    *own, last = lines.split("\n")
    quoted = (one.replace("\\", "\\\\").replace('"', '\\"') for one in sorted(other.union(keys)))
    return "\n".join(dict.fromkeys((*own, *more, last))), '{"' + '","'.join(quoted) + '"}'


@lru_cache
def _keys_of_replies(language: str, count: int) -> tuple[list[str], frozenset[str]]:
    text, keys = keys_of(REPLIES[language][:count])
    return text.split("\n") if text else [], frozenset(keys)


def _said(
    dice: random.Random,
    language: str,
    text: str,
    received: datetime,
    answered: datetime | None,
    wanted: int,
    now: datetime,
) -> list[tuple[MessageKind, datetime, str]]:
    said, at = [(MessageKind.INBOUND, received, text)], answered
    for place in range(wanted - 1):
        if at is None or at > now:
            break
        kind = MessageKind.INBOUND if place % 2 else MessageKind.OUTBOUND
        said.append((kind, at, REPLIES[language][place]))
        at += timedelta(minutes=dice.expovariate(1 / 400))
    return said


def _clock(
    case: int, measure: Measure, version: int, budget: int, start: datetime, stop: datetime | None, now: datetime
) -> Row:
    due = start + timedelta(minutes=budget)
    taken = ((stop or max(now, start)) - start) / timedelta(minutes=1)
    is_late = (stop or now) > due
    state = ClockState.BREACHED if is_late else ClockState.MET if stop else ClockState.RUNNING
    # Told of already, so that a worker that starts on this world does not tell thousands of old news.
    warned = 0 if stop else 100
    return (
        case, measure.value, version, "", budget, start, due, stop, state.value, due if is_late else None, taken, taken,
        warned, None,
    )  # fmt: skip
