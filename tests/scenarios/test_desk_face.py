"""What covers what, and what comes first on a telephone: seen by the place of things in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.scenarios.looks import PHONE
from tests.scenarios.product import Product
from tests.scenarios.visits import be_still, desk_page

pytestmark = pytest.mark.xdist_group("browser")

DESK = {"width": 1280, "height": 800}
# Which of all that can be pressed lies below a notice; what the page was scrolled under the bar lies there without one, too.
COVERED = """() => [...document.querySelectorAll("[data-toast]")].flatMap((note) => {
    const box = note.getBoundingClientRect(), bar = document.querySelector(".topbar");
    return [...document.querySelectorAll("a, button, input, select, summary")].filter((one) => {
        if (note.contains(one) || !one.checkVisibility()) return false;
        const at = one.getBoundingClientRect(), x = at.x + at.width / 2, y = at.y + at.height / 2;
        return at.width > 1 && x > box.left && x < box.right && y > box.top && y < box.bottom
            && (bar.contains(one) || y > bar.getBoundingClientRect().bottom) && note.contains(document.elementFromPoint(x, y));
    }).map((one) => one.outerHTML.slice(0, 80));
})"""
TELL = """document.dispatchEvent(new CustomEvent("toast", { detail: { toasts: [
    { text: "The case is yours now.", tone: "success", undo: "/undo/1/" }] } }))"""


def _top(page: Page, selector: str) -> float:
    be_still(page)
    return float(page.locator(selector).first.evaluate("(one) => one.getBoundingClientRect().top"))


def test_notices_cover_nothing_and_a_telephone_shows_first_what_is_mine(browser: Browser, product: Product) -> None:
    case = product.things["case"]
    with desk_page(browser, product) as page:
        for size in (DESK, {"width": PHONE["width"], "height": PHONE["height"]}):
            page.set_viewport_size(size)  # type: ignore[arg-type]  # both are a size
            page.goto(f"/cases/{case}/")
            page.evaluate(TELL)
            expect(page.locator("[data-toast-undo]:visible")).to_have_count(1)
            be_still(page)
            # a notice gets its place with the next picture of the page
            page.wait_for_function(f"() => ({COVERED})().length === 0")
            page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
            expect(page.locator("[data-toast]")).to_be_in_viewport()

        page.goto("/")
        expect(page.locator(".waiting").first).to_be_visible()
        assert _top(page, ".waiting") < _top(page, ".loop-ring")
        assert _top(page, ".home-mine >> nth=-1") < _top(page, ".loop-ring")
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
        assert _top(page, ".waiting") > _top(page, ".loop-ring")

        page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
        page.goto("/follow-ups/?whose=all")
        bar = page.locator("#followups .filter-bar")
        be_still(page)
        assert bar.evaluate("(one) => one.getBoundingClientRect().height") < 64
        method = bar.locator("[name=method]")
        expect(method).to_be_hidden()
        bar.locator("[data-unfold]").click()
        expect(method).to_be_visible()
        method.select_option("telephone")
        expect(page.locator("#followups .chip")).not_to_have_count(0)
        expect(method).to_be_visible()
