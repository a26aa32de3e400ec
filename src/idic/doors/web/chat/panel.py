"""What the page of a case shows of its chat."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from idic.domain.interact.cases.models import Case
from idic.domain.interact.chat.models import ChatTalk
from idic.domain.interact.chat.operations.ending import GONE
from idic.domain.interact.chat.queries.queue import talk_of_case
from idic.domain.interact.contact import AccessMode


@dataclass(frozen=True)
class ChatPanel:
    talk: ChatTalk
    address: str

    @property
    def is_live(self) -> bool:
        return self.talk.is_live

    @property
    def is_writing(self) -> bool:
        return self.is_live and self.talk.writes_until is not None and self.talk.writes_until > timezone.now()

    @property
    def is_gone(self) -> bool:
        return not self.is_live or timezone.now() - self.talk.seen_at > GONE


def chat_of(case: Case, *, address: str) -> ChatPanel | None:
    """`address` as the reader may see it."""
    talk = talk_of_case(case.pk) if case.mode == AccessMode.CHAT else None
    return None if talk is None else ChatPanel(talk, address)
