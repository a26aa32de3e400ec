"""A plan is made and switched on; a follow-up is taken by its key, done with a finding, and the finding becomes a complaint."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.scenarios.product import Product
from tests.scenarios.visits import Watcher, desk_page

pytestmark = pytest.mark.xdist_group("browser")

SOMEBODY = """
SELECT id FROM identify_customer c WHERE merged_into_id IS NULL AND phone <> ''
AND NOT EXISTS (SELECT FROM privacy_processinglock l WHERE l.customer_id = c.id) ORDER BY id DESC LIMIT 1
"""
PLAN = (
    "SELECT is_on, (SELECT count(*) FROM plans_planversion v WHERE v.plan_id = p.id) FROM plans_plan p WHERE name = %s"
)
FOUND = "SELECT kind, severity, done, case_id IS NOT NULL FROM plans_finding WHERE text = %s"
SAID = "The handle comes loose after a week"


def make_plan(page: Page, name: str) -> None:
    page.goto("/follow-up-plans/new/")
    page.locator("[name=name]").fill(name)
    page.locator("[name=trigger]").select_option("case_resolved")
    page.locator("[name=questions_1]").fill("Is it settled?")
    page.locator("[name=owner_rule]").select_option("person")
    page.locator("[name=owner]").select_option(index=1)
    page.locator("main form .btn-primary").last.click()
    page.wait_for_url(re.compile(r"/follow-up-plans/\d+/$"))


def test_from_a_plan_to_a_complaint(browser: Browser, product: Product) -> None:
    with desk_page(browser, product) as page:
        watcher = Watcher(page, product)
        make_plan(page, "Ask after the case")
        expect(page.locator("#preview-title")).to_be_visible()
        page.locator("button[name=on]").click()
        expect(page.locator("button[name=on][value='0']")).to_be_visible()
        assert product.rows(PLAN, "Ask after the case") == [(True, 1)]

        ((customer,),) = product.rows(SOMEBODY)
        page.goto(f"/follow-ups/new/?customer={customer}")
        today = page.locator("[name=due_on]").get_attribute("min") or ""
        page.locator("[name=due_on]").fill(today or page.evaluate("() => new Date().toLocaleDateString('sv')"))
        page.locator("main form .btn-primary").last.click()
        page.wait_for_url(re.compile(r"/follow-ups/\d+/$"))
        mine = page.url
        page.goto("/follow-ups/")
        page.keyboard.press("n")
        page.wait_for_url(re.compile(r"/follow-ups/\d+/$"))
        page.goto(mine)
        page.locator("[name=outcome][value=reached_unhappy]").check()
        page.locator("[name=finding_kind]").select_option("quality")
        page.locator("[name=severity]").select_option("3")
        page.locator("[name=finding_text]").fill(SAID)
        page.locator("[data-followup-key=d]").click()
        expect(page.locator("main")).to_contain_text(SAID)

        page.goto("/follow-up-plans/findings/?mine=1")
        page.locator("tbody tr", has_text=SAID).locator("a.fw-semibold").click()
        page.locator("button[value=complaint]").click()
        page.wait_for_url(re.compile(r"/cases/\d+/$"))
        page.go_back()
        page.locator("[name=done]").fill("A new pan is on its way")
        page.locator("main form .btn-primary").first.click()
        expect(page.locator("main")).to_contain_text("A new pan is on its way")
        assert product.rows(FOUND, SAID) == [("quality", 3, "A new pan is on its way", True)]
        assert watcher.troubles == []
        assert watcher.foreign == []
