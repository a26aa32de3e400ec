"""Reading the settings of an act, with a sentence for each that cannot be used."""

from __future__ import annotations

from django.utils.translation import gettext as _

from idic.foundation.accounts.models import User
from idic.foundation.texts import trimmed
from idic.loop.automation.acts.registry import Settings
from idic.loop.automation.errors import ActRefused


def text_of(settings: Settings, name: str, *, longest: int = 2000, is_required: bool = True) -> str:
    value = trimmed(str(settings.get(name) or ""))
    if not value and is_required:
        raise ActRefused(_("Fill in what this act needs."), name=name)
    if len(value) > longest:
        raise ActRefused(_("This text is longer than %(limit)s characters.") % {"limit": longest}, name=name)
    return value


def number_of(settings: Settings, name: str, *, largest: int = 3650) -> int:
    text = str(settings.get(name) or "0").strip()
    if not (text.isascii() and text.isdecimal() and int(text[:9]) <= largest):
        raise ActRefused(_("Give a whole number from 0 to %(largest)s.") % {"largest": largest}, name=name)
    return int(text)


def id_of(settings: Settings, name: str) -> int | None:
    text = str(settings.get(name) or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def person_of(settings: Settings, name: str) -> User:
    pk = id_of(settings, name)
    found = User.with_rights.filter(pk=pk, is_active=True).first() if pk is not None else None
    if found is None:
        raise ActRefused(_("Choose a person who can sign in."), name=name)
    return found
