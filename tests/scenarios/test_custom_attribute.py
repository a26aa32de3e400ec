"""A custom attribute is at work everywhere from its making on, in every process, without a restart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.scenarios.product import Product
from tests.scenarios.visits import desk_page

pytestmark = pytest.mark.xdist_group("browser")

KEY = "x_favourite_shelf"
LABEL = "Favourite shelf"
PEOPLE = f"Customer no,Name,{LABEL}\nA-1,Shelf Larkspur,North wall\n"


@pytest.fixture
def page(browser: Browser, product: Product) -> Iterator[Page]:
    with desk_page(browser, product) as page:
        yield page


@pytest.mark.slow
def test_a_new_attribute_is_usable_everywhere_at_once(page: Page, product: Product) -> None:
    page.goto("/attributes/new/?noun=customer")
    page.locator("[name=label_en]").fill(LABEL)
    page.locator("#attribute-form .btn-primary").click()
    page.wait_for_url(lambda url: "/new/" not in url)

    # The form.
    customer = product.things["desk_customer"]
    page.goto(f"/customers/{customer}/edit/")
    page.get_by_label(LABEL).fill("South wall")
    page.locator("main form .btn-primary").first.click()
    page.wait_for_url(f"**/customers/{customer}/**")
    expect(page.locator(f"[data-field={KEY}]")).to_contain_text("South wall")

    # The filter of the list.
    _filtered(page, "South wall", 1)

    # A file.
    page.goto("/imports/new/?kind=customers")
    page.locator("[name=file]").set_input_files(
        {"name": "shelf.csv", "mimeType": "text/csv", "buffer": PEOPLE.encode()}
    )
    page.locator("[name=kind][value=customers]").check()
    page.locator("[name=new_source]").fill("Shelf list")
    page.locator("main form .btn-primary").click()
    expect(page.locator(f".import-mapping select option[value={KEY}]:checked")).to_have_count(1)
    page.locator(".page-actions form[action$='/start/'] button").click()
    expect(page.locator("#import-page .figure-grid")).to_be_visible()
    _filtered(page, "North wall", 1)

    # A segment.
    page.goto("/segments/new/")
    page.locator("[name=name]").fill("Of the south wall")
    condition = page.locator("[data-condition]").first
    condition.locator("[data-field]").select_option(KEY)
    condition.locator("[data-operator]").select_option("eq")
    condition.locator("[data-value] input").fill("South wall")
    expect(page.locator("#rule-count .count-figure")).to_have_text("1")

    # An export.
    page.goto(_list_of("South wall"))
    page.locator(".page-actions [data-dialog-open=export]").click()
    page.locator("#export-purpose").select_option(index=1)
    page.locator("#export-note").fill("Shelves")
    page.locator("#export [name=columns][value=all]").check()
    page.locator("#export .btn-primary").click()
    page.goto("/lists/exports/")
    fetch = page.locator("#exports tbody tr").first.locator("a[href$='/file/']")
    expect(fetch).to_be_visible()
    written = page.request.get(str(fetch.get_attribute("href"))).text()
    assert LABEL in written
    assert "South wall" in written


def _list_of(value: str) -> str:
    rule = {"all": [{"field": KEY, "op": "eq", "value": value}]}
    return f"/customers/?where={quote(json.dumps(rule))}"


def _filtered(page: Page, value: str, count: int) -> None:
    page.goto(_list_of(value))
    expect(page.locator("main .list tbody tr")).to_have_count(count)
