"""Numbers at a counter: taken, called in a fair order, and never twice, with real threads."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from idic.domain.interact.counter.enums import TicketState
from idic.domain.interact.counter.errors import (
    Closed,
    DeskBusy,
    DeskTaken,
    LetterTaken,
    NobodyWaits,
    NotThere,
    NotWaiting,
)
from idic.domain.interact.counter.models import Ticket
from idic.domain.interact.counter.operations.counters import add_desk, archive_service
from idic.domain.interact.counter.operations.desks import get_up, sit_down
from idic.domain.interact.counter.operations.serving import (
    begin_service,
    call_again,
    call_next,
    finish,
    mark_not_here,
    open_case_of_ticket,
    pass_on,
    put_back,
)
from idic.domain.interact.counter.operations.taking import give_back, take_number
from idic.domain.interact.counter.queries.waiting import board, expected_wait, quantile, times_of
from tests.conftest import make_cast
from tests.contracts.contact_places import make_counter, make_service

NOON = timezone.now().astimezone(timezone.get_default_timezone()).replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture
def place(cast: Any) -> Any:
    counter = make_counter("Town hall", cast.administrator)
    return counter, make_service(counter, "A", cast.administrator), make_service(counter, "B", cast.administrator)


def test_each_service_counts_by_itself_and_anew_each_day(cast: Any, place: Any) -> None:
    _counter, first, second = place
    labels = [take_number(one, at=NOON).label for one in (first, second, first)]
    labels.append(take_number(first, at=NOON + timedelta(days=1)).label)
    assert labels == ["A001", "B001", "A002", "A001"]
    with pytest.raises(LetterTaken):
        make_service(first.counter, "a", cast.administrator)
    archive_service(first, by=cast.administrator)
    with pytest.raises(Closed):
        take_number(first)


def test_who_goes_first_passes_those_of_the_last_minutes_and_nobody_else(cast: Any, place: Any) -> None:
    counter, first, _second = place

    def at(minutes: int) -> datetime:
        return NOON + timedelta(minutes=minutes)

    early, late = take_number(first, at=at(0)), take_number(first, at=at(10))
    quick = take_number(first, goes_first=True, at=at(20))
    desk = sit_down(add_desk(counter, "1", by=cast.administrator), by=cast.service)
    called = []
    for _turn in range(3):
        called.append(call_next(desk, by=cast.service, at=at(21)))
        finish(called[-1], by=cast.service)
    assert called == [early, quick, late]
    with pytest.raises(NobodyWaits):
        call_next(desk, by=cast.service, at=at(22))


def test_a_number_from_the_call_to_the_case(cast: Any, place: Any, make_customer: Any) -> None:
    counter, first, second = place
    desk = sit_down(add_desk(counter, "1", by=cast.administrator), by=cast.service)
    other = add_desk(counter, "2", by=cast.administrator)
    with pytest.raises(DeskTaken):
        sit_down(desk, by=cast.service_colleague)
    with pytest.raises(NotThere):
        call_next(other, by=cast.service)
    ticket = take_number(first, language="th")
    call_next(desk, by=cast.service)
    with pytest.raises(DeskBusy):
        call_next(desk, by=cast.service)
    with pytest.raises(DeskBusy):
        get_up(desk, by=cast.service)
    with pytest.raises(NotThere):
        call_again(ticket, by=cast.service_colleague)
    with pytest.raises(NotWaiting):
        give_back(ticket)
    assert call_again(ticket, by=cast.service).calls == 2
    assert board(counter, now=timezone.now()).mark == f"{ticket.pk}.2"
    mark_not_here(ticket, by=cast.service)
    put_back(ticket, by=cast.service)
    call_next(desk, by=cast.service)
    pass_on(ticket, second, by=cast.service)
    call_next(desk, services=(second.pk,), by=cast.service)
    begin_service(ticket, by=cast.service)
    customer = make_customer()
    case = open_case_of_ticket(ticket, title="Pay", purpose="request_service", customer=customer, by=cast.service)
    assert (case.mode, case.received_at, case.language, case.customer, case.owner) == (
        "counter", ticket.taken_at, "th", customer, cast.service,
    )  # fmt: skip
    done = finish(ticket, by=cast.service)
    assert (done.state, done.label, done.case, done.customer) == (TicketState.DONE, "A001", case, customer)
    # somebody forgot themselves at a desk: whoever was called there waits again
    late = take_number(first)
    call_next(desk, by=cast.service)
    assert get_up(desk, by=cast.manager).user is None
    late.refresh_from_db()
    assert (late.state, late.desk) == ("waiting", None)


def test_the_wait_is_reckoned_from_those_who_were_served_or_not_told_at_all(cast: Any, place: Any) -> None:
    counter, first, _second = place
    now = timezone.now()
    sit_down(add_desk(counter, "1", by=cast.administrator), by=cast.service)
    sit_down(add_desk(counter, "2", by=cast.administrator), by=cast.service_colleague)
    for number in range(6):
        ticket = take_number(first)
        said = expected_wait(ticket, now=now)
        # five who were served tell something, fewer do not
        assert (said.ahead, said.minutes) == (0, None if number < 5 else 0)
        Ticket.objects.filter(pk=ticket.pk).update(
            state="done", called_at=now - timedelta(minutes=6 + number), served_at=now - timedelta(minutes=6),
            ended_at=now, taken_at=now - timedelta(minutes=10),
        )  # fmt: skip
    waiting = [take_number(first) for _one in range(4)]
    # six took 6 to 11 minutes, 8.5 on average; two desks are free for the first two
    assert [expected_wait(one, now=now).minutes for one in waiting] == [0, 0, 9, 13]
    told = times_of(counter, since=now - timedelta(hours=1), until=now + timedelta(hours=1))
    assert (told.called, told.waited_median, told.waited_p90, told.done, told.served_median) == (6, 1, 4, 6, 6)
    assert (quantile([], 0.9), quantile([3, 1, 2], 0.5)) == (None, 2)


@pytest.mark.django_db(transaction=True)
def test_two_desks_that_click_together_get_different_numbers() -> None:
    cast = make_cast()
    counter = make_counter("Town hall", cast.administrator)
    service = make_service(counter, "A", cast.administrator)
    for _one in range(12):
        take_number(service)
    gate, called, troubles = threading.Barrier(2), list[str](), list[BaseException]()

    def work(name: str, person: Any) -> None:
        try:
            desk = sit_down(add_desk(counter, name, by=cast.administrator), by=person)
            for _turn in range(6):
                gate.wait(300)
                called.append(call_next(desk, by=person).label)
                gate.wait(300)
                finish(Ticket.objects.get(desk=desk, state="called"), by=person)
        except BaseException as error:
            troubles.append(error)
            gate.abort()
        finally:
            connection.close()

    people = {"1": cast.service, "2": cast.service_colleague}
    threads = [threading.Thread(target=work, args=one) for one in people.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    assert troubles == []
    assert sorted(called) == [f"A{number:03d}" for number in range(1, 13)]
    # and in the order of waiting, two at a time
    assert [set(called[turn : turn + 2]) for turn in range(0, 12, 2)] == [
        {f"A{turn + 1:03d}", f"A{turn + 2:03d}"} for turn in range(0, 12, 2)
    ]
