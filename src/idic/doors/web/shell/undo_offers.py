"""A message may carry the act that can be taken back, as a tag of its own."""

from __future__ import annotations

from django.contrib.messages.storage.base import Message
from django.urls import reverse

_MARK = "undo-"


def undo_of(message: Message) -> str:
    """The address that takes it back; empty where nothing can be."""
    tag = message.extra_tags or ""
    number = tag.removeprefix(_MARK)
    return reverse("undo", args=[int(number)]) if tag.startswith(_MARK) and number.isdecimal() else ""
