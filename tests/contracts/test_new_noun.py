"""The guide's own lines, run: what it promises must hold for a noun that nobody has written parts for."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from django.test import Client
from django.urls import clear_url_caches, path

import idic.urls
from idic.foundation.nouns import registry
from tests.contracts.layers import ROOT
from tests.contracts.world import World, make_world

GUIDE = ROOT / "docs" / "guides" / "new-noun.md"


def _code() -> str:
    (found,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    return found


@pytest.fixture
def world(cast: Any) -> World:
    return make_world(cast)


@pytest.fixture
def purchases_address(settings: Any) -> Iterator[str]:
    """The list of the guide under an address of its own, beside the product's."""
    guide: dict[str, Any] = {}
    exec(compile(_code(), str(GUIDE), "exec"), guide)
    module = ModuleType("urls_of_the_guide")
    module.urlpatterns = [path("guide/", guide["purchase_list"]), *idic.urls.urlpatterns]  # type: ignore[attr-defined]
    sys.modules[module.__name__] = module
    settings.ROOT_URLCONF = module.__name__
    clear_url_caches()
    yield "/guide/"
    registry._entries.pop("purchase", None)
    del sys.modules[module.__name__]
    clear_url_caches()


def test_the_declaration_is_under_thirty_lines() -> None:
    lines = [line for line in _code().splitlines() if line.strip()]
    assert len(lines) < 30


def test_a_third_noun_has_its_list_filters_views_panel_and_notes(
    world: World, purchases_address: str, signed_in: Any
) -> None:
    browser: Client = signed_in("administrator")
    page = browser.get(purchases_address).content.decode()
    assert world.purchase.key in page
    assert browser.get(purchases_address, {"kind": "return"}).content.decode().count(world.purchase.key) == 0
    rule = '{"field":"total","op":"ge","value":100}'
    assert world.purchase.key in browser.get(purchases_address, {"where": rule}).content.decode()
    pk = world.purchase.pk
    assert browser.get(f"/records/purchase/{pk}/panel/").status_code == 200
    assert browser.post(f"/records/purchase/{pk}/notes/", {"text": "Paid **late**"}).status_code in (200, 302)
    notes = browser.get(f"/records/purchase/{pk}/notes/", headers={"HX-Request": "true"})
    assert "<strong>late</strong>" in notes.content.decode()


def test_rights_hold_for_the_third_noun_as_well(world: World, purchases_address: str, signed_in: Any) -> None:
    stranger: Client = signed_in("sales")
    assert world.foreign_purchase.key not in stranger.get(purchases_address).content.decode()
    assert stranger.get(f"/records/purchase/{world.foreign_purchase.pk}/panel/").status_code == 404
