"""The queue of those who are to be called: one person at a time, with real threads."""

from __future__ import annotations

import threading
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from idic.domain.interact.standards.operations.standards import Said, Scope, create_standard
from idic.domain.interact.telephony.errors import AlreadyClosed, Claimed, NumberMissing
from idic.domain.interact.telephony.models import NEVER, CallBack
from idic.domain.interact.telephony.operations.call_backs import (
    claim_call_back,
    finish_call_back,
    open_case_of_call_back,
    release_call_back,
    try_call_back,
)
from idic.domain.interact.telephony.operations.queueing import ask_call_back
from tests.conftest import make_cast


def test_from_the_wish_to_the_case(cast: Any) -> None:
    with pytest.raises(NumberMissing):
        ask_call_back("anonymous", by=cast.service)
    with pytest.raises(NumberMissing):
        ask_call_back("12", by=cast.service)
    row = ask_call_back("๐๘๑ ๒๓๔ ๕๖๗๘", name="Malee", note="invoice", by=cast.service)
    again = ask_call_back("+66812345678", note="still waits", by=cast.service)
    assert (again.pk, again.calls, again.note, again.due_at) == (row.pk, 2, "invoice\nstill waits", NEVER)
    with pytest.raises(Claimed):
        try_call_back(row, by=cast.service)
    claim_call_back(row, by=cast.service)
    with pytest.raises(Claimed, match="Service"):
        claim_call_back(row, by=cast.service_colleague)
    assert try_call_back(row, by=cast.service).tries == 1
    release_call_back(claim_call_back(row, by=cast.service), by=cast.service)
    # what somebody claimed and forgot is taken by another
    claim_call_back(row, by=cast.service)
    CallBack.objects.update(claimed_at=timezone.now() - timedelta(hours=2))
    claim_call_back(row, by=cast.service_colleague)
    case = open_case_of_call_back(row, title="Invoice", purpose="complain", by=cast.service_colleague)
    assert (case.mode, case.received_at, case.contact_address) == ("phone", row.asked_at, "+66812345678")
    with pytest.raises(AlreadyClosed):
        finish_call_back(row, is_reached=False, by=cast.service_colleague)
    # a new wish begins anew
    assert ask_call_back("0812345678", by=cast.service).pk != row.pk


def test_due_by_the_standard_for_the_first_response(cast: Any) -> None:
    said = Said(Decimal("0.9"), target_minutes=90, valid_from=timezone.now() - timedelta(days=1))
    create_standard("first_response", said, scope=Scope(mode="phone"), by=cast.administrator)
    row = ask_call_back("0812345678", by=cast.service, at=timezone.now())
    assert row.due_at >= row.asked_at + timedelta(minutes=90)
    assert row.due_at != NEVER


@pytest.mark.django_db(transaction=True)
def test_of_two_who_click_at_once_one_has_it() -> None:
    cast = make_cast()
    rows = [ask_call_back(f"08123456{number:02d}", by=cast.service) for number in range(6)]
    gate, won, lost = threading.Barrier(2), list[tuple[int, int]](), list[int]()

    def click(person: Any) -> None:
        for row in rows:
            gate.wait(300)
            try:
                won.append((row.pk, claim_call_back(row, by=person).claimed_by_id or 0))
            except Claimed:
                lost.append(row.pk)
        connection.close()

    threads = [threading.Thread(target=click, args=(one,)) for one in (cast.service, cast.service_colleague)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    assert sorted(pk for pk, _person in won) == sorted(lost) == [row.pk for row in rows]
    assert dict(won) == dict(CallBack.objects.values_list("pk", "claimed_by_id"))
