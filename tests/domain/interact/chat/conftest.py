from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from idic.domain.interact.chat.models import ChatSite, ChatTalk
from idic.domain.interact.chat.operations.sites import SiteDraft, save_site
from idic.domain.interact.chat.operations.talking import Opening, begin_talk
from tests.domain.interact.cases.conftest import make_case

__all__ = ["chat_site", "make_case", "make_talk"]


@pytest.fixture
def chat_site(cast) -> ChatSite:
    return save_site(None, SiteDraft("Web shop", sites=["https://shop.example.org"]), by=cast.administrator)


@pytest.fixture
def make_talk(chat_site) -> Callable[..., ChatTalk]:
    def make(text: str = "Do you sell lids?", *, number: int = 1, is_live: bool = True, **named: Any) -> ChatTalk:
        return begin_talk(chat_site, Opening(text, f"{number:032x}", **named), is_live=is_live)

    return make
