"""A number from a telephone to the big display, and a call that pops up at the desk: each with a browser of its own."""

from __future__ import annotations

import json
import time
import urllib.request

import pytest
from playwright.sync_api import Browser, expect

from idic.foundation.sealing.signature import signature
from tests.exchanges import SECRET
from tests.scenarios.looks import LOOKS, PHONE
from tests.scenarios.product import Product
from tests.scenarios.visits import Watcher, desk_page

pytestmark = pytest.mark.xdist_group("browser")


def test_three_browsers_at_one_counter(browser: Browser, product: Product) -> None:
    key, desk = product.things["counter_key"], product.things["desk"]
    small = {
        "viewport": {"width": PHONE["width"], "height": PHONE["height"]},
        "base_url": product.address,
        "reduced_motion": "reduce",
    }
    with desk_page(browser, product) as staff:
        visitor, hall = (
            browser.new_context(**small, locale="th-TH"),
            browser.new_context(base_url=product.address, reduced_motion="reduce"),
        )
        telephone, display = visitor.new_page(), hall.new_page()
        watchers = [Watcher(telephone, product), Watcher(display, product)]
        display.goto(f"/counter/{key}/display/?in=zh-hant")
        telephone.goto(f"/counter/{key}/")
        expect(telephone.locator("html")).to_have_attribute("lang", "th")
        assert watchers[0].barriers() == []
        telephone.locator(".kiosk-service").first.click()
        expect(telephone.locator(".ticket-number")).to_have_text("A002")
        assert watchers[0].barriers() == []

        staff.goto("/counters/")
        staff.locator(f"form[action='/counters/desks/{desk}/seat/'] button").click()
        for label in ("A001", "A002"):
            staff.locator(".desk-next").click()
            expect(staff.locator(".desk-number")).to_have_text(label)
            expect(display.locator(".board-first .board-number")).to_have_text(label)
            if label == "A001":
                staff.locator("form[action$='/serve/'] button").click()
                staff.locator("form[action$='/finish/'] button").click()
        expect(telephone.locator(".ticket-call")).to_contain_text("Desk 1")
        assert watchers[1].barriers() == []
        # many numbers called before, and who waits is still in sight of a screen that nobody scrolls
        display.set_viewport_size({"width": 1366, "height": 768})
        display.wait_for_function("() => innerHeight === 768")
        # in one breath: the board is read anew every two seconds
        below = display.evaluate("""() => { const row = document.querySelector('.board-row:last-child');
            for (let n = 0; n < 12; n += 1) row.after(row.cloneNode(true));
            return document.querySelector('.board footer').getBoundingClientRect().bottom; }""")
        assert below <= 768
        staff.locator("[name=contact_name]").fill("Malee")
        staff.locator("form[action$='/case/'] .btn-primary").click()
        expect(staff.locator("#case-title")).to_have_text("One more case")
        told = product.rows("SELECT mode, contact_name FROM cases_case ORDER BY id DESC LIMIT 1")
        assert told == [("counter", "Malee")]
        staff.locator("form[action$='/finish/'] button").click()
        assert [one.troubles + one.foreign for one in watchers] == [[], []]
        visitor.close()
        hall.close()


def test_a_call_pops_up_on_whatever_page(browser: Browser, product: Product) -> None:
    with desk_page(browser, product) as page:
        page.goto("/settings/telephone/people/")
        expect(page.locator("#sidebar a[aria-current]")).to_be_in_viewport()
        email = next(look for look in LOOKS if look.name == "english").email
        [(pk,)] = product.rows("SELECT id FROM accounts_user WHERE email = %s", email)
        form = page.locator(f"form[action$='/people/{pk}/']")
        form.locator("[name=extension]").fill("611")
        form.locator("button").click()
        expect(page.locator("[data-toast]")).to_contain_text("is saved")
        page.evaluate("() => sessionStorage.clear()")
        page.goto("/customers/")
        call = f"story {time.time()}"
        send(product, {"call": call, "event": "ringing", "from": "0899999999", "extension": "611"})
        expect(page.locator(".call-card")).to_contain_text("+66899999999")
        assert [one for one in Watcher(page, product).barriers() if "call-" in one] == []
        page.locator(".call-card .btn-primary").click()
        page.locator("[name=title]").fill("The kettle leaks")
        page.locator("form[action$='/case/'] .btn-primary").click()
        page.wait_for_url("**/cases/*/")
        send(product, {"call": call, "event": "ended"})
        expect(page.locator(".call-card")).to_have_count(0)


def send(product: Product, told: dict[str, str]) -> None:
    body, stamp = json.dumps(told).encode(), str(int(time.time()))
    headers = {
        "Idic-Timestamp": stamp,
        "Idic-Signature": signature(SECRET, stamp, body),
        "Content-Type": "application/json",
    }
    address = f"{product.address}/feeds/cti/{product.things['exchange_key']}/"
    with urllib.request.urlopen(urllib.request.Request(address, body, headers)) as answer:
        assert answer.status == 200
