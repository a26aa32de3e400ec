"""Takes the pictures of docs/screenshots from a running IDIC with the sample company.

.venv/bin/python tools/screenshots.py http://127.0.0.1:8000 admin@example.com PASSWORD [inbox,case,...]
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
SIZES = {"desktop": (1280, 860), "phone": (390, 844)}
LANGUAGES = ("en", "th")
ORDERS = """InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID
536365,85123A,White hanging heart holder,6,2010-12-01 08:26,2.55,17850
536365,71053,White metal lantern,6,2010-12-01 08:26,3.39,17850
536366,22633,Hand warmer union jack,six,2010-12-01 08:28,1.85,17850
C536379,D,Discount,-1,2010-12-01 09:41,27.50,14527
536367,84879,Assorted colour bird ornament,32,2010-12-01 08:34,1.69,13047
"""


def main(base: str, email: str, password: str, only: str = "") -> None:
    """`only`: names of pictures, with commas; the others stay as they are."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{base}/sign-in/")
        page.fill("[name=login]", email)
        page.fill("[name=password]", password)
        page.press("[name=password]", "Enter")
        page.wait_for_load_state("networkidle")
        _read_in(page, base, "en")
        pages = {"home": "/", "customers": "/customers/?sort=-value", "segment": _first(page, base, "/segments/")}
        pages["customer"] = _first(page, base, "/customers/?sort=-value")
        pages |= {
            "tasks-board": "/tasks/?display=board", "calendar": "/calendar/", "automation": "/automation/",
            "attributes": "/attributes/", "roles": "/users/roles/",
        }  # fmt: skip
        pages |= {
            "review": "/matching/review/", "survivorship": "/survivorship/", "consents": "/consents/",
            "privacy-requests": "/privacy-requests/", "customer-life": "/life/", "market-map": "/market/",
        }  # fmt: skip
        pages |= {
            "executive": "/executive/", "questions": "/questions/", "map": "/map/?figure=net_sales",
            "value": "/value/", "validation": "/value/validation/", "warehouse": "/warehouse/",
            "segment-builder": "/segments/new/",
        }  # fmt: skip
        pages |= {
            "inbox": "/cases/", "case": _first(page, base, "/cases/"), "complaint": _first(page, base, "/complaints/"),
            "standards": "/standards/", "wall": "/cases/wall/", "case-pictures": "/cases/pictures/",
            "follow-up-plans": "/follow-up-plans/", "knowledge": "/knowledge/", "help": "/help/?lang={language}",
            "portal": "/portal/sign-in/?lang={language}", "organisation": "/settings/organisation/",
            "requirements": "/standards/requirements/", "fax-gateway": "/settings/fax/new/",
        }  # fmt: skip
        if only:
            pages = {name: pages[name] for name in only.split(",")}
        else:
            pages |= _costly(page, base, pages["customer"])
        _take(page, base, pages)
        browser.close()


def _costly(page: Page, base: str, customer: str) -> dict[str, str]:
    """Those that something has to be looked up or made for."""
    pages = {}
    pages["pivot"] = "/questions/ready/category_by_province/"
    pages["thresholds"] = f"{_last(page, base, '/matching/', 'main table tbody a')}thresholds/"
    pages["merge"] = _last(page, base, "/matching/review/", "main a[href^='/customers/merge/']")
    pages["provenance"] = f"{customer}provenance/name/"
    pages["template"] = _first(page, base, "/letters/")
    pages["import-preview"] = _import(page, base)
    return pages


def _take(page: Page, base: str, pages: dict[str, str]) -> None:
    for language in LANGUAGES:
        _read_in(page, base, language)
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            for name, path in pages.items():
                page.goto(base + path.replace("{language}", language))
                # pages that ask anew every second are never idle
                page.wait_for_load_state("load")
                page.wait_for_timeout(1500)
                if name == "import-preview":
                    page.locator("table").last.scroll_into_view_if_needed()
                    page.wait_for_timeout(200)
                page.screenshot(path=str(FOLDER / f"{name}-{language}-{size}.png"))
                print(f"{name}-{language}-{size}")
    _read_in(page, base, "en")


def _first(page: Page, base: str, path: str) -> str:
    """The address of the first row of a list."""
    page.goto(base + path)
    return _href(page.locator("main table tbody a").first)


def _last(page: Page, base: str, path: str, links: str) -> str:
    page.goto(base + path)
    return _href(page.locator(links).last)


def _href(link: Locator) -> str:
    found = link.get_attribute("href")
    assert found
    return found


def _import(page: Page, base: str) -> str:
    """A draft of a small file with one row that will be refused; it stays a draft."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders-december.csv"
        path.write_text(ORDERS, encoding="utf-8")
        page.goto(f"{base}/imports/new/")
        page.set_input_files("input[type=file]", str(path))
        page.check("[name=kind][value=purchases]")
        page.select_option("select[name=source]", index=0)
        page.fill("[name=new_source]", "Order file")
        page.locator("main form button[type=submit], main form button.btn-primary").last.click()
        page.wait_for_load_state("networkidle")
        return page.url.removeprefix(base)


def _read_in(page: Page, base: str, language: str) -> None:
    page.goto(base)
    page.evaluate(
        """async (language) => {
            const token = document.querySelector('[name=csrfmiddlewaretoken]').value;
            const form = new FormData();
            form.append('language', language);
            await fetch('/preferences/', {method: 'POST', body: form, headers: {'X-CSRFToken': token}});
        }""",
        language,
    )


if __name__ == "__main__":
    main(*sys.argv[1:5])
