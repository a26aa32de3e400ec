"""A passkey from its making to signing in with it, in a real browser with a built-in authenticator."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.scenarios.product import Product
from tests.scenarios.visits import PATIENCE

pytestmark = pytest.mark.xdist_group("browser")

KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def plug_in_key(page: Page) -> None:
    debugger = page.context.new_cdp_session(page)
    debugger.send("WebAuthn.enable")
    debugger.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def test_a_passkey_is_made_and_opens_the_door_without_a_password(browser: Browser, product: Product) -> None:
    # Browsers know no passkeys for a bare address.
    home = product.address.replace("127.0.0.1", "localhost")
    context = browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    plug_in_key(page)

    page.goto(f"{home}/sign-in/?next=/account/passkeys/")
    page.get_by_label("E-mail").fill("admin@example.com")
    page.get_by_label("Password").fill(product.password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Confirm that it is you")).to_be_visible()
    page.get_by_label("Password").fill(product.password)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name").fill("Test key")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.locator(".recovery-codes li")).to_have_count(10)

    page.goto(f"{home}/sign-out/")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile(rf"{re.escape(home)}/$"))

    page.goto(f"{home}/account/passkeys/")
    page.get_by_role("button", name="Remove Test key").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.get_by_role("heading", name="Confirm that it is you")).to_be_visible()
    page.get_by_label("Password").fill(product.password)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Sign in without a password")).to_be_visible()
    assert troubles == []
    context.close()
