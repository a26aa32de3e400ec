"""The body of a mail as HTML: the same Markdown as a note's, with no HTML of its own."""

from __future__ import annotations

from django.utils.html import escape

from idic.foundation.desk.markdown import rendered


def html_of(body: str, *, language: str) -> str:
    inner = rendered(body, {})
    return f'<!DOCTYPE html><html lang="{escape(language)}"><meta charset="utf-8"><body>{inner}</body></html>'
