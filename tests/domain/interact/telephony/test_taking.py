"""Calls, put together from what a telephone system tells."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from django.utils import timezone

from idic.domain.identify.operations.customers import create_customer
from idic.domain.interact.telephony.enums import CallBackState, CallState
from idic.domain.interact.telephony.errors import ExtensionRefused, ExtensionTaken
from idic.domain.interact.telephony.models import Call, CallBack
from idic.domain.interact.telephony.numbers import number_of
from idic.domain.interact.telephony.operations.calls import name_caller, open_case_of_call
from idic.domain.interact.telephony.operations.exchanges import set_extension
from idic.domain.interact.telephony.queries.calls import going_on, volume
from idic.foundation.events.models import Event
from tests.exchanges import make_exchange, tell

START = timezone.now() - timedelta(minutes=10)
TOLD: tuple[tuple[str, int, dict[str, Any]], ...] = (
    ("ringing", 0, {"from": "081-234-5678", "to": "021234567", "extension": ["201", "202"], "queue": "service"}),
    ("answered", 12, {"extension": "202"}),
    ("ended", 95, {}),
    ("recording", 95, {"recording": "https://pbx.example/1.ogg"}),
)


def at(seconds: int) -> str:
    return (START + timedelta(seconds=seconds)).isoformat()


@pytest.fixture
def exchange(cast: Any) -> Any:
    set_extension(cast.service, "201", by=cast.administrator)
    set_extension(cast.service_colleague, "202", by=cast.administrator)
    return make_exchange(cast.administrator)


def test_in_whatever_order_and_twice_a_call_comes_to_the_same(cast: Any, exchange: Any) -> None:
    for number, order in enumerate(list(permutations(TOLD))[::3]):
        for event, seconds, more in (*order, order[0]):
            call = tell(exchange, event, call=str(number), at=at(seconds), **more)
        assert (call.state, call.number, call.agent_id, call.queue, call.rung) == (
            CallState.ENDED, "+66812345678", cast.service_colleague.pk, "service", ["201", "202"],
        )  # fmt: skip
        assert (call.rang_at, call.answered_at, call.ended_at) == tuple(
            START + timedelta(seconds=one) for one in (0, 12, 95)
        )
        assert call.recording_url == "https://pbx.example/1.ogg"
    assert Call.objects.count() == number + 1
    assert Event.objects.filter(verb="call.ended").count() == number + 1
    # where the end came before the answer somebody was to be called back, and is no longer
    assert not CallBack.objects.filter(state=CallBackState.OPEN).exists()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("๐๘๑-๒๓๔-๕๖๗๘", "+66812345678"), ("+86 138 0013 8000", "+8613800138000"), ("anonymous", ""), ("", ""),
        ("02 123 4567 ต่อ 12", "+6621234567"), ("1669", "1669"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_those_of_customers(typed: str, read: str) -> None:
    assert number_of(typed) == read


def test_the_caller_is_known_by_the_number_unless_several_have_it(cast: Any, exchange: Any) -> None:
    malee = create_customer({"kind": "person", "name": "Malee Suk", "phone": "081-234-5678"}, by=cast.service)
    assert tell(exchange, "ringing", call="a", **{"from": "๐๘๑๒๓๔๕๖๗๘"}).customer == malee
    create_customer({"kind": "person", "name": "Somchai Dee", "phone": "+66812345678"}, by=cast.service)
    assert tell(exchange, "ringing", call="b", **{"from": "+66812345678"}).customer is None


def test_a_missed_call_waits_to_be_called_back_until_they_are_spoken_with(cast: Any, exchange: Any) -> None:
    for number in range(2):
        tell(exchange, "ringing", call=f"m{number}", at=at(number * 60), **{"from": "0812345678"})
        tell(exchange, "ended", call=f"m{number}", at=at(number * 60 + 30))
        tell(exchange, "ended", call=f"m{number}", at=at(number * 60 + 30))
    waiting = CallBack.objects.get()
    assert (waiting.state, waiting.calls, waiting.reason) == ("open", 2, "missed")
    out = {"direction": "outbound", "to": "+66812345678", "extension": "201"}
    tell(exchange, "ringing", call="out", at=at(200), **out)
    tell(exchange, "ended", call="out", at=at(230), **out)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.tries) == ("open", 1)
    tell(exchange, "answered", call="out2", at=at(300), **out)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.closed_by) == ("done", cast.service)


def test_who_withholds_the_number_is_missed_and_cannot_be_called(exchange: Any) -> None:
    tell(exchange, "ringing", **{"from": "anonymous"})
    assert tell(exchange, "ended").state == CallState.MISSED
    assert not CallBack.objects.exists()


def test_the_telephones_that_ring_see_it_and_afterwards_the_one_that_was_picked_up(exchange: Any) -> None:
    now = timezone.now()
    tell(exchange, "ringing", **{"from": "0812345678", "extension": ["201", "202"]})
    assert [going_on(one, now=now).count() for one in ("201", "202", "203")] == [1, 1, 0]
    tell(exchange, "answered", extension="202")
    assert [going_on(one, now=now).count() for one in ("201", "202")] == [0, 1]
    tell(exchange, "answered", extension="201")  # passed on
    assert [going_on(one, now=now).count() for one in ("201", "202")] == [1, 0]
    tell(exchange, "ended")
    assert going_on("201", now=now).count() == 0


@pytest.mark.parametrize(
    "link", ["http://pbx.example/1", "javascript:alert(1)", "https://pbx.example/a b", 'https://x/"']
)
def test_no_other_link_than_a_secure_address_is_kept(exchange: Any, link: str) -> None:
    assert tell(exchange, "recording", recording=link).recording_url == ""


def test_a_case_of_a_call_began_when_it_rang(cast: Any, exchange: Any) -> None:
    call = tell(exchange, "ringing", at=at(0), **{"from": "0812345678"})
    made = name_caller(call, "Malee Suk", by=cast.service)
    case = open_case_of_call(call, title="The kettle leaks", purpose="complain", by=cast.service)
    assert (case.mode, case.received_at, case.customer, case.owner) == ("phone", START, made, cast.service)
    call.refresh_from_db()
    assert (call.case, call.customer) == (case, made)


def test_half_hours_count_what_was_offered_answered_and_given_up(cast: Any, exchange: Any) -> None:
    day = START.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=2)

    def one(name: str, minute: int, wait: int, *, answered: bool) -> None:
        begins = day + timedelta(hours=9, minutes=minute)
        tell(exchange, "ringing", call=name, at=begins.isoformat())
        if answered:
            tell(exchange, "answered", call=name, at=(begins + timedelta(seconds=wait)).isoformat())
            wait += 60
        tell(exchange, "ended", call=name, at=(begins + timedelta(seconds=wait)).isoformat())

    one("a", 1, 10, answered=True)
    one("b", 5, 40, answered=True)
    one("c", 6, 30, answered=False)
    one("d", 31, 2, answered=False)
    whole, slots = volume(cast.service, since=day, until=day + timedelta(days=1))
    assert [(slot.offered, slot.figures.answered, slot.figures.abandoned) for slot in slots] == [(3, 2, 1), (1, 0, 0)]
    assert whole is not None
    assert whole.figures.service_level is not None
    assert (round(whole.figures.service_level.share, 4), whole.handling_s) == (0.3333, 60)


def test_an_extension_is_of_one_person(cast: Any, exchange: Any) -> None:
    with pytest.raises(ExtensionTaken):
        set_extension(cast.sales, "201", by=cast.administrator)
    with pytest.raises(ExtensionRefused):
        set_extension(cast.sales, "๒๐๓", by=cast.administrator)
    set_extension(cast.service, "", by=cast.administrator)
    set_extension(cast.sales, "201", by=cast.administrator)
