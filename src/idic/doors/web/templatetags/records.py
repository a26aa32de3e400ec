"""`{% load records %}`: the parts of a record page, for every noun. docs/guides/web-parts.md shows each in use."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from idic.doors.web.records.field_text import fields_text
from idic.doors.web.records.head_text import tabs_text
from idic.doors.web.records.strip import Strip, marks_of, strip_of, tab_text
from idic.doors.web.shell.stencil import around
from idic.foundation.desk.subjects import Subject
from idic.foundation.nouns.registry import noun_of

register = template.Library()


def _subject(noun: str, record: Any) -> Subject:
    return Subject(noun_of(noun), record)


@register.simple_tag(takes_context=True)
def recordmarks(context: Context, noun: str, record: Any) -> SafeString:
    """Star, following, tags: under the head of the page."""
    return SafeString(marks_of(context["request"], _subject(noun, record)))


@register.simple_tag(takes_context=True)
def recordfields(context: Context, noun: str, record: Any) -> SafeString:
    """The fields of a record, each changed in place."""
    return fields_text(context["request"], around(), _subject(noun, record))


@register.simple_tag(takes_context=True)
def recordstrip(context: Context, noun: str, record: Any) -> Strip:
    """`{% recordstrip "task" task as strip %}`; a view that saves queries for closed tabs hands its own in."""
    return strip_of(context["request"], _subject(noun, record))


@register.simple_tag(takes_context=True)
def recordtabs(context: Context, strip: Strip) -> SafeString:
    """The row of tabs. It and the open part stand inside `<div id="record-body" data-record-body>`."""
    in_panel = bool(context.get("in_panel", False))
    return SafeString(tabs_text(strip.subject.code, strip.path, strip.looks, in_panel=in_panel))


@register.simple_tag(takes_context=True)
def recordtab(context: Context, strip: Strip) -> SafeString:
    """The open part, unless it is the overview, which is the page's own."""
    return tab_text(context["request"], strip)


@register.simple_tag(takes_context=True)
def recordparts(context: Context, noun: str, record: Any) -> SafeString:
    """Everything at once: marks, tabs, and in the overview the fields."""
    request, subject = context["request"], _subject(noun, record)
    values = {"subject": subject, "strip": strip_of(request, subject), "in_panel": context.get("in_panel", False)}
    return render_to_string("records/parts.html", values, request=request)
