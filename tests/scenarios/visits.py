"""One look at one page in the browser, and all that was to be seen there; each page is opened once for all tests."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Cookie, Error, Request
from playwright.sync_api import Page as Tab

from tests.conftest import REPOSITORY
from tests.scenarios.looks import LOOKS, PASSWORD, PHONES, Look, has_contrasts, has_frame
from tests.scenarios.pages import Page
from tests.scenarios.product import Product

AXE = REPOSITORY / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
#: The same on every page, from the same template: looked at in the looks where contrasts are measured.
FRAME = [["#sidebar"], ["header.topbar"]]
#: In seconds: only what never comes is waited for so long, and a machine may have much else to do.
PATIENCE = 60.0

#: Of the one product that runs: who has signed in, and the browser at the desk.
_cookies: dict[str, list[Cookie]] = {}
_desks: dict[Browser, BrowserContext] = {}

# What stays in the window covers what is scrolled under it only until one scrolls on.
_RUN_AXE = """async ([tags, contrast, left]) => {
  const staying = [...document.body.querySelectorAll("*")].filter((one) => getComputedStyle(one).position === "sticky");
  staying.forEach((one) => Object.assign(one.style, { position: "relative", inset: "auto" }));
  const { violations } = await axe.run(left.length ? { exclude: left } : document, {
    runOnly: tags, rules: { "color-contrast": { enabled: contrast } }, resultTypes: ["violations"],
    preload: false, iframes: false,
  }).finally(() => staying.forEach((one) => Object.assign(one.style, { position: "", inset: "" })));
  const words = (node) => `${node.target} ${node.html.slice(0, 160)} `
    + `[${node.failureSummary.replace(/\\s+/g, " ").slice(0, 260)}]`;
  return violations.map(({ id, help, nodes }) => `${id} (${help}): ${nodes.slice(0, 4).map(words).join(" | ")}`);
}"""

# What is seen, or measured, halfway through a movement or a swap is neither the one state nor the other. What never ends
# (a spinner) is not waited for; and a page that is never still is looked at all the same.
_STILL = """async (longest) => {
  const until = performance.now() + longest;
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const ends = (one) => one.playState === "running" && one.effect && Number.isFinite(one.effect.getComputedTiming().endTime);
  const moves = () => document.getAnimations().some(ends)
    || document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added");
  await Promise.race([document.fonts.ready, pause(longest)]);
  for (let calm = 0; calm < 2 && performance.now() < until; await pause(20)) calm = moves() ? 0 : calm + 1;
}"""

# What stands over the right edge, unless it scrolls in a box of its own.
_TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const held = (element) => {
    for (let one = element.parentElement; one && one !== document.body; one = one.parentElement)
      if (getComputedStyle(one).overflowX !== "visible") return true;
    return false;
  };
  const found = [...document.body.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().right > width + 0.5 && !held(one))
    .map((one) => `${one.tagName.toLowerCase()}.${one.className} to ${Math.round(one.getBoundingClientRect().right)}`);
  return [`${document.documentElement.scrollWidth} of ${width} pixels`, ...found.slice(0, 6)];
}"""


@dataclass
class Visit:
    status: int
    is_page: bool
    troubles: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)
    barriers: list[str] = field(default_factory=list)


def be_still(tab: Tab) -> None:
    tab.wait_for_load_state()
    tab.evaluate(_STILL, PATIENCE * 1000 / 4)


class Watcher:
    """Listens to a tab: what its console says, whom it asks, and whether it still waits for answers."""

    def __init__(self, tab: Tab, product: Product) -> None:
        self.tab = tab
        self._host = urlsplit(product.address).netloc
        self._waiting: set[Request] = set()
        self.troubles: list[str] = []
        self.foreign: list[str] = []
        tab.on("console", self._console)
        tab.on("pageerror", self._page_error)
        tab.on("request", self._request)
        tab.on("requestfinished", self._answered)
        tab.on("requestfailed", self._answered)

    def forget(self) -> None:
        self.troubles, self.foreign = [], []
        self._waiting.clear()

    def settle(self) -> None:
        """Until what the page asks for by itself has come."""
        deadline = time.monotonic() + PATIENCE
        calm = 0
        while calm < 2:
            assert time.monotonic() < deadline, f"still waiting for {[one.url for one in self._waiting]}"
            self.tab.wait_for_timeout(15)
            calm = 0 if self._waiting else calm + 1
        be_still(self.tab)

    def barriers(self, *, contrast: bool = True, frame: bool = True) -> list[str]:
        """What axe finds; without `frame` not in what stands around every page."""
        be_still(self.tab)
        return self._barriers(contrast=contrast, frame=frame)

    def too_wide(self) -> list[str]:
        """To be asked at the width of a phone."""
        be_still(self.tab)
        return self._too_wide()

    def look(self, page: Page, look: Look) -> tuple[list[str], list[str]]:
        """Both, of a page that has settled: nobody has touched it since."""
        barriers = self._barriers(contrast=has_contrasts(page, look), frame=has_frame(page, look))
        return barriers, self._too_wide() if look in PHONES else []

    def _barriers(self, *, contrast: bool, frame: bool) -> list[str]:
        """The script comes in over the debugger, which the page's security policy does not concern."""
        if not self.tab.evaluate("() => 'axe' in window"):
            self.tab.evaluate(_axe())
        return list(self.tab.evaluate(_RUN_AXE, [RULES, contrast, [] if frame else FRAME]))

    def _too_wide(self) -> list[str]:
        return list(self.tab.evaluate(_TOO_WIDE))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.troubles.append(f"{message.text} ({message.location.get('url', '')})")

    def _page_error(self, error: Error) -> None:
        self.troubles.append(str(error))

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss"):
            self._waiting.add(request)
            if address.netloc != self._host:
                self.foreign.append(request.url)

    def _answered(self, request: Request) -> None:
        self._waiting.discard(request)


class Visitor:
    def __init__(self, browser: Browser, product: Product) -> None:
        self.browser, self.product = browser, product
        self._seen: dict[tuple[str, str], Visit] = {}
        self._open: dict[tuple[str, bool], tuple[BrowserContext, Watcher]] = {}

    def visit(self, page: Page, look: Look) -> Visit:
        key = (page.id, look.name)
        if key not in self._seen:
            self._seen[key] = self._go(page, look)
        return self._seen[key]

    def tab(self, look: Look, *, signed_in: bool = True) -> Watcher:
        """One for each look, used for all its pages."""
        key = (look.name, signed_in)
        if key not in self._open:
            make = signed_in_context if signed_in else new_context
            context = make(self.browser, self.product, look)
            self._open[key] = (context, Watcher(context.new_page(), self.product))
        return self._open[key][1]

    def close(self) -> None:
        for context, _watcher in self._open.values():
            context.close()

    def _go(self, page: Page, look: Look) -> Visit:
        watcher = self.tab(look, signed_in=page.signed_in)
        watcher.forget()
        answer = watcher.tab.goto(page.address(self.product.things), wait_until="load")
        assert answer is not None
        watcher.settle()
        visit = Visit(answer.status, watcher.tab.locator("html[lang] body > *").count() > 0)
        visit.barriers, visit.too_wide = watcher.look(page, look)
        visit.troubles, visit.foreign = watcher.troubles, watcher.foreign
        return visit


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def new_context(browser: Browser, product: Product, look: Look) -> BrowserContext:
    context = browser.new_context(
        base_url=product.address, viewport={"width": look.width, "height": look.height}, reduced_motion="reduce",
        locale={"zh-hans": "zh-CN", "zh-hant": "zh-TW"}.get(look.language, look.language),
        color_scheme="dark" if look.theme == "dark" else "light", timezone_id="Asia/Bangkok",
        is_mobile=look.width < 600, has_touch=look.width < 600,
    )  # fmt: skip
    context.set_default_timeout(PATIENCE * 1000)
    return context


def signed_in_context(browser: Browser, product: Product, look: Look, email: str = "") -> BrowserContext:
    """A browser of its own for a person who has signed in already; what the sign-in page does is told elsewhere."""
    context, email = new_context(browser, product, look), email or look.email
    if email not in _cookies:
        context.request.get("/sign-in/")
        (token,) = (one["value"] for one in context.cookies() if one["name"] == "csrftoken")
        form: dict[str, str | float | bool] = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": token}
        answer = context.request.post("/sign-in/", form=form, max_redirects=0)
        assert (answer.status, answer.headers["location"]) == (302, "/")
        _cookies[email] = context.cookies()
    context.add_cookies(_cookies[email])  # type: ignore[arg-type]
    return context


@contextmanager
def desk_page(browser: Browser, product: Product) -> Iterator[Tab]:
    """Somebody at a desk who reads English, signed in; one browser for all of them, a tab for each."""
    if browser not in _desks:
        _desks[browser] = signed_in_context(browser, product, next(look for look in LOOKS if look.name == "english"))
    tab = _desks[browser].new_page()
    try:
        yield tab
    finally:
        tab.close()


def forget() -> None:
    """Whoever signed in at a product that has ended."""
    _desks.clear()
    _cookies.clear()


def sign_in(tab: Tab, email: str, password: str) -> None:
    tab.goto("/sign-in/")
    tab.locator("[name=login]").fill(email)
    tab.locator("[name=password]").fill(password)
    tab.locator("[name=password]").press("Enter")
    tab.wait_for_url("**/")
