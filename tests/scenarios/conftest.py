from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.scenarios.product import Product, running_product
from tests.scenarios.visits import PATIENCE, Visitor

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Scripts of a page, axe among them, run once: to make them fast for later costs more than it saves.
_SCRIPTS = "--js-flags=--no-opt --no-maglev --single-threaded-gc"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", _SCRIPTS]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.skip("there is no Chromium on this machine: install it (Debian: apt install chromium)")
    # The loop behind these calls stays visible in the thread; tests that follow in this process ask the database in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    with running_product() as product:
        yield product


@pytest.fixture(scope="session")
def visitor(browser: Browser, product: Product) -> Iterator[Visitor]:
    visitor = Visitor(browser, product)
    yield visitor
    visitor.close()
