from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.scenarios.product import Product, running_product
from tests.scenarios.visits import PATIENCE, Visitor, forget

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Scripts of a page, axe among them, run once: to make them fast for later costs more than it saves.
_SCRIPTS = "--js-flags=--no-opt --no-maglev --single-threaded-gc"
# The frame of the browser, which nobody sees, moves as well.
_FRAME = "--animation-duration-scale=0"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", _FRAME, _SCRIPTS]


# What follows ends with the last story and not with the last test of its process: it costs something while nobody looks.
@pytest.fixture(scope="package")
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


@pytest.fixture(scope="package")
def product() -> Iterator[Product]:
    with running_product() as product:
        yield product
        forget()


@pytest.fixture(scope="package")
def visitor(browser: Browser, product: Product) -> Iterator[Visitor]:
    visitor = Visitor(browser, product)
    yield visitor
    visitor.close()
