"""LINE in its published formats (developers.line.biz, Messaging API reference), against a server on this machine."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import signal
import threading
import time
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.models import Case, Message, MessageFile
from idic.domain.interact.cases.operations.messages import answer_case
from idic.domain.interact.hooks.errors import SecretMissing
from idic.domain.interact.hooks.models import HookChannel, HookDelivery, HookMedia, HookTalk
from idic.domain.interact.hooks.operations.channels import ChannelDraft, change_channel, create_channel
from idic.domain.interact.hooks.operations.fetching import HELD, PAUSES, fetch_due, fetch_file
from idic.domain.interact.hooks.operations.naming import fetch_name
from idic.domain.interact.hooks.operations.sending import deliver, deliver_due, queue_answer
from idic.foundation.events.models import Event
from tests.doors.feeds.peers import Asked, Peer, http_peer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("near_hosts_allowed")]

SECRET, TOKEN, USER = "0123456789abcdef", "a-long-lived-token", "U4af4980629"
JPEG = b"\xff\xd8\xff\xe0 a picture"
TEXT = {"type": "text", "id": "444573844083572737", "quoteToken": "q3Plxr4AgKd", "text": "กาน้ำรั่ว 水壶漏水"}
STICKER = {
    "type": "sticker", "id": "1501597916", "quoteToken": "q3Plxr4AgKd", "stickerId": "52002738", "packageId": "11537",
    "stickerResourceType": "ANIMATION", "keywords": ["cony", "sally"],
}  # fmt: skip
IMAGE = {"type": "image", "id": "354718705033693859", "quoteToken": "q3Plxr4AgKd", "contentProvider": {"type": "line"}}
PLACE = {
    "type": "location", "id": "325708", "title": "Our shop", "address": "1 Sukhumvit Rd",
    "latitude": 13.7563, "longitude": 100.5018,
}  # fmt: skip


def _line(asked: Asked) -> tuple[int, str, bytes] | None:
    if asked.path.startswith("/v2/bot/profile/"):
        return 200, "application/json", json.dumps({"displayName": "มะลิ", "userId": USER}).encode()
    if asked.path.endswith("/content"):
        return 200, "image/jpeg", JPEG
    return 200, "application/json", b'{"sentMessages":[{"id":"461230966842064897","quoteToken":"IStG5h1Tz7b"}]}'


def test_what_people_write_becomes_one_case(cast: Any) -> None:
    with http_peer(_line) as peer:
        channel = _channel(cast, peer)
        for number, message in enumerate((TEXT, STICKER, IMAGE, PLACE)):
            assert _tell(channel, _said(message, number)).status_code == 200
        # nothing of theirs is waited for while they wait for us
        assert peer.asked == []
        assert Case.objects.get().contact_name == ""
        _ask_names()
        file = MessageFile.objects.get()
        assert (file.refused, access_file_of(file)) == ("fetching", False)
        assert fetch_due() == 1
        assert fetch_due() == 0
    case = Case.objects.get()
    assert (case.mode, case.contact_name, case.customer) == ("line", "มะลิ", None)
    assert "มะลิ" in case.search_text
    assert set(Message.objects.values_list("sender_name", flat=True)) == {"มะลิ"}
    told = Event.objects.filter(subject_kind="case", verb="case.changed").values_list("after", flat=True)
    assert list(told) == [{"contact_name": "มะลิ"}]
    assert list(Message.objects.order_by("pk").values_list("text", flat=True)) == [
        TEXT["text"], "[Sticker] cony, sally", "[Picture]", "[Place] Our shop 1 Sukhumvit Rd (13.7563, 100.5018)",
    ]  # fmt: skip
    assert MessageFile.objects.values_list("media_type", "size").get() == ("image/jpeg", len(JPEG))
    asked = [one.path for one in peer.asked]
    assert asked == [f"/v2/bot/profile/{USER}", f"/v2/bot/message/{IMAGE['id']}/content"]
    assert peer.asked[0].headers["Authorization"] == f"Bearer {TOKEN}"


def test_what_the_library_does_not_know_is_kept_all_the_same(cast: Any) -> None:
    hologram = {"type": "hologram", "id": "5"}
    changed = {"type": "text", "id": "6", "text": "Is it there?", "emojis": [{"index": "first"}]}
    with http_peer(_line) as peer:
        channel = _channel(cast, peer)
        unread = [_said(one, number) for number, one in enumerate((hologram, changed))]
        group = {**_said({**hologram, "id": "7"}, 2), "source": {"type": "group", "groupId": "G1", "userId": USER}}
        later = {**_said(hologram, 3), "type": "somethingElse"}
        for _time in range(2):
            assert _tell(channel, *unread, group, later).status_code == 200
    assert list(Message.objects.order_by("pk").values_list("text", flat=True)) == [
        "[A message of a kind that is not shown here: hologram]", "Is it there?",
    ]  # fmt: skip


def test_what_is_told_again_stands_once(cast: Any) -> None:
    with http_peer(_line) as peer:
        channel = _channel(cast, peer)
        _tell(channel, _said(TEXT, 0))
        _tell(channel, _said(TEXT, 0, is_again=True))
    assert Message.objects.count() == 1


def test_an_answer_replies_while_it_may_and_is_pushed_afterwards(cast: Any) -> None:
    with http_peer(_line) as peer:
        channel = _channel(cast, peer)
        _tell(channel, _said(TEXT, 0))
        first, second = (_answered(cast, text) for text in ("A new seal is on its way.", "x" * 5001))
        assert deliver(first.pk)
        assert deliver(second.pk)
    reply, push = peer.asked[-2:]
    assert (reply.path, push.path) == ("/v2/bot/message/reply", "/v2/bot/message/push")
    assert json.loads(reply.body)["replyToken"] == "token-0"
    said = json.loads(push.body)
    assert (said["to"], [len(one["text"]) for one in said["messages"]]) == (USER, [5000, 1])
    assert push.headers["X-Line-Retry-Key"] == str(second.number)
    assert set(HookDelivery.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.parametrize(
    ("answer", "state", "asked"),
    [
        ((400, "application/json", b'{"message":"Invalid reply token"}'), "failed", 2),  # no push either
        ((409, "application/json", b'{"message":"The retry key is already accepted"}'), "sent", 1),
        ((500, "application/json", b"{}"), "unsure", 1),  # nor may it be known whether LINE has sent it
        ((429, "application/json", b"{}"), "waiting", 2),
        (None, "unsure", 1),  # a reply may have arrived, and has no key
    ],
)
def test_how_line_answers(cast: Any, answer: Any, state: str, asked: int) -> None:
    with http_peer(lambda one: _line(one) if one.method == "GET" else answer) as peer:
        channel = _channel(cast, peer)
        _tell(channel, _said(TEXT, 0))
        delivery = _answered(cast, "On its way.")
        deliver(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, sum(one.method == "POST" for one in peer.asked)) == (state, asked)


class Killed(BaseException):
    """Nobody catches it: as far as we go, the worker is dead."""


def test_a_worker_that_died_in_the_middle_of_a_reply_makes_no_second_one(cast: Any) -> None:
    """A reply has no number by which LINE would know it again; what was pushed has, and is pushed again."""

    deadly = threading.Event()

    def slowly(one: Any) -> Any:
        if one.method == "POST" and deadly.is_set():
            deadly.clear()
            signal.pthread_kill(worker, signal.SIGALRM)
            time.sleep(1)
        return _line(one)

    def die(*_told: object) -> None:
        raise Killed

    with http_peer(slowly) as peer:
        channel = _channel(cast, peer)
        _tell(channel, _said(TEXT, 0))
        replied, pushed = (_answered(cast, text) for text in ("By reply.", "By push."))
        worker, before = threading.get_ident(), signal.signal(signal.SIGALRM, die)
        try:
            for one in (replied, pushed):
                deadly.set()
                with pytest.raises(Killed):
                    deliver(one.pk)
        finally:
            signal.signal(signal.SIGALRM, before)
        HookDelivery.objects.update(claimed_at=timezone.now() - HELD * 2)
        deliver_due()
    posts = [one.path.rpartition("/")[2] for one in peer.asked if one.method == "POST"]
    assert posts == ["reply", "push", "push"]
    replied.refresh_from_db()
    pushed.refresh_from_db()
    assert (replied.state, replied.message.delivery, pushed.state) == ("unsure", "unsure", "sent")


def test_whoever_blocks_us_is_sent_nothing(cast: Any) -> None:
    with http_peer(_line) as peer:
        channel = _channel(cast, peer)
        _tell(channel, _said(TEXT, 0))
        _tell(channel, {**_said(TEXT, 1), "type": "unfollow"})
        delivery = _answered(cast, "Hello?")
        assert not deliver(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error) == ("failed", "left")


def test_a_name_that_comes_late_replaces_nothing(cast: Any) -> None:
    with http_peer(_line) as peer:
        channel = _channel(cast, peer)
        _tell(channel, _said(TEXT, 0))
        talk = HookTalk.objects.get()
        Case.objects.update(contact_name="Mali of the harbour")
        assert fetch_name(talk.pk)
        assert not fetch_name(talk.pk)
        assert Case.objects.get().contact_name == "Mali of the harbour"


def test_line_that_cannot_be_reached_costs_no_message(cast: Any) -> None:
    with http_peer(lambda asked: None) as peer:
        channel = _channel(cast, peer)
        assert _tell(channel, _said(IMAGE, 0)).status_code == 200
        _ask_names()
        media = HookMedia.objects.get()
        for _attempt in range(len(PAUSES) + 1):
            HookMedia.objects.update(next_at=timezone.now())
            assert fetch_file(media.pk)
        assert not fetch_file(media.pk)
    assert Message.objects.get().text == "[Picture]"
    assert MessageFile.objects.get().refused == "not_fetched"
    assert HookTalk.objects.get().name == ""


@pytest.mark.parametrize(("answer", "state", "refused"), [
    ((200, "video/mp4", b"0" * 3_000_000), "failed", "too_large"), ((410, "text/plain", b"gone"), "failed", "not_fetched"),
    ((202, "text/plain", b""), "waiting", "fetching"), ((500, "text/plain", b"later"), "waiting", "fetching"),
    ((200, "video/mp4", b"film"), "done", ""),
])  # fmt: skip
def test_how_a_file_of_line_comes(cast: Any, settings: Any, answer: Any, state: str, refused: str) -> None:
    settings.CONFIGURATION = replace(settings.CONFIGURATION, attachment_limit_mb=2)
    film = {"type": "video", "id": "77", "quoteToken": "q", "duration": 1, "contentProvider": {"type": "line"}}
    with http_peer(lambda asked: answer if asked.path.endswith("/content") else _line(asked)) as peer:
        channel = _channel(cast, peer)
        _tell(channel, _said(film, 0))
        # told again while it is fetched
        _tell(channel, _said(film, 0, is_again=True))
        fetch_due()
    file = MessageFile.objects.get()
    assert (HookMedia.objects.get().state, file.refused, file.name) == (state, refused, "line-77.mp4")
    assert file.size == (4 if state == "done" else 0)


def test_a_worker_that_died_while_it_fetched_makes_no_second_file_and_what_was_erased_stays_so(cast: Any) -> None:
    with http_peer(_line) as peer:
        channel = _channel(cast, peer)
        _tell(channel, _said({"type": "file", "id": "9", "fileName": "bill.pdf", "fileSize": 9}, 0))
        HookMedia.objects.update(state="fetching", claimed_at=timezone.now())
        assert fetch_due() == 0
        HookMedia.objects.update(claimed_at=timezone.now() - HELD * 2)
        MessageFile.objects.all().delete()
        assert fetch_due() == 1
    assert (HookMedia.objects.get().state, MessageFile.objects.exists()) == ("done", False)


def test_what_is_refused(cast: Any) -> None:
    with http_peer(_line) as peer:
        channel = _channel(cast, peer)
        false = base64.b64encode(hmac.digest(b"another", b"{}", hashlib.sha256)).decode()
        for body, sign, code in ((b"{}", "", "unsigned"), (b"{}", false, "signature"), (b"{}", None, "malformed"),
                                 (b'{"events":7}', None, "malformed"), (b"\xff", None, "malformed")):  # fmt: skip
            answer = _post(channel, body, sign)
            assert (answer.status_code, answer.json()["code"]) == (400 if code == "malformed" else 401, code)
        # kinds that this product does not know, and groups, are taken and left alone
        group = {**_said(TEXT, 5), "source": {"type": "group", "groupId": "C1", "userId": USER}}
        assert _tell(channel, group, {**_said(TEXT, 6), "type": "thingNobodyKnows"}).status_code == 200
    assert (Message.objects.count(), peer.asked) == (0, [])


def test_a_token_goes_to_no_other_server(cast: Any) -> None:
    draft = ChannelDraft("LINE", "line", secret=SECRET, token=TOKEN)
    channel, shown = create_channel(draft, by=cast.administrator)
    assert (shown, channel.address) == ("", "https://api.line.me")
    with pytest.raises(SecretMissing):
        change_channel(
            channel,
            ChannelDraft("LINE", "line", address="https://elsewhere.example.org"),
            version=1,
            by=cast.administrator,
        )
    assert TOKEN not in channel.token


def access_file_of(file: MessageFile) -> bool:
    """Whether it is handed out."""
    return MessageFile.objects.filter(pk=file.pk, refused="").exists()


def _ask_names() -> None:
    for job in ProcrastinateJob.objects.filter(task_name="idic.fetch_name").order_by("id"):
        fetch_name(job.args["talk_id"])


def _channel(cast: Any, peer: Peer) -> HookChannel:
    draft = ChannelDraft("LINE", "line", address=peer.address, secret=SECRET, token=TOKEN)
    return create_channel(draft, by=cast.administrator)[0]


def _said(message: dict[str, Any], number: int, *, is_again: bool = False) -> dict[str, Any]:
    return {
        "type": "message", "message": message, "timestamp": int(time.time() * 1000) + number,
        "source": {"type": "user", "userId": USER}, "replyToken": f"token-{number}", "mode": "active",
        "webhookEventId": f"01FZ74A0TDDPYRVKNK77XKC3Z{number}", "deliveryContext": {"isRedelivery": is_again},
    }  # fmt: skip


def _tell(channel: HookChannel, *events: dict[str, Any]) -> Any:
    return _post(channel, json.dumps({"destination": "U0", "events": list(events)}).encode())


def _post(channel: HookChannel, body: bytes, sign: str | None = None) -> Any:
    signed = base64.b64encode(hmac.digest(SECRET.encode(), body, hashlib.sha256)).decode() if sign is None else sign
    return Client().post(
        reverse("line_feed:receive", args=[channel.key]), body, content_type="application/json",
        headers={"X-Line-Signature": signed},
    )  # fmt: skip


def _answered(cast: Any, text: str) -> HookDelivery:
    delivery = queue_answer(answer_case(Case.objects.get(), MessageDraft(text), by=cast.administrator))
    assert delivery is not None
    return delivery
