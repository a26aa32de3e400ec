"""A visitor with a telephone, in the page of a shop, and somebody at the desk: a word each way, and once more after a reload."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.doors.feeds.peers import http_peer
from tests.scenarios.looks import PHONE
from tests.scenarios.product import Product
from tests.scenarios.visits import Watcher, desk_page

pytestmark = pytest.mark.xdist_group("browser")

_SHOP = """<!doctype html><html lang="th"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Shop</title><p>Kettles</p><script src="{loader}" async></script></html>"""


def test_a_visitor_of_a_shop_is_answered_live(browser: Browser, product: Product) -> None:
    key, site = product.things["chat_key"], product.things["chat_site"]
    loader = f"{product.address}/chat/{key}/loader.js"
    page_of_shop = (200, "text/html; charset=utf-8", _SHOP.format(loader=loader).encode())
    with http_peer(lambda asked: page_of_shop) as shop, desk_page(browser, product) as agent:
        watcher = Watcher(agent, product)
        agent.goto(f"/settings/chats/{site}/")
        agent.locator("[name=sites]").fill(shop.address)
        agent.locator("form.stack .btn-primary").click()
        agent.goto("/chats/")
        agent.locator("form[action$='/availability/'] button").click()
        expect(agent.locator("form[action$='/availability/'] button")).to_have_attribute("aria-pressed", "true")
        agent.locator("form[action$='/next/'] button").click()  # the visitor of the sample company
        agent.goto("/chats/")

        phone = browser.new_context(
            viewport={"width": PHONE["width"], "height": PHONE["height"]}, locale="th-TH", reduced_motion="reduce"
        )
        visitor = phone.new_page()
        visitor.goto(shop.address)
        visitor.get_by_role("button").click()
        chat = visitor.frame_locator("iframe")
        expect(chat.locator("html")).to_have_attribute("lang", "th")
        chat.locator("[name=text]").first.fill("มีฝาขายไหม")
        chat.locator("[data-chat-start] button").click()
        expect(chat.locator(".chat-mine")).to_contain_text("มีฝาขายไหม")

        expect(agent.locator("#chat-desk")).to_contain_text("มีฝาขายไหม")
        agent.locator("form[action$='/next/'] button").click()
        expect(agent.locator("#case-thread")).to_contain_text("มีฝาขายไหม")
        agent.locator("[data-reply-text]").fill("Yes, in three sizes.")
        agent.keyboard.press("Enter")
        expect(agent.locator("#case-thread")).to_contain_text("Yes, in three sizes.")
        expect(chat.locator(".chat-line:not(.chat-mine)")).to_contain_text("Yes, in three sizes.")
        more = chat.locator("#chat-more")
        more.press_sequentially("ขอบคุณ")
        # It is shown while somebody writes, and a slow desk may look when they have rested already: they go on.
        more.evaluate("(box) => { window.goesOn = setInterval(() => box.dispatchEvent(new Event('input')), 500); }")
        expect(agent.locator("#case-presence .is-writing")).to_have_count(1)
        more.evaluate("() => clearInterval(window.goesOn)")
        more.press("Enter")
        expect(agent.locator("#case-thread")).to_contain_text("ขอบคุณ")

        visitor.reload()
        visitor.get_by_role("button").click()
        expect(chat.locator(".chat-line")).to_have_count(3)
        alone = Watcher(visitor, product)
        visitor.goto(f"{product.address}/chat/{key}/?lang=zh-hant")
        expect(visitor.locator(".chat-line")).to_have_count(3)
        assert alone.barriers() == []
        visitor.locator("[data-chat-end]").click()
        expect(visitor.locator("[data-chat-transcript]")).to_be_visible()
        assert alone.barriers() == []
        assert alone.too_wide() == []
        assert (alone.troubles, watcher.troubles, watcher.foreign) == ([], [], [])
        rows = "SELECT ended_by FROM chat_chattalk ORDER BY id DESC LIMIT 1"
        assert product.rows(rows) == [("visitor",)]
        phone.close()


def test_a_picture_from_a_telephone_is_answered_with_a_pdf(browser: Browser, product: Product) -> None:
    key = product.things["chat_key"]
    with desk_page(browser, product) as agent:
        watcher = Watcher(agent, product)
        agent.goto("/chats/")
        switch = agent.locator("form[action$='/availability/'] button")
        if switch.get_attribute("aria-pressed") != "true":
            switch.click()
            expect(switch).to_have_attribute("aria-pressed", "true")

        phone = browser.new_context(
            viewport={"width": PHONE["width"], "height": PHONE["height"]},
            locale="zh-TW",
            has_touch=True,
            reduced_motion="reduce",
        )
        visitor = phone.new_page()
        alone = Watcher(visitor, product)
        visitor.goto(f"{product.address}/chat/{key}/?lang=zh-hant")
        picture = {"name": "壞掉的蓋子.png", "mimeType": "image/png", "buffer": visitor.screenshot()}
        visitor.locator("[data-chat-start] [name=text]").fill("蓋子壞了")
        visitor.locator("#chat-begin-files").set_input_files([picture])  # type: ignore[list-item]
        expect(visitor.locator(".chat-chosen li")).to_contain_text("壞掉的蓋子.png")
        visitor.locator("[data-chat-start] .btn-primary").click()
        expect(visitor.locator(".chat-mine img")).to_be_visible()
        # refused in words; what was typed stands there still, and goes once the file is taken away
        more = visitor.locator("[data-chat-write]")
        more.locator("[name=text]").fill("還有這個")
        more.locator("[type=file]").set_input_files([{"name": "x.pdf", "mimeType": "application/pdf", "buffer": b"MZ"}])
        more.locator(".btn-primary").click()
        expect(more.get_by_role("alert")).to_contain_text("x.pdf")
        expect(more.locator("[name=text]")).to_have_value("還有這個")
        assert alone.barriers() == []
        assert alone.too_wide() == []
        more.locator(".chat-chosen button").press("Enter")
        expect(more.locator("[type=file]")).to_be_focused()
        more.locator("[name=text]").press("Enter")
        expect(visitor.locator(".chat-mine")).to_have_count(2)

        agent.goto("/chats/")
        agent.locator(".chat-rows li", has_text="蓋子壞了").locator("form[action$='/take/'] button").click()
        seen = agent.locator("#case-thread .said-picture img")
        expect(seen).to_be_visible()
        assert seen.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == PHONE["width"]
        agent.locator("#reply-file-input").set_input_files(
            [{"name": "offer.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 a new lid"}]
        )
        expect(agent.locator("#reply-files")).to_contain_text("offer.pdf")
        agent.locator("[data-reply-text]").fill("Here is our offer.")
        agent.keyboard.press("Enter")
        expect(agent.locator("#case-thread .said-files").last).to_contain_text("offer.pdf")

        offer = visitor.get_by_role("link", name="offer.pdf")
        expect(offer).to_be_visible()
        with visitor.expect_download() as coming:
            offer.click()
        assert coming.value.suggested_filename == "offer.pdf"
        assert coming.value.path().read_bytes() == b"%PDF-1.7 a new lid"
        visitor.locator("[data-chat-end]").click()
        expect(visitor.locator("[data-chat-transcript]")).to_be_visible()
        told = [one for one in alone.troubles if "422" not in one]  # of the file that was refused
        assert (told, alone.foreign, watcher.troubles, watcher.foreign) == ([], [], [], [])
        phone.close()
