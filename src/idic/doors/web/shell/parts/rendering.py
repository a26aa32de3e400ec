"""The library that every part is entered in, and how a part becomes text."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString

register = template.Library()


def rendered(part: str, /, **values: Any) -> SafeString:
    return SafeString(get_template(f"shell/parts/{part}.html").render(values))


def trimmed(content: str) -> SafeString:
    """What a block tag holds is already escaped; `strip` alone would forget that."""
    return SafeString(content.strip())
