"""What goes wrong at a desk: each gets a clear answer, and nothing is lost or broken."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.scenarios.looks import DESK, PASSWORD, Look
from tests.scenarios.people import COLLEAGUE, OUTSIDER, SELLER
from tests.scenarios.product import Product
from tests.scenarios.visits import PATIENCE, Watcher, signed_in_context

pytestmark = pytest.mark.xdist_group("browser")

SCRIPT = "<script>document.title = 'taken'</script><img src=x onerror=\"document.title='taken'\">"


def _signed_in(browser: Browser, product: Product, email: str) -> BrowserContext:
    return signed_in_context(browser, product, Look("desk", "th", "light", **DESK), email)


@pytest.fixture
def seller(browser: Browser, product: Product) -> Iterator[BrowserContext]:
    context = _signed_in(browser, product, SELLER.email)
    yield context
    context.close()


@pytest.fixture
def colleague(browser: Browser, product: Product) -> Iterator[BrowserContext]:
    context = _signed_in(browser, product, COLLEAGUE.email)
    yield context
    context.close()


def _opened_field(context: BrowserContext, customer: int) -> Page:
    page = context.new_page()
    page.goto(f"/customers/{customer}/?tab=overview")
    page.locator("[data-field=family_name] [data-edit]").click()
    expect(page.locator("[data-editing=family_name] [data-field-input]")).to_be_visible()
    return page


def test_two_tabs_that_save_the_same_field_show_both_values(
    seller: BrowserContext, colleague: BrowserContext, product: Product
) -> None:
    customer = product.things["customer"]
    mine, theirs = _opened_field(seller, customer), _opened_field(colleague, customer)
    theirs.locator("[data-editing=family_name] [data-field-input]").fill("Larkspur")
    theirs.keyboard.press("Enter")
    expect(theirs.locator("[data-field=family_name] [data-edit]")).to_contain_text("Larkspur")

    mine.locator("[data-editing=family_name] [data-field-input]").fill("Meadow")
    mine.keyboard.press("Enter")
    both = mine.locator(".record-both")
    expect(both).to_contain_text("Larkspur")
    expect(both).to_contain_text("Meadow")
    expect(mine.locator("[data-editing=family_name] [data-field-input]")).to_have_value("Meadow")
    expect(mine.locator("[data-editing=family_name] [role=alert]")).to_contain_text(COLLEAGUE.name)
    assert _family_name(product, customer) == "Larkspur"

    mine.locator("[data-editing=family_name] .btn-danger").click()
    expect(mine.locator("[data-field=family_name] [data-edit]")).to_contain_text("Meadow")
    assert _family_name(product, customer) == "Meadow"


def test_a_script_in_a_note_is_shown_as_the_text_that_it_is(seller: BrowserContext, product: Product) -> None:
    page = seller.new_page()
    watcher = Watcher(page, product)
    page.goto(f"/customers/{product.things['customer']}/?tab=notes")
    title = page.title()
    page.locator("#note-new").fill(SCRIPT)
    page.locator("#note-new").press("Control+Enter")
    note = page.locator(".note-item", has_text="<script>").first
    expect(note).to_contain_text("onerror")
    assert note.locator("script, img").count() == 0
    assert page.title() == title
    assert watcher.troubles == []


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(seller: BrowserContext, product: Product) -> None:
    page = seller.new_page()
    page.goto(f"/customers/{product.things['customer']}/?tab=files")
    token = page.locator("[data-drop] [name=csrfmiddlewaretoken]").input_value()
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in seller.cookies())
    connection = http.client.HTTPConnection(urlsplit(product.address).netloc, timeout=PATIENCE)
    connection.putrequest("POST", f"/records/customer/{product.things['customer']}/files/")
    for name, value in {
        "Cookie": cookies, "X-CSRFToken": token, "Content-Type": "multipart/form-data; boundary=part",
        "Content-Length": str(200 * 1024 * 1024), "HX-Request": "true", "Accept-Language": "th",
    }.items():  # fmt: skip
        connection.putheader(name, value)
    connection.endheaders(b'--part\r\nContent-Disposition: form-data; name="file"; filename="big.pdf"\r\n\r\n%PDF-1.7')
    answer = connection.getresponse()
    assert answer.status in (413, 422)
    assert "25" in answer.read().decode()
    connection.close()


def test_who_guesses_numbers_finds_nothing(browser: Browser, product: Product) -> None:
    """A seller of another team: what exists and what does not is answered alike."""
    context = _signed_in(browser, product, OUTSIDER.email)
    things = product.things
    hidden = [f"/customers/{things['customer']}/", f"/records/files/{things['attachment']}/",
              f"/records/notes/{things['note']}/versions/", f"/tasks/{things['task']}/",
              f"/records/customer/{things['customer']}/panel/"]  # fmt: skip
    missing = [re.sub(r"\d+", "999999999", one) for one in hidden]
    assert {one: context.request.get(one).status for one in hidden + missing} == dict.fromkeys(hidden + missing, 404)
    context.close()


def _family_name(product: Product, customer: int) -> str:
    return str(product.rows("SELECT family_name FROM identify_customer WHERE id = %s", customer)[0][0])


def _the_bell_asks(page: Page) -> None:
    page.evaluate("document.body.dispatchEvent(new CustomEvent('notifications:changed'))")


def _it_is_sent(page: Page) -> None:
    page.locator("#reply .btn-primary").click()


def test_what_was_typed_stands_in_its_box_again_after_the_session_had_ended(
    seller: BrowserContext, product: Product
) -> None:
    page = seller.new_page()
    page.goto(f"/cases/{product.things['case']}/")
    note = page.locator(".reply-kinds [value=note]")
    note.check(force=True)
    page.fill("#reply-text", "โทรกลับหลังบ่ายสาม")
    # learnt by a part of the page that asks by itself, and when it is sent
    for learns in (_the_bell_asks, _it_is_sent):
        seller.clear_cookies(name="sessionid")
        learns(page)
        page.wait_for_url(re.compile(r"/sign-in/"))
        page.fill("[name=login]", SELLER.email)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(re.compile(rf"/cases/{product.things['case']}/$"))
        expect(page.locator("#reply-text")).to_have_value("โทรกลับหลังบ่ายสาม")
        expect(note).to_be_checked()
    # sent, it is brought back no more
    page.locator("#reply .btn-primary").click()
    expect(page.locator("#case-thread")).to_contain_text("โทรกลับหลังบ่ายสาม")
    page.reload()
    expect(page.locator("#reply-text")).to_have_value("")
