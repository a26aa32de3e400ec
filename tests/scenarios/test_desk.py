"""A day at the desk in Thai, by keys alone: nothing here points or clicks."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.utils.translation import gettext, override
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as NotInTime

from tests.scenarios.looks import DESK, PASSWORD, Look
from tests.scenarios.people import COLLEAGUE, CUSTOMER, PART_OF_NAME, SELLER
from tests.scenarios.product import Product
from tests.scenarios.visits import PATIENCE, Watcher, new_context

pytestmark = pytest.mark.xdist_group("browser")

MOST_TABS = 150
IS_FOCUSED = "selector => !!document.activeElement?.matches(selector)"
NEW_GIVEN_NAME = "บุญสมใจพงศา"
NAME = f"{CUSTOMER['given_name']} {CUSTOMER['family_name']}"
MENTION = "SELECT max(id) FROM desk_notification WHERE kind = 'mention' AND noun = 'customer' AND subject_id = %s"
FILE = {"name": "สัญญา.txt", "mimeType": "text/plain", "buffer": "ตกลงตามนี้".encode()}


@pytest.fixture
def thai(browser: Browser, product: Product) -> Iterator[Page]:
    context = new_context(browser, product, Look("desk", "th", "light", **DESK))
    yield context.new_page()
    context.close()


@pytest.fixture
def colleague(browser: Browser, product: Product) -> Iterator[Page]:
    context = new_context(browser, product, Look("desk", "th", "light", **DESK))
    yield context.new_page()
    context.close()


def words(text: str) -> str:
    with override("th"):
        return gettext(text)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def walk_to(page: Page, selector: str, *, key: str = "Tab") -> None:
    """As far as the key leads; what cannot be reached by it is a fault of the page."""
    for _step in range(MOST_TABS):
        if page.evaluate(IS_FOCUSED, selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {selector} on {page.url}")


def wait_for_focus(page: Page, selector: str) -> None:
    page.wait_for_function(IS_FOCUSED, arg=selector)


def enter(page: Page, person_email: str) -> None:
    page.goto("/sign-in/")
    walk_to(page, "[name=login]")
    page.keyboard.type(person_email)
    walk_to(page, "[name=password]")
    page.keyboard.type(PASSWORD)
    press(page, "Enter")
    page.wait_for_url(re.compile(r"//[^/]+/$"))
    expect(page.locator("html")).to_have_attribute("lang", "th")


def change_in_place(page: Page, field: str, key: str, text: str) -> None:
    value = f"[data-field={field}] [data-edit]"
    walk_to(page, value)
    press(page, key)
    wait_for_focus(page, f"[data-editing={field}] [data-field-input]")
    press(page, "Control+a")
    page.keyboard.insert_text(text)
    press(page, "Enter")
    expect(page.locator(value)).to_contain_text(text)
    wait_for_focus(page, value)


def go(page: Page, first: str, second: str, url: str | re.Pattern[str]) -> None:
    """Two keys that belong together; where the machine sleeps between them, they do not."""
    for _time in range(4):
        press(page, first, second)
        try:
            return page.wait_for_url(url, timeout=PATIENCE * 1000 / 3)
        except NotInTime:
            continue
    raise AssertionError(f"{first} {second} does not lead to {url}")


def undo(page: Page, url: str) -> None:
    """Z does what the last notice offers."""
    expect(page.locator("[data-toast-undo]:visible")).to_have_count(1)
    with page.expect_response(re.compile(url)), page.expect_navigation():
        press(page, "z")


def test_a_day_at_the_desk_in_thai_by_keys_alone(thai: Page, colleague: Page, product: Product) -> None:
    watcher = Watcher(thai, product)
    # The browser hands choosers over from the first listener on; it takes a moment.
    thai.on("filechooser", lambda _chooser: None)
    number = product.things["desk_customer"]
    enter(thai, SELLER.email)

    # Find: a part from the middle of a Thai name.
    press(thai, "Control+k")
    wait_for_focus(thai, "#global-search")
    thai.keyboard.insert_text(PART_OF_NAME)
    expect(thai.locator("#search-results a[role=option]", has_text=NAME)).to_be_visible()
    press(thai, "Enter")
    thai.wait_for_url(f"**/customers/{number}/**")
    expect(thai.get_by_role("heading", level=1)).to_contain_text(NAME)

    # Change two fields where they stand.
    change_in_place(thai, "given_name", "F2", NEW_GIVEN_NAME)
    walk_to(thai, "summary:has(+ dl [data-field=postcode])")
    press(thai, "Enter")
    change_in_place(thai, "postcode", "e", "96999")
    written = product.rows("SELECT given_name, postcode FROM identify_customer WHERE id = %s", number)
    assert written == [(NEW_GIVEN_NAME, "96999")]

    # Write a note that calls a colleague.
    press(thai, "m")
    wait_for_focus(thai, "[data-note-text]")
    thai.keyboard.insert_text("ชอบข้าวใหม่ ")
    thai.keyboard.type("@")
    expect(thai.locator(".note-people [role=option]").first).to_be_visible()
    thai.keyboard.type(COLLEAGUE.name)
    # Enter before the answer to the last letter has come would be a new line.
    people = thai.locator(f".note-people[data-asked='{COLLEAGUE.name}'] [role=option]")
    expect(people).to_have_text([re.compile(COLLEAGUE.name)])
    press(thai, "Enter")
    expect(thai.locator("[data-note-text]")).to_have_value(f"ชอบข้าวใหม่ @{COLLEAGUE.name} ")
    thai.keyboard.insert_text("โทรพรุ่งนี้")
    press(thai, "Control+Enter")
    expect(thai.locator(".note-list .note-item")).to_have_count(1)
    expect(thai.locator(".note-list")).to_contain_text("ชอบข้าวใหม่")
    expect(thai.locator(".note-list")).to_contain_text(f"@{COLLEAGUE.name} โทรพรุ่งนี้")

    # Attach a file.
    walk_to(thai, "[data-tab=files]", key="Shift+Tab")
    press(thai, "Enter")
    expect(thai.locator("[data-file-input]")).to_be_attached()
    walk_to(thai, "[data-file-input]")
    with thai.expect_file_chooser() as chooser:
        press(thai, "Space")
    chooser.value.set_files([FILE])
    expect(thai.locator(".file-list")).to_contain_text(FILE["name"])

    # Make a task, complete it, take that back.
    task = _make_task(thai, "ส่งสัญญาให้ลูกค้า")
    assert _state_of(product, task) == "open"
    walk_to(thai, f"form[action='/tasks/{task}/completion/'] .btn-primary")
    press(thai, "Enter")
    expect(thai.locator("[data-toast-undo]:visible")).to_have_count(1)
    assert _state_of(product, task) == "done"
    undo(thai, "/undo/")
    expect(thai.locator(f"form[action='/tasks/{task}/completion/']")).to_be_visible()
    assert _state_of(product, task) == "open"

    # Narrow the list by what was written, and keep that as a view.
    _save_view(thai, "ข้าวใหม่")
    expect(thai.locator("main .list tbody tr")).to_have_count(1)
    expect(thai.locator("main .list tbody")).to_contain_text(NEW_GIVEN_NAME)
    thai.reload()
    expect(thai.locator("main .list tbody tr")).to_have_count(1)
    assert watcher.troubles == []
    assert watcher.foreign == []

    # The colleague hears of it.
    enter(colleague, COLLEAGUE.email)
    # others of the house may have told them something, too
    expect(colleague.locator("#notifications-indicator .badge")).to_have_text(re.compile("[1-9]"))
    go(colleague, "g", "n", "**/notifications/")
    expect(colleague.locator(".notice-rows")).to_contain_text(SELLER.name)
    [(told,)] = product.rows(MENTION, number)
    walk_to(colleague, f".notice-rows form[action='/notifications/{told}/'] .btn-sm")
    press(colleague, "Enter")
    colleague.wait_for_url(f"**/customers/{number}/**")
    expect(colleague.locator("main")).to_contain_text("โทรพรุ่งนี้")


def _make_task(page: Page, title: str) -> int:
    go(page, "n", "t", "**/tasks/new/**")
    walk_to(page, "[name=title]")
    page.keyboard.insert_text(title)
    press(page, "Enter")
    page.wait_for_url(re.compile(r"/tasks/\d+/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    return int(re.findall(r"/tasks/(\d+)/", page.url)[0])


def _save_view(page: Page, name: str) -> None:
    go(page, "g", "c", "**/customers/")
    walk_to(page, "[data-unfold]")
    press(page, "Enter")
    expect(page.locator("[data-unfold]")).to_have_attribute("aria-expanded", "true")
    walk_to(page, "[data-dialog-open=list-filter]")
    press(page, "Enter")
    expect(page.locator("#list-filter [data-condition]")).to_have_count(1)
    walk_to(page, "#list-filter [data-field]")
    expect(page.locator("#list-filter [data-field] option[value=postcode]")).to_have_text(words("Postcode"))
    walk_to(page, "#list-filter [data-field]:has(option[value=postcode]:checked)", key="ArrowDown")
    walk_to(page, "#list-filter [data-value] input")
    page.keyboard.type("96999")
    press(page, "Enter")
    page.wait_for_url("**where=**")
    expect(page.locator("main .list tbody tr")).to_have_count(1)
    walk_to(page, "[data-dialog-open=list-save], .list-tools .dropdown:last-child > button")
    press(page, "Enter")
    walk_to(page, "[data-dialog-open=list-save]", key="ArrowDown")
    press(page, "Enter")
    wait_for_focus(page, "#list-save *")
    walk_to(page, "#view-name")
    page.keyboard.insert_text(name)
    press(page, "Enter")
    expect(page.get_by_role("link", name=name)).to_be_visible()


def _state_of(product: Product, task: int) -> str:
    return str(product.rows("SELECT state FROM work_task WHERE id = %s", task)[0][0])
