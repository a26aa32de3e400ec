"""The text around the value of a field is the same for every record: it is rendered once, and the value is put in."""

from __future__ import annotations

import secrets
from collections.abc import Hashable
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import get_script_prefix, get_urlconf
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from idic.doors.web.records.values import ShownField
from idic.foundation.desk.subjects import Subject

# Drawn anew by every process: nobody can write them into a label.
_TEXT = f"text{secrets.token_hex(16)}"
_HREF = f"href{secrets.token_hex(16)}"
_PK = 100_000_000_000_000_000 + secrets.randbelow(800_000_000_000_000_000)
_REMEMBERED = 4096


def remembered_field(one: ShownField, subject: Subject) -> SafeString | None:
    """None for a field that must be rendered by itself: one that is masked, or a text of several lines."""
    text = str(one.text)
    if one.is_masked or settings.DEBUG or "\n" in text or "\r" in text:
        return None
    surroundings = (get_language(), get_script_prefix(), get_urlconf(), static("vendor/icons.svg"))
    frame = _frame(
        subject.code, one.field.name, str(one.field.label), one.is_editable, bool(text), bool(one.href), surroundings
    )
    frame = frame.replace(str(_PK), str(subject.pk))
    if one.href:
        frame = frame.replace(_HREF, conditional_escape(one.href))
    return SafeString(frame.replace(_TEXT, conditional_escape(one.text)))


@lru_cache(maxsize=_REMEMBERED)
def _frame(
    noun: str, name: str, label: str, is_editable: bool, has_text: bool, has_href: bool, _around: tuple[Hashable, ...]
) -> str:
    one = {"text": _TEXT if has_text else "", "href": _HREF if has_href else "", "is_editable": is_editable}
    field = {"name": name, "label": label}
    return render_to_string("records/field.html", {"one": one, "noun": noun, "pk": _PK, "field": field})
