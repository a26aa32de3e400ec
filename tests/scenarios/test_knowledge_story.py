"""An article beside a case: suggested, put into the answer, noted as used; and read by whoever asks next."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.scenarios.product import Product
from tests.scenarios.test_case_story import open_case
from tests.scenarios.visits import Watcher, desk_page

pytestmark = pytest.mark.xdist_group("browser")

USED = "SELECT how FROM knowledge_articleuse WHERE case_id = %s"
VOTES = "SELECT sum(count) FROM knowledge_articlevotes WHERE is_helpful AND text_id = %s"
SAID = "SELECT text FROM cases_message WHERE case_id = %s AND kind = 'outbound'"


def test_an_article_answers_a_case_and_the_next_one_by_itself(browser: Browser, product: Product) -> None:
    article, text = product.things["article"], product.things["article_text"]
    with desk_page(browser, product) as page:
        watcher = Watcher(page, product)
        case = open_case(page, "Return of a kettle", text="How do I return a kettle to a shop?")
        offer = page.locator("#case-knowledge li", has=page.locator(f"a[href^='/knowledge/{article}/']")).first
        expect(offer).to_be_visible()
        offer.get_by_role("button", name="As a link").click()
        expect(page.locator("#beside-used")).to_contain_text("How to return a kettle")
        expect(page.locator("[data-reply-text]")).to_have_value(re.compile(rf"/help/{article}/\?lang="))
        assert product.rows(USED, case) == [("link",)]
        watcher.settle()
        assert watcher.barriers() == []
        page.locator("[data-reply-text]").press("Control+Enter")
        expect(page.locator("#case-thread")).to_contain_text(f"/help/{article}/")
        assert f"/help/{article}/?lang=" in str(product.rows(SAID, case)[0][0])

        before = int(str(product.rows(VOTES, text)[0][0] or 0))
        page.goto("/help/?q=kettle&lang=en")
        page.locator(f"a[href='/help/{article}/']").click()
        page.get_by_role("button", name="Yes").click()
        expect(page.get_by_role("status").first).to_contain_text("Thank you")
        assert int(str(product.rows(VOTES, text)[0][0])) == before + 1
        assert watcher.troubles == []
        assert watcher.foreign == []
