"""A call at the desk, by keys: opened, taken, answered, paused, gone on, resolved and confirmed; and a merge taken back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.scenarios.people import COLLEAGUE
from tests.scenarios.product import Product
from tests.scenarios.visits import Watcher, desk_page

pytestmark = pytest.mark.xdist_group("browser")

STATE = "SELECT state, owner_id IS NOT NULL, verdict FROM cases_case WHERE id = %s"
SAID = "SELECT kind, text FROM cases_message WHERE case_id = %s ORDER BY id"


def open_case(page: Page, title: str, **fields: str) -> int:
    page.goto("/cases/new/")
    page.locator("[name=title]").fill(title)
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("form .btn-primary").last.click()
    page.wait_for_url(re.compile(r"/cases/\d+/$"))
    return int(re.findall(r"/cases/(\d+)/", page.url)[0])


def write(page: Page, key: str, text: str) -> None:
    """R answers, M notes; Ctrl and Enter sends. The page that is left may show it, too, before the one that answers has
    come: it reads anew what was said."""
    page.keyboard.press(key)
    page.wait_for_function("() => document.activeElement?.matches('[data-reply-text]')")
    page.keyboard.insert_text(text)
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    expect(page.locator("#case-thread")).to_contain_text(text)


def confirm(page: Page, key: str, dialog: str, then: str) -> None:
    page.keyboard.press(key)
    expect(page.locator(dialog)).to_be_visible()
    with page.expect_navigation():
        page.locator(f"{dialog} .btn-primary").click()
    expect(page.locator(".case-marks")).to_contain_text(then)


def press(page: Page, key: str, then: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)
    expect(page.locator(".case-marks")).to_contain_text(then)


def test_a_call_from_its_first_word_to_the_word_of_the_customer(browser: Browser, product: Product) -> None:
    with desk_page(browser, product) as page:
        watcher = Watcher(page, product)
        case = open_case(page, "The kettle leaks", text="It drips all night", contact_name="Malee")
        expect(page.locator("#case-thread")).to_contain_text("It drips all night")
        assert product.rows(STATE, case) == [("new", False, "")]
        press(page, "c", "In hand")
        assert product.rows(STATE, case) == [("open", True, "")]
        write(page, "r", "A new seal is on its way.")
        write(page, "m", "Ask the maker about this lot.")
        assert product.rows(SAID, case) == [("outbound", "A new seal is on its way.")]

        confirm(page, "p", "#case-pause", "Waiting for the customer")
        assert product.rows(STATE, case)[0][0] == "waiting"
        press(page, "p", "In hand")
        assert product.rows(STATE, case)[0][0] == "open"
        confirm(page, "d", "#case-resolve", "Resolved")
        assert product.rows(STATE, case)[0][0] == "resolved"
        press(page, "d", "Closed")
        assert product.rows(STATE, case) == [("closed", True, "confirmed")]
        assert watcher.troubles == []
        assert watcher.foreign == []


def test_a_colleague_is_mentioned_by_name_and_never_in_an_answer(browser: Browser, product: Product) -> None:
    with desk_page(browser, product) as page:
        case = open_case(page, "The lid of the kettle")
        box = page.locator("[data-reply-text]")
        page.keyboard.press("r")
        box.press_sequentially("@")
        expect(page.locator(".note-people")).to_have_count(0)
        box.fill("")
        page.keyboard.press("Escape")
        page.keyboard.press("m")
        box.press_sequentially(f"ช่วยดู@{COLLEAGUE.name[:2]}")  # no blank before it, as Thai is written
        # Enter before the answer to the last letter has come would be a new line.
        people = page.locator(f".note-people[data-asked='{COLLEAGUE.name[:2]}'] [role=option]")
        expect(people.first).to_contain_text(COLLEAGUE.name)
        page.keyboard.press("Enter")
        expect(box).to_have_value(f"ช่วยดู @{COLLEAGUE.name} ")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#case-thread")).to_contain_text(f"@{COLLEAGUE.name}")
        kept = str(product.rows("SELECT text FROM desk_note WHERE noun = 'case' AND subject_id = %s", case)[0][0])
        assert re.fullmatch(rf"ช่วยดู @\[{COLLEAGUE.name}\]\(user:\d+\)", kept.strip())


def test_two_cases_become_one_and_two_again(browser: Browser, product: Product) -> None:
    with desk_page(browser, product) as page:
        watcher = Watcher(page, product)
        stays = open_case(page, "Wrong invoice for the harbour café")
        gone = open_case(page, "The invoice again")
        write(page, "r", "We look into it.")
        page.keyboard.press("y")
        expect(page.locator("#case-merge")).to_be_visible()
        # what is found for the last letter takes the place of what was found, and chosen, before
        with page.expect_response(re.compile("q=harbour")):
            page.locator("#case-merge [type=search]").press_sequentially("harbour")
        watcher.settle()
        page.locator(f"#merge-found [value='{stays}']").check()
        page.locator("#case-merge .btn-primary").click()
        page.wait_for_url(f"**/cases/{stays}/")
        expect(page.locator("#case-thread")).to_contain_text("We look into it.")
        assert product.rows(STATE, gone)[0][0] == "merged"
        expect(page.locator("[data-toast-undo]:visible")).to_have_count(1)
        with page.expect_navigation():
            page.keyboard.press("z")
        expect(page.locator("#case-thread")).not_to_contain_text("We look into it.")
        assert product.rows(STATE, gone)[0][0] == "open"
        assert product.rows(SAID, gone) == [("outbound", "We look into it.")]
        assert watcher.troubles == []


def test_what_is_late_is_marked_while_the_inbox_lies_open(browser: Browser, product: Product) -> None:
    with desk_page(browser, product) as page:
        page.goto("/cases/?sort=due")
        due = page.locator("#list tbody tr").first.locator("time").first
        # In one breath: when anything about a case is told meanwhile, the rows are read anew.
        seen = due.evaluate("""(time) => { time.classList.remove('is-late'); time.querySelector('.late-word')?.remove();
            return ['2099-01-01T00:00:00Z', '2020-01-01T00:00:00Z'].map((at) => {
                time.setAttribute('datetime', at);
                document.dispatchEvent(new CustomEvent('htmx:after:swap'));
                return [time.classList.contains('is-late'), time.querySelector('.late-word')?.textContent.trim() ?? ''];
            }); }""")
        assert seen == [[False, ""], [True, "late"]]
