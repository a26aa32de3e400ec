"""The review queue worked by keys alone, in Thai, on a Thai keyboard."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.scenarios.looks import DESK, LOOKS
from tests.scenarios.product import Product
from tests.scenarios.visits import signed_in_context

pytestmark = pytest.mark.xdist_group("browser")

THAI = {"s": "ห", "d": "ก", "u": "ี", "z": "ผ", "j": "่"}
_TYPED = """([key, code]) => document.body.dispatchEvent(
  new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true }))"""
WAITING = "SELECT count(*) FROM linkage_linkagepair WHERE state = 'waiting'"
STATES = "SELECT state, count(*) FROM linkage_linkagepair WHERE decided_at IS NOT NULL GROUP BY 1 ORDER BY 1"


@pytest.fixture
def page(browser: Browser, product: Product) -> Iterator[Page]:
    look = next(look for look in LOOKS if look.language == "th")
    context = signed_in_context(browser, product, look)
    page = context.new_page()
    page.set_viewport_size(DESK)
    yield page
    context.close()


@pytest.mark.slow
def test_the_queue_is_worked_by_keys_alone(page: Page, product: Product) -> None:
    page.goto("/matching/")
    page.locator("[data-dialog-open=start-run]").first.click()
    page.locator("#start-run .btn-primary").click()
    page.wait_for_url(re.compile(r"/matching/\d+/$"))
    expect(page.locator("html")).to_have_attribute("lang", "th")
    for _attempt in range(90):
        if int(str(product.rows(WAITING)[0][0])) > 4:
            break
        page.wait_for_timeout(1000)
    page.goto("/matching/review/")
    before = _decided(product)
    first = _shown(page)
    _press(page, "s")
    second = _shown(page)
    assert second != first
    _press(page, "d")
    _press(page, "u")
    assert _decided(product) - before == Counter(["apart", "merged", "unsure"])
    for _time in range(3):
        _press(page, "z")
    assert _decided(product) == before
    assert _shown(page) == first
    _press(page, "j")
    assert _shown(page) == second
    _press(page, "ArrowLeft")
    assert _shown(page) == first
    page.keyboard.press("?")
    expect(page.locator("#key-sheet")).to_be_visible()


def _decided(product: Product) -> Counter[str]:
    return Counter({str(state): int(str(count)) for state, count in product.rows(STATES)})


def _shown(page: Page) -> str:
    return page.locator("[data-review] table").first.inner_text()


def _press(page: Page, key: str) -> None:
    """The key where it stands on every keyboard; the page that follows is another one."""
    page.evaluate("window.isBefore = true")
    if key in THAI:
        # What a Thai keyboard tells of that key.
        page.evaluate(_TYPED, [THAI[key], f"Key{key.upper()}"])
    else:
        page.keyboard.press(key)
    page.wait_for_function("window.isBefore === undefined")
    page.wait_for_load_state("load")
