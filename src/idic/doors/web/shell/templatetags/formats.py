"""`{% load formats %}`: filters and tags around `foundation.languages.formats`; an empty value stays empty."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from idic.foundation.languages import formats
from idic.foundation.languages.provinces import shown_province

register = template.Library()

Number = int | float | Decimal


@register.filter
def number(value: Number | None, digits: int | None = None) -> str:
    return "" if value is None or value == "" else formats.number(value, digits)


@register.filter
def compact(value: Number | None) -> str:
    return "" if value is None or value == "" else formats.compact(value)


@register.filter
def percent(value: Number | None, digits: int = 1) -> str:
    return "" if value is None or value == "" else formats.percent(value, digits)


@register.filter
def money(value: Number | None, currency: str) -> str:
    return "" if value is None or value == "" else formats.money(value, currency)


@register.filter
def whole_money(value: Number | None, currency: str) -> str:
    return "" if value is None or value == "" else formats.whole_money(value, currency)


@register.filter
def day(value: date | datetime | None, length: formats.Length = "medium") -> str:
    return formats.day(value, length) if value else ""


@register.filter
def province(stored: str) -> str:
    return shown_province(stored)


@register.filter
def month(value: date | datetime | None) -> str:
    return formats.month(value) if value else ""


@register.filter
def clock(value: datetime | None) -> str:
    return formats.clock(value) if value else ""


@register.filter
def moment(value: datetime | None, length: formats.Length = "medium") -> str:
    return formats.moment(value, length) if value else ""


@register.simple_tag
def timeago(value: date | datetime | None) -> SafeString | str:
    """A `<time>` that reads "3 hours ago" and tells the exact moment when pointed at."""
    if not value:
        return ""
    if isinstance(value, datetime):
        return _time(value.isoformat(), formats.moment(value, "long"), formats.ago(value))
    return _time(value.isoformat(), formats.day(value, "long"), formats.ago(value))


@lru_cache(maxsize=8192)
def _time(written: str, exact: str, ago: str) -> SafeString:
    return format_html('<time datetime="{}" title="{}">{}</time>', written, exact, ago)
