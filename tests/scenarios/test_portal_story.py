"""On a telephone: a form of the web site, then the portal: asked, answered by staff, followed, accepted; in four languages."""

from __future__ import annotations

import email
import email.policy
import re
import time

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.scenarios.looks import LOOKS, PHONE
from tests.scenarios.product import Product
from tests.scenarios.test_case_story import confirm, write
from tests.scenarios.visits import PATIENCE, Watcher, desk_page

pytestmark = pytest.mark.xdist_group("browser")

# a worker may have much else to do before it sends mails
WITHIN = 300.0
# tests/scenarios/sample_company.py knows her
ADDRESS = "malee.portal@example.com"
PHONE_LOOK = next(look for look in LOOKS if look.name == "thai-phone")


def phone(browser: Browser, product: Product) -> Page:
    context = browser.new_context(
        base_url=product.address,
        viewport=PHONE,
        locale="en",
        reduced_motion="reduce",  # type: ignore[arg-type]
    )
    context.set_default_timeout(PATIENCE * 1000)
    return context.new_page()


def mail_to(product: Product, address: str, containing: str) -> str:
    """The path of the link in the mail."""
    deadline = time.monotonic() + WITHIN
    while time.monotonic() < deadline:
        for file in sorted(product.mails.glob("*")) if product.mails.exists() else []:
            for part in file.read_bytes().split(b"-" * 79 + b"\n"):
                message = email.message_from_bytes(part, policy=email.policy.default)
                body = message.get_body()
                text = body.get_content() if body is not None else ""
                if message["To"] == address and (found := re.search(rf"(/portal/{containing}\S*)", text)):
                    return found[1]
        time.sleep(0.5)
    raise AssertionError(f"no mail to {address} within {WITHIN} s")


def test_a_form_sent_from_a_telephone(browser: Browser, product: Product) -> None:
    page = phone(browser, product)
    watcher = Watcher(page, product)
    page.goto(f"/f/{product.things['web_form_key']}/")
    page.locator("[name=message]").fill("The lid does not close.")
    page.locator("[name=name]").fill("Malee")
    page.locator("[name=email]").fill("malee.form@example.com")
    # the sums are done while somebody types; whoever is quicker than a person is asked to look again
    expect(page.locator("[name=work]")).not_to_have_value("")
    page.wait_for_timeout(3_100)
    page.locator("form .btn-primary").click()
    expect(page.locator("main")).to_contain_text("Your number is")
    assert product.rows(
        "SELECT mode, contact_name FROM cases_case WHERE contact_address = 'malee.form@example.com'"
    ) == [("web_form", "Malee")]
    assert watcher.too_wide() == []
    assert (watcher.barriers(), watcher.troubles, watcher.foreign) == ([], [], [])
    page.context.close()


def test_from_the_question_to_the_word_of_the_customer(browser: Browser, product: Product) -> None:
    page = phone(browser, product)
    watcher = Watcher(page, product)
    page.goto("/portal/")
    page.locator("[name=email]").fill(ADDRESS)
    page.locator("form .btn-primary").click()
    expect(page.locator("main")).to_contain_text("If we know this address")
    page.goto(mail_to(product, ADDRESS, "enter/"))
    page.locator("form .btn-primary").click()
    page.goto("/portal/ask/")
    page.locator("[name=title]").fill("Where is my parcel?")
    page.locator("[name=text]").fill("It was to come on Monday.")
    page.locator("main form .btn-primary").click()
    page.wait_for_url(re.compile(r"/portal/cases/\d+/$"))
    case = int(re.findall(r"/cases/(\d+)/", page.url)[0])

    with desk_page(browser, product) as desk:
        desk.goto(f"/cases/{case}/")
        write(desk, "r", "It lies at the harbour.")
        confirm(desk, "d", "#case-resolve", "Resolved")

    assert mail_to(product, ADDRESS, "cases/") == f"/portal/cases/{case}/"
    page.goto(f"/portal/cases/{case}/")
    expect(page.locator(".portal-thread")).to_contain_text("It lies at the harbour.")
    barriers, wide = {}, {}
    for language in ("en", "th", "zh-hans", "zh-hant"):
        for path in (f"cases/{case}/", "", "ask/", "choices/", "me/", "help/"):
            page.goto(f"/portal/{path}?lang={language}")
            barriers[language, path], wide[language, path] = watcher.barriers(), watcher.too_wide()
    assert {place: found for place, found in barriers.items() if found} == {}
    assert {place: found for place, found in wide.items() if found} == {}
    page.goto(f"/portal/cases/{case}/?lang=en")
    page.get_by_role("button", name="Yes, I am content").click()
    expect(page.locator("main")).to_contain_text("We are glad that you are content.")
    assert product.rows("SELECT state, verdict FROM cases_case WHERE id = %s", case) == [("closed", "confirmed")]
    assert (watcher.troubles, watcher.foreign) == ([], [])
    page.context.close()
