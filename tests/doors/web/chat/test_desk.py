"""Those who take chats, the case page of one, and the settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idic.domain.interact.cases.models import Case
from idic.domain.interact.chat.models import ChatSite, ChatTalk
from idic.domain.interact.chat.operations.talking import note_sight

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
TYPED = {
    "name": "Shop", "purpose": "seek_information", "asking": "optional", "sites": "https://shop.example.org\n",
    "title_th": "ถามเรา", "version": "0",
}  # fmt: skip


def test_an_agent_takes_the_next_and_ends_it(cast: Any, signed_in: SignIn, make_talk: Any) -> None:
    talk, agent = make_talk("Do you sell lids?", name="Mali"), signed_in("service")
    page = agent.get(reverse("chats:desk")).content.decode()
    assert "Do you sell lids?" in page
    assert "Nobody. Visitors are asked to leave a message." in page
    agent.post(reverse("chats:availability"), {"available": "1"})
    assert cast.service.display_name in agent.get(reverse("chats:now")).content.decode()
    taken = agent.post(reverse("chats:next"))
    assert taken.headers["Location"] == reverse("cases:detail", args=[talk.case_id])
    note_sight(talk, writes=True, read_id=0)
    shown = agent.get(taken.headers["Location"]).content.decode()
    for words in ("Live now", "data-live-chat", "Enter sends it"):
        assert words in shown
    beat = agent.post(reverse("cases:beat", args=[talk.case_id]), {"writes": "1"}).content.decode()
    assert "The visitor is writing" in beat
    inbox = {"view": "all", "cols": "title,chat"}
    assert "Live now" in agent.get(reverse("cases:list"), inbox).content.decode()
    agent.post(reverse("chats:end", args=[talk.pk]))
    talk.refresh_from_db()
    assert talk.ended_by == "agent"
    assert "Live now" not in agent.get(reverse("cases:list"), inbox).content.decode()
    assert "Nobody waits" in agent.post(reverse("chats:next"), follow=True).content.decode()


def test_a_chat_of_another_team_is_taken_by_nobody_else(cast: Any, signed_in: SignIn, make_talk: Any) -> None:
    talk = make_talk()
    Case.objects.update(team=cast.service.team)
    assert signed_in("sales").post(reverse("chats:take", args=[talk.pk])).status_code == 404
    assert ChatTalk.objects.get().case.owner is None
    assert signed_in("service").post(reverse("chats:take", args=[talk.pk])).status_code == 302


def test_a_chat_is_set_up(cast: Any, signed_in: SignIn) -> None:
    keeper = signed_in("manager")
    made = keeper.post(reverse("chat_sites:create"), TYPED)
    site = ChatSite.objects.get()
    assert made.headers["Location"] == reverse("chat_sites:edit", args=[site.pk])
    assert (site.texts, site.sites) == ({"th": {"title": "ถามเรา"}}, ["https://shop.example.org"])
    page = keeper.get(made.headers["Location"]).content.decode()
    assert f"/chat/{site.key}/loader.js" in page
    assert "ถามเรา" in Client().get(reverse("chat:page", args=[site.key]), {"lang": "th"}).content.decode()
    refused = keeper.post(reverse("chat_sites:create"), {**TYPED, "sites": "ftp://x"})
    assert refused.status_code == 422
    late = keeper.post(made.headers["Location"], {**TYPED, "version": "7"})
    assert "Somebody else has changed this chat" in late.content.decode()
    keeper.post(reverse("chat_sites:pause", args=[site.pk]))
    assert "Paused" in keeper.get(reverse("chat_sites:list")).content.decode()
    keeper.post(reverse("chat_sites:resume", args=[site.pk]))
    assert ChatSite.objects.get().is_active
