"""Two weeks of calls as the telephone system tells them: answered, made, missed; and who waits to be called back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.interact.telephony.enums import CallEvent, Direction
from idic.domain.interact.telephony.models import Call, Exchange
from idic.domain.interact.telephony.operations.calls import note_call
from idic.domain.interact.telephony.operations.exchanges import create_exchange, set_extension
from idic.domain.interact.telephony.operations.queueing import ask_call_back
from idic.domain.interact.telephony.operations.taking import take_event
from idic.domain.interact.telephony.told import Told
from idic.foundation.accounts.models import User
from idic.sample.service.channel_words import ASKS, CALLS, MISSED, NAMES
from idic.sample.service.moments import MARK, said, working_moment

_LINE, _QUEUE = "+6625550100", "service"
_EXTENSIONS = ("201", "202")
#: Calls of which nothing was noted, beside those in words.
_PLAIN = 36
_LANGUAGES = ("th", "th", "en", "zh-hant", "zh-hans")
#: Where the sample has no customers.
_NOBODY = "0810000000"


def make_telephones(staff: Sequence[User], people: Mapping[str, list[Customer]], *, today: date) -> None:
    exchange, _secret = create_exchange(said(NAMES["exchange"]), by=staff[0])
    agents = dict(zip(_EXTENSIONS, (staff[1], staff[2]), strict=True))
    for extension, user in agents.items():
        set_extension(user, extension, by=staff[0])
    for place, one in enumerate(CALLS):
        extension = _EXTENSIONS[one.language.startswith("zh-hant") or one.language == "en"]
        at = _moment(today, one.days, time(9 + place % 7, 7 * place % 60))
        call = _talked(exchange, place, _number(people, one.language, place), extension, at, is_inbound=one.is_inbound)
        note_call(call, one.note, by=agents[extension])
    for place in range(len(CALLS), len(CALLS) + _PLAIN):
        at = _moment(today, place % 10 if place % 3 else 0, time(9 + place % 6, 17 * place % 60))
        language = _LANGUAGES[place % len(_LANGUAGES)]
        _talked(exchange, place, _number(people, language, place), _EXTENSIONS[place % 2], at, is_inbound=place % 5 > 0)
    for place, (minutes, often) in enumerate(MISSED):
        number = _number(people, ("th", "zh-hant", "en")[place], place + 5)
        for again in range(often):
            at = timezone.now() - timedelta(minutes=minutes - 4 * again)
            _missed(exchange, f"missed-{place}-{again}", number, at)
    known = people[ASKS.language]
    who = known[3] if len(known) > 3 else None
    at = timezone.now() - timedelta(minutes=55)
    ask_call_back(
        who.phone if who else _NOBODY, name=who.name if who else "", note=ASKS.note, customer=who, at=at, by=staff[0]
    )


def _moment(today: date, days: int, clock: time) -> datetime:
    """What today's clock has not reached yet was the day before: a morning does not begin with all calls at once."""
    at = working_moment(today, days, clock)
    return at if timezone.localtime(at).time() == clock else working_moment(today, days + 1, clock)


def _number(people: Mapping[str, list[Customer]], language: str, place: int) -> str:
    known = people[language]
    return known[place % len(known)].phone if known else f"{_NOBODY[:-2]}{place:02d}"


def _talked(exchange: Exchange, place: int, number: str, extension: str, at: datetime, *, is_inbound: bool) -> Call:
    direction = Direction.INBOUND if is_inbound else Direction.OUTBOUND
    minutes = (2, 4, 3, 7, 5)[place % 5]
    moments = (
        (CallEvent.RINGING, at), (CallEvent.ANSWERED, at + timedelta(seconds=5 + 7 * place % 23)),
        (CallEvent.ENDED, at + timedelta(minutes=minutes, seconds=11 * place % 60)),
    )  # fmt: skip
    for event, moment in moments:
        told = Told(
            f"{MARK}{place}", event, moment, direction, number, _LINE, (extension,), _QUEUE if is_inbound else ""
        )
        call = take_event(exchange, told)
    return call


def _missed(exchange: Exchange, name: str, number: str, at: datetime) -> None:
    for event, moment in ((CallEvent.RINGING, at), (CallEvent.ENDED, at + timedelta(seconds=42))):
        take_event(
            exchange, Told(f"{MARK}{name}", event, moment, Direction.INBOUND, number, _LINE, _EXTENSIONS, _QUEUE)
        )
