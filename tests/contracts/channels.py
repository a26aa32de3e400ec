"""A chat with a visitor who waits, and a messenger with an answer that did not leave."""

from __future__ import annotations

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.operations.messages import answer_case
from idic.domain.interact.chat.models import ChatSite, ChatTalk
from idic.domain.interact.chat.operations.sites import SiteDraft, save_site
from idic.domain.interact.chat.operations.talking import Opening, begin_talk
from idic.domain.interact.hooks.models import HookChannel, HookDelivery
from idic.domain.interact.hooks.operations.channels import ChannelDraft, create_channel
from idic.domain.interact.hooks.operations.receiving import Incoming, receive
from idic.domain.interact.hooks.operations.sending import queue_answer
from idic.foundation.accounts.models import User


def make_chat_site(name: str, by: User) -> ChatSite:
    return save_site(None, SiteDraft(name, sites=["https://shop.example.org"]), by=by)


def make_chat(site: ChatSite, number: int = 1) -> ChatTalk:
    return begin_talk(site, Opening("Do you sell lids?", f"{number:032x}", name="Mali"), is_live=True)


def make_hook(name: str, by: User, kind: str = "webhook") -> HookChannel:
    """Its answers go nowhere, so none leaves."""
    return create_channel(ChannelDraft(name, kind, secret="a secret", token="a token"), by=by)[0]


def make_unsent_answer(channel: HookChannel, by: User, number: int = 1) -> HookDelivery:
    message, _is_new = receive(channel, Incoming(f"m{number}", f"c{number}", "Where is my order?", name="Mali"))
    delivery = queue_answer(answer_case(message.case, MessageDraft("On its way."), by=by))
    assert delivery is not None
    return delivery
