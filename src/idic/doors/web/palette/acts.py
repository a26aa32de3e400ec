"""What the palette can do from anywhere. An area adds its own acts in a line, where its urls are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

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
    PaletteAct(_("Import a file"), "imports:create", "import.run"),
    PaletteAct(_("New segment"), "segments:create", "segment.change"),
    PaletteAct(_("New attribute"), "attributes:create", "attribute.manage"),
    PaletteAct(_("New rule"), "automation:choose", "automation.manage"),
    PaletteAct(_("New template"), "letters:create", "letter.change"),
    PaletteAct(_("Add a user"), "users:create", "user.manage"),
]


def register_palette_act(act: PaletteAct) -> None:
    _acts.append(act)


def find_acts(user: User, text: str, limit: int) -> list[Hit]:
    """Acts whose name holds the text; behind them, what can be made from the text itself."""
    wanted = text.casefold()
    named, made = [], []
    for act in _acts:
        url = _address(act)
        if not url or not may(user, act.permission):
            continue
        if wanted in str(act.label).casefold():
            named.append(Hit(str(act.label), url))
        elif act.takes and text:
            title = str(act.takes_label) % {"text": text[:60]}
            made.append(Hit(title, f"{url}?{urlencode({act.takes: text[:150]})}"))
    return [*named, *made][:limit]


def offered_acts(user: User, limit: int) -> list[Hit]:
    found = [Hit(str(act.label), url) for act in _acts if may(user, act.permission) and (url := _address(act))]
    return found[:limit]


def _address(act: PaletteAct) -> str:
    try:
        return reverse(act.url_name)
    except NoReverseMatch:
        return ""
