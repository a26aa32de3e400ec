"""A wall that is left open: a case written down in another tab stands on it by itself, and a press leads to its list."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.scenarios.product import Product
from tests.scenarios.test_case_story import open_case
from tests.scenarios.visits import Watcher, desk_page

pytestmark = pytest.mark.xdist_group("browser")

OPEN = "SELECT count(*) FROM cases_case WHERE deleted_at IS NULL AND state IN ('new', 'open', 'waiting', 'held') AND mode = %s"


def test_a_case_comes_onto_the_open_wall_and_is_reached_from_it(browser: Browser, product: Product) -> None:
    with desk_page(browser, product) as wall:
        watcher = Watcher(wall, product)
        wall.goto("/cases/wall/?mode=phone")
        count = wall.locator(".wall-open .wall-value")
        before = product.rows(OPEN, "phone")[0][0]
        expect(count).to_have_text(str(before))
        desk = wall.context.new_page()
        open_case(desk, "The lift stands still")
        expect(count).to_have_text(str(before + 1))
        desk.close()
        wall.set_viewport_size({"width": 390, "height": 844})
        wall.wait_for_function("() => innerWidth === 390")
        assert watcher.too_wide() == []
        wall.locator(".wall-open a").click()
        wall.wait_for_url(re.compile(r"/cases/\?where="))
        expect(wall.locator("#list")).to_contain_text("The lift stands still")
        wall.goto("/cases/pictures/?mode=phone")
        wall.locator("[data-chart-toggle]").first.click()
        wall.locator("#ageing-table tbody tr").first.locator("a").last.click()
        wall.wait_for_url(re.compile(r"/cases/\?where="))
        expect(wall.locator("#list")).to_contain_text("The lift stands still")
        assert watcher.troubles == []
        assert watcher.foreign == []
