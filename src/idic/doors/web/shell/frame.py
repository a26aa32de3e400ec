"""Parts of the frame around every page, rendered once for all readers to whom they look the same.

A part sees nothing but the values that its page names for it, and these values are what it is remembered under. So it
cannot show one reader what belongs to another: a value that is not in the key is not in the part either.

A name with a “~” before it stands for a text that changes from request to request: it is written out only, and put in
afterwards.
"""

from __future__ import annotations

import secrets
from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import get_script_prefix, get_urlconf
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from idic.foundation.accounts.enums import Era, Language, Theme
from idic.foundation.accounts.models import User

# These differ from request to request and are put in afterwards. Nobody can write one into a name: it is drawn anew by
# every process and appears in no answer.
_CSRF = f"csrf{secrets.token_hex(16)}"
_HERE = f"here{secrets.token_hex(16)}"
_WRITTEN = f"text{secrets.token_hex(16)}"
_REMEMBERED = 2048

#: The same for every reader, worded in the language under which the part is remembered.
_CHOICES = {"languages": Language.choices, "themes": Theme.choices, "eras": Era.choices}


@dataclass(frozen=True)
class Reader:
    """What the frame tells about the person who is signed in."""

    name: str
    email: str
    role: str

    @classmethod
    def of(cls, user: object) -> Reader | None:
        return cls(user.display_name, user.email, user.get_role_display()) if isinstance(user, User) else None


def frame_part(context: Context, template: str, names: tuple[str, ...]) -> SafeString:
    """`template` with the named values of the page, `csrf_token`, `here` (the page's address) and the choices."""
    request: HttpRequest = context["request"]
    written = [name for name in names if name.startswith("~")]
    values = tuple(_mark(name) if name.startswith("~") else _value(context, name) for name in names)
    if settings.DEBUG:
        # Templates are being written.
        text = _text(template, names, values)
    else:
        # One address stands for the folder that all of them lie in.
        surroundings = (get_language(), get_script_prefix(), get_urlconf(), static("vendor/icons.svg"))
        text = _remembered(template, names, values, surroundings)
    for name in written:
        text = text.replace(_mark(name), escape(str(context[name.removeprefix("~")])))
    if _CSRF in text:
        text = text.replace(_CSRF, escape(str(context.get("csrf_token", ""))))
    if _HERE in text:
        text = text.replace(_HERE, escape(str(context.get("here") or request.get_full_path())))
    return SafeString(text)


def _mark(name: str) -> str:
    return f"{_WRITTEN}-{name.removeprefix('~')}-"


def _value(context: Context, name: str) -> Hashable:
    value = context.get(name)
    found: Hashable = value() if callable(value) else value
    if isinstance(found, Model):
        # Equal as soon as its key is: an outdated name would stay on show.
        raise TypeError(f"the frame remembers values, and {name!r} is a record")
    return found


@lru_cache(maxsize=_REMEMBERED)
def _remembered(
    template: str, names: tuple[str, ...], values: tuple[Hashable, ...], surroundings: tuple[Hashable, ...]
) -> str:
    return _text(template, names, values)


def _text(template: str, names: tuple[str, ...], values: tuple[Hashable, ...]) -> str:
    given = {name.removeprefix("~"): value for name, value in zip(names, values, strict=True)}
    return get_template(template).render({**_CHOICES, **given, "csrf_token": _CSRF, "here": _HERE})
