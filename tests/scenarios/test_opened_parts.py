"""What opens on a page, menus, dialogs, the search, the table of a chart, is as free of barriers as the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.scenarios.looks import LOOKS, Look
from tests.scenarios.visits import Visitor

pytestmark = pytest.mark.xdist_group("browser")

OPENED = {look.name: look for look in LOOKS}


def settings_menu(page: Page) -> None:
    page.goto("/account/")
    page.locator(".language-button").click()
    expect(page.locator(".settings-menu")).to_be_visible()


def user_menu(page: Page) -> None:
    page.goto("/account/")
    page.locator(".user-button").click()
    expect(page.locator(".user-menu")).to_be_visible()


def search_results(page: Page) -> None:
    page.goto("/account/")
    page.locator("#global-search").fill("สม")
    expect(page.locator("#search-results a[role=option]").first).to_be_visible()


def nothing_found(page: Page) -> None:
    page.goto("/account/")
    page.locator("#global-search").fill("qqqqqqqq")
    # Nobody has that name: what can be made of it is offered.
    expect(page.locator("#search-results a[role=option]", has_text="qqqqqqqq").first).to_be_visible()


def export_dialog(page: Page) -> None:
    page.goto("/customers/")
    page.locator(".page-actions [data-dialog-open=export]").click()
    expect(page.locator("#export")).to_be_visible()


def closing_dialog(page: Page) -> None:
    page.goto("/follow-ups/?whose=all")
    page.locator("[data-dialog-open=followup-closing]").first.click()
    expect(page.locator("#followup-closing [name=outcome]").first).to_be_visible()


def chart_as_table(page: Page) -> None:
    page.goto("/value/")
    page.locator("[data-chart-toggle]").first.click()
    expect(page.locator("[data-chart-table]").first).to_be_visible()


def nested_rule(page: Page) -> None:
    page.goto("/segments/new/")
    page.locator("[data-add=condition]").first.click()
    page.locator("[data-add=group]").first.click()
    expect(page.locator("[data-group]")).to_have_count(2)
    page.locator("main form .btn-primary").click()
    expect(page.locator(".field-error").first).to_be_visible()


def refused_form(page: Page) -> None:
    page.goto("/imports/new/")
    page.locator("main form .btn-primary").click()
    expect(page.locator(".field-error").first).to_be_visible()


#: Each with the look that every run sees it in: what lies over the page in the dark, what has to fit on a phone there.
PARTS = {
    settings_menu: "dark", user_menu: "dark", search_results: "dark", nothing_found: "dark", refused_form: "dark",
    export_dialog: "thai-phone", closing_dialog: "thai-phone", chart_as_table: "thai-phone", nested_rule: "thai-phone",
}  # fmt: skip
SEEN_IN = ("english", "dark", "thai-phone")


@pytest.mark.parametrize(
    ("opened", "look"),
    [
        pytest.param(
            opened, OPENED[look], id=f"{opened.__name__}-{look}", marks=() if look == usual else pytest.mark.slow
        )
        for opened, usual in PARTS.items()
        for look in SEEN_IN
    ],
)
def test_axe_finds_nothing_on_what_opens(visitor: Visitor, look: Look, opened: object) -> None:
    watcher = visitor.tab(look)
    watcher.forget()
    opened(watcher.tab)  # type: ignore[operator]
    watcher.settle()
    assert watcher.barriers() == []
    if look.width < 600:
        assert watcher.too_wide() == []
    assert [one for one in watcher.troubles if "422" not in one] == []
