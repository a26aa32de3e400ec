"""What comes over the wire from a telephone system, and what is not let in."""

from __future__ import annotations

from typing import Any

import pytest

from idic.domain.interact.telephony.models import Call
from idic.domain.interact.telephony.operations.exchanges import switch_exchange
from tests.exchanges import make_exchange, send

RINGING = b'{"call": "7", "event": "ringing", "from": "0812345678", "extension": "201"}'


@pytest.fixture
def exchange(cast: Any) -> Any:
    return make_exchange(cast.administrator)


def test_a_signed_event_is_taken_and_told_again_changes_nothing(exchange: Any) -> None:
    for _time in range(2):
        answer = send(exchange, RINGING)
        assert (answer.status_code, answer.json()) == (200, {"call": "7", "state": "ringing"})
    assert Call.objects.get().number == "+66812345678"
    exchange.refresh_from_db()
    assert exchange.last_event_at is not None
    assert exchange.last_refused_at is None


@pytest.mark.parametrize(
    ("body", "more", "status", "code"),
    [
        (RINGING, {"secret": "guessed"}, 401, "forged"),
        (RINGING.replace(b"0812345678", b"0899999999"), {"signed": "sha256=" + "0" * 64}, 401, "forged"),
        (RINGING, {"late": 301}, 401, "late"),
        (RINGING, {"late": -400}, 401, "late"),
        (b"{", {}, 400, "unreadable"),
        (b"[]", {}, 400, "unreadable"),
        (b'{"call": "7"}', {}, 400, "unreadable"),
        (b'{"call": "7", "event": "ringing", "at": "2026-11-23T09:00:00"}', {}, 400, "unreadable"),
        (b'{"call": {"a": 1}, "event": "ringing"}', {}, 400, "unreadable"),
        (b"[" * 50_000, {}, 400, "unreadable"),
    ],
)
def test_what_is_refused_is_kept_with_the_reason(
    exchange: Any, body: bytes, more: dict[str, Any], status: int, code: str
) -> None:
    assert send(exchange, body, **more).status_code == status
    exchange.refresh_from_db()
    assert (exchange.last_refusal, exchange.last_event_at) == (code, None)
    assert not Call.objects.exists()


def test_who_is_paused_or_unknown_is_told_so(cast: Any, exchange: Any) -> None:
    switch_exchange(exchange, is_active=False, by=cast.administrator)
    assert send(exchange, RINGING).status_code == 409
    exchange.key = "somebody-else"
    assert send(exchange, RINGING).status_code == 404
