"""Whoever is no member of staff reads the organisation's name on a page that says no, and never the product's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from idic.doors.web.outside.places import OUTSIDE
from idic.doors.web.shell.errors import bad_request, csrf_failure, database_away, permission_denied, server_error
from idic.foundation.organisation.operations import OrganisationDraft, change_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def named(cast: Any) -> None:
    draft = OrganisationDraft(name="Harbour Kettles", names={"th": "กาน้ำท่าเรือ"})
    change_organisation(draft, version=0, by=cast.administrator)


@pytest.mark.parametrize(
    "address", ["/help/0/", "/portal/nowhere/", "/f/unknown/", "/chat/unknown/", "/counter/unknown/"]
)
@pytest.mark.usefixtures("named")
def test_a_page_that_is_not_there_says_who_we_are(address: str) -> None:
    answer = Client().get(address, headers={"accept-language": "th"})
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "กาน้ำท่าเรือ" in page
    assert "IDIC" not in page


@pytest.mark.parametrize("refusal", [bad_request, permission_denied, csrf_failure, server_error, database_away])
@pytest.mark.usefixtures("named")
def test_every_refusal_is_in_our_name(refusal: Callable[..., Any]) -> None:
    asked = RequestFactory()
    outside = refusal(asked.post("/portal/ask/")).content.decode()
    assert "IDIC" not in outside
    assert ("Harbour Kettles" in outside) == (refusal is not database_away)
    inside = refusal(asked.post("/cases/1/")).content.decode()
    assert "IDIC" in inside
    assert "Harbour" not in inside


def test_without_a_name_nobody_is_named() -> None:
    page = Client().get("/portal/nowhere/").content.decode()
    assert "IDIC" not in page


@pytest.mark.usefixtures("named")
def test_inside_it_is_the_product(signed_in: Callable[[str], Client]) -> None:
    page = signed_in("manager").get("/cases/0/").content.decode()
    assert "IDIC" in page
    assert "Harbour" not in page


def test_exactly_what_is_open_to_everybody_stands_outside() -> None:
    shut = [
        address for address, view in _views(get_resolver(), "") if address.split("/")[0] in OUTSIDE and not _open(view)
    ]
    assert shut == []
    hidden = [
        address for address, view in _views(get_resolver(), "")
        if _is_of(view, "idic.doors.web.outside.visitors") and address.split("/")[0] not in OUTSIDE
    ]  # fmt: skip
    assert hidden == []


def _views(resolver: Any, before: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for one in resolver.url_patterns:
        address = before + str(one.pattern)
        if isinstance(one, URLResolver):
            found += _views(one, address)
        elif isinstance(one, URLPattern):
            found.append((address, one.callback))
    return found


def _open(view: Any) -> bool:
    return getattr(view, "login_required", True) is False


def _is_of(view: Any, module: str) -> bool:
    """Whether one of the wrappers around it comes from there."""
    while view is not None:
        if getattr(view, "__code__", None) is not None and module.replace(".", "/") in view.__code__.co_filename:
            return True
        view = getattr(view, "__wrapped__", None)
    return False
