"""Where a record's own page is, and what of it a reader wants first beside a list. A noun that differs says so here in a
line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.urls import reverse

from idic.doors.web.shell.addresses import address_of
from idic.foundation.desk.subjects import Subject

if TYPE_CHECKING:
    from idic.doors.web.requests import SignedInRequest

_PAGES: dict[str, str] = {}
_FIRST: dict[str, Callable[[SignedInRequest, Subject], str]] = {}


def register_page(noun: str, url_name: str) -> None:
    _PAGES[noun] = url_name


def own_page(noun: str, pk: int) -> str:
    """By the name that all pages follow (`customer` at `customers:detail`); empty where the noun has none of its own."""
    return address_of(_PAGES.get(noun, f"{noun}s:detail"), [pk]) or ""


def page_of(noun: str, pk: int) -> str:
    return own_page(noun, pk) or reverse("records:record", args=[noun, pk])


def register_first(noun: str, render: Callable[[SignedInRequest, Subject], str]) -> None:
    """`render` gives what stands above the fields in the panel beside a list."""
    _FIRST[noun] = render


def first_of(request: SignedInRequest, subject: Subject) -> str:
    render = _FIRST.get(subject.code)
    return render(request, subject) if render is not None else ""
