"""Where a record's own page is. A noun whose page has another name says so here in a line."""

from __future__ import annotations

from django.urls import reverse

from idic.doors.web.shell.addresses import address_of

_PAGES: dict[str, str] = {}


def register_page(noun: str, url_name: str) -> None:
    _PAGES[noun] = url_name


def own_page(noun: str, pk: int) -> str:
    """By the name that all pages follow (`customer` at `customers:detail`); empty where the noun has none of its own."""
    return address_of(_PAGES.get(noun, f"{noun}s:detail"), [pk]) or ""


def page_of(noun: str, pk: int) -> str:
    return own_page(noun, pk) or reverse("records:record", args=[noun, pk])
