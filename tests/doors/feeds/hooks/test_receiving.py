"""The signed webhook as another system calls it, and as somebody who is not that system does."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idic.domain.interact.cases.models import Case, Message, MessageFile
from idic.domain.interact.hooks.models import HookChannel, HookTalk
from idic.domain.interact.hooks.operations.channels import (
    ChannelDraft,
    create_channel,
    renew_secret,
    switch_channel,
)
from idic.domain.interact.mail.secrets import revealed
from idic.doors.feeds.hooks.schema import LARGEST
from idic.foundation.sealing.signature import signature

pytestmark = pytest.mark.django_db

SAID = {"id": "m-1", "conversation": "c-1", "sender": {"name": "Mali"}, "text": "Where is my order? กาน้ำ"}


@pytest.fixture
def channel(cast: Any) -> HookChannel:
    return create_channel(ChannelDraft("Other desk"), by=cast.administrator)[0]


def test_a_message_opens_a_case_and_stands_once(channel: HookChannel) -> None:
    first = _tell(channel, SAID)
    assert (first.status_code, first.json()["known"]) == (201, False)
    again = _tell(channel, SAID, later=1)
    assert (again.status_code, again.json()) == (200, {**first.json(), "known": True})
    _tell(channel, {**SAID, "id": "m-2", "text": "And when?"})
    case = Case.objects.get()
    assert (case.mode, case.contact_name, case.customer) == ("messenger", "Mali", None)
    assert list(Message.objects.order_by("pk").values_list("text", flat=True)) == [SAID["text"], "And when?"]
    channel.refresh_from_db()
    assert (channel.received, channel.refused) == (2, 0)


def test_another_conversation_of_the_same_name_is_another_case(channel: HookChannel) -> None:
    _tell(channel, SAID)
    _tell(channel, {**SAID, "id": "m-9", "conversation": "c-2"})
    assert (Case.objects.count(), HookTalk.objects.count()) == (2, 2)


def test_files_come_along_and_programs_are_not_handed_out(channel: HookChannel) -> None:
    files = [
        {"name": "kettle.png", "type": "image/png", "data": base64.b64encode(b"PNG").decode()},
        {"name": "kettle.exe", "data": ""},
    ]
    assert _tell(channel, {**SAID, "text": "", "files": files}).status_code == 201
    assert list(MessageFile.objects.order_by("pk").values_list("name", "size", "refused")) == [
        ("kettle.png", 3, ""), ("kettle.exe", 0, "program"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"secret": "somebody else's"}, 401, "signature"),
        ({"sign": ""}, 401, "unsigned"),
        ({"stamp": "tomorrow"}, 401, "unsigned"),
        ({"later": -330}, 401, "stale"),
        ({"later": 330}, 401, "stale"),
        ({"body": b"{"}, 400, "malformed"),
        ({"body": b"[" * 100_000}, 400, "malformed"),
        ({"body": b"\xff"}, 400, "malformed"),
        ({"body": b"x" * (LARGEST + 1)}, 413, "too_large"),
    ],
)
def test_what_is_refused_is_a_problem_and_leaves_a_trace(
    channel: HookChannel, change: dict[str, Any], status: int, code: str
) -> None:
    answer = _tell(channel, SAID, **change)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert (answer.json()["code"], answer.json()["status"]) == (code, status)
    channel.refresh_from_db()
    assert (channel.refused, channel.last_refused, Message.objects.count()) == (1, code, 0)


def test_strangers_write_the_row_once_a_minute_and_knock_so_often(
    channel: HookChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _time in range(3):
        assert _tell(channel, SAID, secret="guessed").status_code == 401
    channel.refresh_from_db()
    assert channel.refused == 1
    _tell(channel, SAID, later=-330)  # by whoever holds the secret
    channel.refresh_from_db()
    assert (channel.refused, channel.last_refused) == (2, "stale")
    monkeypatch.setattr("idic.doors.feeds.flooding.MOST", 5)
    assert _tell(channel, SAID).status_code == 201
    assert _tell(channel, SAID, later=1).json()["code"] == "too_many"
    assert Client().post(reverse("line_feed:receive", args=["nobody"])).status_code == 429
    assert Client().post(reverse("cti:told", args=["nobody"])).status_code == 429


@pytest.mark.parametrize(
    "said",
    [
        {**SAID, "id": ""}, {**SAID, "id": 7}, {**SAID, "text": "a\x00b"}, {**SAID, "text": "x" * 20_001},
        {**SAID, "at": "yesterday"}, {**SAID, "at": "2026-11-23T09:30:00"}, {**SAID, "more": 1}, {**SAID, "sender": "Mali"},
        {**SAID, "files": [{"name": "a", "data": "not base64!"}]}, {**SAID, "files": [{}] * 11}, ["Mali"],
        {"id": "1", "conversation": "2"}, {**SAID, "text": "\ud800"},
    ],
)  # fmt: skip
def test_what_does_not_follow_the_schema_is_refused(channel: HookChannel, said: Any) -> None:
    assert _tell(channel, said).json()["code"] == "malformed"
    assert Case.objects.count() == 0
    # whoever sets the other system up sees it on the channel's page, after a stranger as well
    _tell(channel, SAID, secret="guessed")
    _tell(channel, said)
    channel.refresh_from_db()
    assert channel.last_refused == "malformed"


def test_the_same_request_is_taken_once(channel: HookChannel) -> None:
    now = int(time.time())
    assert _tell(channel, SAID, at=now).status_code == 201
    assert (_tell(channel, SAID, at=now).status_code, Message.objects.count()) == (409, 1)


def test_a_paused_channel_and_an_old_secret_let_nothing_in(cast: Any, channel: HookChannel) -> None:
    old = revealed(channel.secret)
    renew_secret(channel, by=cast.administrator)
    assert _tell(channel, SAID, secret=old).json()["code"] == "signature"
    switch_channel(channel, is_active=False, by=cast.administrator)
    channel.refresh_from_db()
    assert _tell(channel, SAID).json()["code"] == "paused"
    assert Client().post(reverse("hook_feed:receive", args=["nobody"])).status_code == 404
    line = create_channel(ChannelDraft("LINE", "line", secret="s", token="t"), by=cast.administrator)[0]
    assert _tell(line, SAID).status_code == 404  # a LINE channel is not called here


def _tell(
    channel: HookChannel, said: Any, *, secret: str | None = None, later: int = 0, at: int = 0, body: bytes | None = None,
    stamp: str | None = None, sign: str | None = None,
) -> Any:  # fmt: skip
    data = json.dumps(said).encode() if body is None else body
    moment = stamp or str((at or int(time.time())) + later)
    signed = signature(revealed(channel.secret) if secret is None else secret, moment, data) if sign is None else sign
    return Client().post(
        reverse("hook_feed:receive", args=[channel.key]), data, content_type="application/json",
        headers={"Idic-Timestamp": moment, "Idic-Signature": signed},
    )  # fmt: skip
