"""How a person brings files in and has the figures computed anew, in the browser."""

from __future__ import annotations

import time

from playwright.sync_api import Page, expect

from tests.scenarios.product import Product

FIGURES_WITHIN = 300.0
_FOLLOWED = """
SELECT 1 FROM events_event told JOIN differentiate_refresh refresh ON refresh.id = told.subject_id
WHERE told.verb = 'refresh.finished'
  AND refresh.watermark >= (SELECT max(id) FROM events_event WHERE verb LIKE 'import.%%')
"""


def import_file(page: Page, kind: str, name: str, content: bytes, *, system: str) -> None:
    """Upload, look at the preview, start, and watch it to its end on the page that is open."""
    page.goto("/imports/")
    page.locator("main a[href^='/imports/new/']").first.click()
    page.wait_for_load_state()
    page.locator("[name=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    page.locator(f"[name=kind][value={kind}]").check()
    known = page.locator("[name=source] option", has_text=system)
    if known.count():
        page.locator("[name=source]").select_option(value=known.first.get_attribute("value"))
    else:
        page.locator("[name=new_source]").fill(system)
    page.locator("main form .btn-primary").click()

    # The columns are guessed: nothing has to be chosen before it can start.
    expect(page.locator("#preview tbody tr").first).to_be_visible()
    expect(page.locator(".import-mapping select").first).not_to_have_value("")
    start = page.locator(".page-actions form[action$='/start/'] button")
    start.click()
    # A quick worker has done it before a slow page is there.
    result = page.locator("#import-page .figure-grid")
    expect(page.locator("#import-progress progress").or_(result).first).to_be_attached()
    page.evaluate("window.notReloaded = true")
    expect(result).to_be_visible(timeout=FIGURES_WITHIN * 1000)
    assert page.evaluate("window.notReloaded === true"), "the result came without a reload"


def wait_for_figures(product: Product) -> None:
    """Until the refresh that an import starts by itself has published what came in."""
    deadline = time.monotonic() + FIGURES_WITHIN
    while not product.rows(_FOLLOWED):
        assert time.monotonic() < deadline, f"no figures of what came in after {FIGURES_WITHIN} s"
        time.sleep(0.2)


def refresh(page: Page) -> None:
    """Seen to its end: the one that an import has started by itself, or one by the button where none goes on."""
    page.goto("/refreshes/")
    button = page.locator(".refresh-form .btn-primary")
    if button.count():
        button.click()
    expect(page.locator(".progress-running progress, .progress-done")).to_be_attached()
    page.evaluate("window.notReloaded = true")
    expect(page.locator(".progress-done")).to_be_visible(timeout=FIGURES_WITHIN * 1000)
    assert page.evaluate("window.notReloaded === true"), "the progress moved without a reload"
