from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idic.domain.interact.hooks.models import HookChannel
from idic.domain.interact.mail.secrets import revealed
from idic.foundation.events.models import Event
from tests.contracts.channels import make_hook, make_unsent_answer

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
TYPED = {"name": "Other desk", "address": "https://desk.example.org/in", "purpose": "request_service", "version": "0"}


def test_a_secret_is_shown_once(signed_in: SignIn) -> None:
    keeper = signed_in("manager")
    answer = keeper.post(reverse("hooks:create", args=["webhook"]), TYPED)
    # a page that may be loaded again: nothing is made twice, and the secret is not shown twice
    assert answer.status_code == 302
    made = keeper.get(answer.headers["Location"]).content.decode()
    channel = HookChannel.objects.get()
    secret = revealed(channel.secret)
    assert secret in made
    assert f"/feeds/hooks/{channel.key}/" in made
    assert secret not in keeper.get(answer.headers["Location"]).content.decode()
    renewed = keeper.post(reverse("hooks:secret", args=[channel.pk]), follow=True).content.decode()
    channel.refresh_from_db()
    assert revealed(channel.secret) in renewed
    assert secret not in renewed
    for name in ("detail", "edit"):
        shown = keeper.get(reverse(f"hooks:{name}", args=[channel.pk])).content.decode()
        assert revealed(channel.secret) not in shown
    assert secret not in str(list(Event.objects.filter(subject_kind="hook").values("before", "after")))


def test_line_is_connected_with_its_own_secrets(signed_in: SignIn) -> None:
    keeper = signed_in("manager")
    create = reverse("hooks:create", args=["line"])
    assert "Enter the channel secret" in keeper.post(create, {**TYPED, "address": ""}).content.decode()
    keeper.post(create, {**TYPED, "address": "", "secret": "s3cret", "token": "t0ken"})
    channel = HookChannel.objects.get()
    page = keeper.get(reverse("hooks:edit", args=[channel.pk])).content.decode()
    assert "t0ken" not in page
    keeper.post(
        reverse("hooks:edit", args=[channel.pk]), {**TYPED, "name": "Ours", "address": channel.address, "version": "1"}
    )
    channel.refresh_from_db()
    assert (channel.name, revealed(channel.token)) == ("Ours", "t0ken")
    assert keeper.post(reverse("hooks:secret", args=[channel.pk])).status_code == 404


def test_health_tells_and_repairs(cast: Any, signed_in: SignIn) -> None:
    keeper, channel = signed_in("manager"), make_hook("Other desk", cast.administrator)
    delivery = make_unsent_answer(channel, cast.administrator)
    assert "no address for answers" in keeper.get(reverse("hooks:detail", args=[channel.pk])).content.decode()
    keeper.post(reverse("hooks:again", args=[channel.pk, delivery.pk]))
    delivery.refresh_from_db()
    assert delivery.state == "waiting"
    other = make_hook("Another", cast.administrator)
    assert keeper.post(reverse("hooks:again", args=[other.pk, delivery.pk])).status_code == 404
    keeper.post(reverse("hooks:pause", args=[channel.pk]))
    assert "Paused" in keeper.get(reverse("hooks:list")).content.decode()
    refused = keeper.post(reverse("hooks:create", args=["webhook"]), {**TYPED, "address": "http://10.0.0.1/"})
    assert (refused.status_code, HookChannel.objects.count()) == (422, 2)
