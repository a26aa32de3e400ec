"""Addresses of pages in other areas, empty where the area is not installed."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from idic.doors.web.shell.navigation import url_or_none


def customers_url(**filters: object) -> str:
    """The customer list narrowed to the records behind a figure; "" where there is no such list."""
    url = url_or_none("customers:list")
    return f"{url}?{urlencode(filters)}" if url else ""


def customer_url(pk: int) -> str:
    try:
        return reverse("customers:detail", args=[pk])
    except NoReverseMatch:
        return ""


def plan_url(segment_id: int) -> str:
    url = url_or_none("followups:plan")
    return f"{url}?{urlencode({'segment': segment_id})}" if url else ""
