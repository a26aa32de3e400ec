"""What stands beside or in a text: an icon, a state, a face."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal
from zlib import crc32

from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from idic.doors.web.shell.parts.rendering import register

Tone = Literal["neutral", "success", "warning", "danger", "info", "identify", "differentiate", "interact", "customize"]

AVATAR_COLOURS = 6
SPRITE = "vendor/icons.svg"
_NOTHING = SafeString("")


@register.simple_tag(name="icon")
def icon_(name: str, label: str = "", size: Literal["sm", "md", "lg"] = "md") -> SafeString:
    """Silent beside a text; with `label` it speaks for itself."""
    return _icon(name, conditional_escape(label) if label else _NOTHING, size, staticfiles_storage.url(SPRITE))


# A safe text and a plain one are equal: what is remembered is remembered under escaped texts, so that neither is ever
# taken for the other.
@lru_cache(maxsize=2048)
def _icon(name: str, label: SafeString, size: str, sprite: str) -> SafeString:
    size_class = "" if size == "md" else f" icon-{size}"
    if label:
        return format_html(
            '<svg class="icon{}" role="img" aria-label="{}"><use href="{}#{}"/></svg>', size_class, label, sprite, name
        )
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>', size_class, sprite, name
    )


@register.simple_tag
def badge(text: str, tone: Tone = "neutral", icon: str = "") -> SafeString:
    return _badge(conditional_escape(text), tone, icon, staticfiles_storage.url(SPRITE) if icon else "")


@lru_cache(maxsize=2048)
def _badge(text: SafeString, tone: str, icon: str, sprite: str) -> SafeString:
    mark = (
        _icon(icon, _NOTHING, "sm", sprite)
        if icon
        else SafeString('<span class="state-dot" aria-hidden="true"></span>')
    )
    return format_html('<span class="badge state state-{}">{}{}</span>', tone, mark, text)


@register.simple_tag
@lru_cache(maxsize=8192)
def avatar(name: str, size: Literal["sm", "md", "lg"] = "md") -> SafeString:
    """Initials on a colour that stays the same for the same name."""
    words = name.split()
    latin = bool(words) and all(ord(word[0]) < 0x250 for word in words)
    initials = "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)) if latin else name[:1]
    # A Thai word may start with a vowel sign that reads badly alone: show the consonant that carries it.
    if name[:1] in "เแโใไ":
        initials = name[:2]
    colour = crc32(name.encode()) % AVATAR_COLOURS + 1
    return format_html(
        '<span class="avatar avatar-{} avatar-colour-{}" aria-hidden="true">{}</span>', size, colour, initials.upper()
    )
