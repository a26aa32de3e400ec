"""What the palette can do from anywhere. An area adds its own acts in a line, where its urls are read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import get_script_prefix, get_urlconf
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from idic.doors.web.shell.navigation import url_or_none
from idic.doors.web.shell.search import Hit
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class PaletteAct:
    """`takes` is the parameter of the page under which a typed text travels, as the name of who is new."""

    label: _StrPromise
    url_name: str
    permission: str
    takes: str = ""
    takes_label: _StrPromise | str = ""


_acts: list[PaletteAct] = [
    PaletteAct(_("New customer"), "customers:create", "customer.create", "given_name", _("New customer “%(text)s”")),
    PaletteAct(_("New task"), "tasks:create", "task.create", "title", _("New task “%(text)s”")),
    PaletteAct(_("New case"), "cases:create", "case.create", "title", _("New case “%(text)s”")),
    PaletteAct(_("Import a file"), "imports:create", "import.run"),
    PaletteAct(_("New segment"), "segments:create", "segment.change"),
    PaletteAct(_("New attribute"), "attributes:create", "attribute.manage"),
    PaletteAct(_("New business calendar"), "calendars:create", "calendar.manage"),
    PaletteAct(_("New mailbox"), "mailboxes:create", "channel.manage"),
    PaletteAct(_("New chat"), "chat_sites:create", "channel.manage"),
    PaletteAct(_("Messengers"), "hooks:list", "channel.manage"),
    PaletteAct(_("New web form"), "web_forms:create", "channel.manage"),
    PaletteAct(_("New rule"), "automation:choose", "automation.manage"),
    PaletteAct(_("New template"), "letters:create", "letter.change"),
    PaletteAct(_("Add a user"), "users:create", "user.manage"),
]


@dataclass(frozen=True)
class _Offer:
    """An act in one language, at its address."""

    label: str
    folded: str
    url: str
    permission: str
    takes: str
    takes_label: str


def register_palette_act(act: PaletteAct) -> None:
    _acts.append(act)
    _offers.cache_clear()


def find_acts(user: User, text: str, limit: int) -> list[Hit]:
    """Acts whose name holds the text; behind them, what can be made from the text itself."""
    wanted = text.casefold()
    named, made = [], []
    for one in _offers(get_language(), get_urlconf(), get_script_prefix()):
        if wanted in one.folded:
            if may(user, one.permission):
                named.append(Hit(one.label, one.url))
        elif one.takes and text and may(user, one.permission):
            title = one.takes_label % {"text": text[:60]}
            made.append(Hit(title, f"{one.url}?{urlencode({one.takes: text[:150]})}"))
    return [*named, *made][:limit]


def offered_acts(user: User, limit: int) -> list[Hit]:
    offers = _offers(get_language(), get_urlconf(), get_script_prefix())
    return [Hit(one.label, one.url) for one in offers if may(user, one.permission)][:limit]


@lru_cache(maxsize=32)
def _offers(language: str | None, urlconf: str | None, prefix: str) -> tuple[_Offer, ...]:
    """Every act that has a page here, in the language of this request."""
    found = []
    for act in _acts:
        label = str(act.label)
        if url := url_or_none(act.url_name):
            found.append(_Offer(label, label.casefold(), url, act.permission, act.takes, str(act.takes_label)))
    return tuple(found)
