"""Answers to a webhook: signed, tried again, and never to a network of ours unless the operator says so."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.models import Message
from idic.domain.interact.cases.operations.messages import answer_case
from idic.domain.interact.hooks.carriers import Carrier, carry
from idic.domain.interact.hooks.errors import AddressRefused, NotRetryable, SendingFailed
from idic.domain.interact.hooks.models import HookChannel, HookDelivery
from idic.domain.interact.hooks.operations.channels import ChannelDraft, create_channel
from idic.domain.interact.hooks.operations.receiving import Incoming, receive
from idic.domain.interact.hooks.operations.sending import PAUSES, deliver, deliver_due, queue_answer, send_again
from idic.domain.interact.mail.secrets import revealed
from idic.foundation.sealing.signature import holds
from tests.doors.feeds.peers import http_peer
from tests.ports import free_port

pytestmark = pytest.mark.django_db

GOOD = (200, "text/plain", b"ok")


@pytest.mark.usefixtures("near_hosts_allowed")
def test_an_answer_goes_out_signed_and_once(cast: Any) -> None:
    with http_peer(lambda asked: GOOD) as peer:
        delivery = _queued(cast, f"{peer.address}/answers?a=1")
        assert (deliver(delivery.pk), deliver(delivery.pk)) == (True, False)
    (asked,) = peer.asked
    channel = HookChannel.objects.get()
    assert asked.path == "/answers?a=1"
    assert holds(revealed(channel.secret), asked.headers["Idic-Timestamp"], asked.body, asked.headers["Idic-Signature"])
    said = json.loads(asked.body)
    assert (said["conversation"], said["text"], said["delivery"]) == ("c-1", "On its way.", str(delivery.number))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.message.delivery, channel.last_sent_at is not None) == ("sent", "sent", True)
    assert queue_answer(delivery.message) is None


@pytest.mark.usefixtures("near_hosts_allowed")
def test_who_says_no_is_asked_again_and_then_given_up(cast: Any) -> None:
    answers = iter([(503, "text/plain", b"later"), None, GOOD])
    with http_peer(lambda asked: next(answers)) as peer:
        delivery = _queued(cast, peer.address)
        for state in ("waiting", "waiting", "sent"):
            HookDelivery.objects.update(next_at=timezone.now())
            deliver_due()
            delivery.refresh_from_db()
            assert delivery.state == state
    assert len({asked.headers["Idic-Delivery"] for asked in peer.asked}) == 1
    with pytest.raises(NotRetryable):
        send_again(delivery, by=cast.administrator)


@pytest.mark.usefixtures("near_hosts_allowed")
@pytest.mark.parametrize(("answer", "state"), [((500, "text/plain", b""), "failed"), (None, "unsure")])
def test_after_the_last_attempt_it_says_how_it_stands(cast: Any, answer: Any, state: str) -> None:
    with http_peer(lambda asked: answer) as peer:
        delivery = _queued(cast, peer.address)
        HookDelivery.objects.update(attempts=len(PAUSES))
        deliver(delivery.pk)
        delivery.refresh_from_db()
        assert (delivery.state, Message.objects.get(pk=delivery.message_id).delivery) == (state, state)
        send_again(delivery, by=cast.administrator)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("waiting", 0)


@pytest.mark.usefixtures("near_hosts_allowed")
def test_what_a_dead_worker_held_is_taken_up(cast: Any) -> None:
    delivery = _queued(cast, f"http://127.0.0.1:{free_port()}/")
    HookDelivery.objects.update(state="sending", claimed_at=timezone.now() - timedelta(minutes=6))
    assert deliver_due() == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error, delivery.was_handed_over) == ("waiting", "ConnectionRefusedError", True)


def test_what_nobody_thought_of_is_told_and_sent_again_by_hand(cast: Any) -> None:
    """The capsule that spoke with this messenger is not installed any more."""
    delivery = _queued(cast, "https://example.org/")
    HookChannel.objects.update(kind="gone")
    assert deliver_due() == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error, delivery.message.delivery) == ("failed", "unforeseen", "failed")
    send_again(delivery, by=cast.administrator)
    delivery.refresh_from_db()
    assert delivery.state == "waiting"


@pytest.mark.usefixtures("near_hosts_allowed")
def test_an_answer_that_takes_its_worker_down_is_not_sent_for_ever(cast: Any) -> None:
    delivery = _queued(cast, f"http://127.0.0.1:{free_port()}/")
    HookDelivery.objects.update(
        state="sending", claimed_at=timezone.now() - timedelta(minutes=6), attempts=len(PAUSES) + 1
    )
    assert deliver_due() == 0
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error) == ("unsure", "dropped")


@pytest.mark.parametrize("fails", [False, True])
def test_a_worker_thought_dead_leaves_what_its_successor_wrote(cast: Any, fails: bool) -> None:
    def slowly(delivery: HookDelivery) -> int:
        HookDelivery.objects.update(claimed_at=timezone.now(), state="failed", error="HTTP 410")
        if fails:
            raise SendingFailed("HTTP 503", status=503)
        return 200

    delivery = _queued(cast, "https://example.org/")
    carry("webhook", Carrier(slowly, lambda _address: True))
    try:
        deliver(delivery.pk)
    finally:
        apps.get_app_config("hooks_feed").ready()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error, delivery.sent_at) == ("failed", "HTTP 410", None)


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/",
        "https://10.0.0.1/",
        "https://127.0.0.1/",
        "https://user:word@example.org/",
        "https://[::1]/",
        "x",
    ],
)
def test_a_network_of_ours_is_no_address_for_answers(cast: Any, address: str) -> None:
    with pytest.raises(AddressRefused):
        create_channel(ChannelDraft("Other desk", address=address), by=cast.administrator)


def test_a_name_that_leads_into_our_network_is_not_called(cast: Any) -> None:
    delivery = _queued(cast, "https://localhost/")
    deliver(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error) == ("failed", "refused_address")


def _queued(cast: Any, address: str) -> HookDelivery:
    channel, _secret = create_channel(ChannelDraft("Other desk", address=address), by=cast.administrator)
    message, _is_new = receive(channel, Incoming("m-1", "c-1", "Where is my order?"))
    delivery = queue_answer(answer_case(message.case, MessageDraft("On its way."), by=cast.administrator))
    assert delivery is not None
    return delivery
