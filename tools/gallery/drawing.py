"""Pictures of charts as the product draws them: its styles and its script, in a Chromium without a window."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Route, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tools.gallery.pages import ROOT

STATIC = ROOT / "src" / "idic" / "doors" / "web" / "shell" / "static"
ORIGIN = "http://gallery.invalid"
MOST_BYTES = 120_000
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_COLOURS = (256, 128, 64)


class NotDrawn(RuntimeError):
    def __init__(self, name: str, faults: Sequence[str]) -> None:
        super().__init__(f"{name}: {'; '.join(faults) or 'a chart has not appeared'}")


@dataclass(frozen=True)
class Panel:
    """One chart. `value` is the format of its figures as on a page: number, percent, money:GBP."""

    title: str
    note: str
    option: dict[str, Any]
    value: str = "number"


@dataclass(frozen=True)
class Plate:
    """One file: panels side by side."""

    name: str
    panels: Sequence[Panel]
    height: int = 300
    width: int = 1120


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def draw(browser: Browser, plate: Plate, folder: Path) -> Path:
    page = browser.new_page(
        viewport={"width": plate.width, "height": 600}, device_scale_factor=1.6, reduced_motion="reduce"
    )
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.route(f"{ORIGIN}/**", lambda route: _answer(route, plate))
    page.goto(f"{ORIGIN}/")
    try:
        page.wait_for_function(
            "count => document.querySelectorAll('[data-chart-canvas]:has(canvas)').length === count",
            arg=len(plate.panels), timeout=15_000,
        )  # fmt: skip
    except PlaywrightTimeout as error:
        raise NotDrawn(plate.name, faults) from error
    page.wait_for_timeout(1_300)  # some kinds of charts are drawn in a movement of their own
    shot = page.locator("main").screenshot()
    page.close()
    if faults:
        raise NotDrawn(plate.name, faults)
    path = folder / f"{plate.name}.png"
    path.write_bytes(_small(shot))
    return path


def _small(shot: bytes) -> bytes:
    """All colours where the limit of bytes allows it, else as many as it does."""
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    data = shot
    for colours in (None, *_COLOURS):
        out = io.BytesIO()
        shown = picture if colours is None else picture.quantize(colours, dither=Image.Dither.NONE)
        shown.save(out, "PNG", optimize=True)
        data = out.getvalue()
        if len(data) <= MOST_BYTES:
            break
    return data


def _answer(route: Route, plate: Plate) -> None:
    path = route.request.url.removeprefix(ORIGIN).split("?")[0]
    if path == "/":
        route.fulfill(body=_html(plate), content_type="text/html; charset=utf-8")
        return
    file = STATIC / path.lstrip("/")
    if not file.is_file():
        route.fulfill(status=404)
        return
    route.fulfill(body=file.read_bytes(), content_type=_KINDS.get(file.suffix, "application/octet-stream"))


def _html(plate: Plate) -> str:
    return f"""<!DOCTYPE html>
<html lang="en" data-theme="light" data-bs-theme="light" data-era="gregorian" data-echarts="/vendor/echarts.esm.min.js">
<head><meta charset="utf-8"><title>{escape(plate.name)}</title>
<link rel="stylesheet" href="/vendor/tabler.min.css"><link rel="stylesheet" href="/shell/shell.css">
<link rel="stylesheet" href="/shell/parts.css">
<style>
  body {{ margin: 0; }}
  main {{ display: grid; grid-template-columns: repeat({len(plate.panels)}, minmax(0, 1fr)); gap: 16px; padding: 16px; }}
  .chart-head {{ padding-inline-end: 1.25rem; }}
  .chart-canvas {{ height: {plate.height}px; }}
</style>
<script type="module" src="/shell/charts.js"></script></head>
<body><main>{"".join(_figure(place, panel) for place, panel in enumerate(plate.panels))}</main></body></html>"""


def _figure(place: int, panel: Panel) -> str:
    option = json.dumps(panel.option).replace("<", "\\u003c")
    return f"""<figure class="card chart" id="c{place}" data-chart data-value="{panel.value}" data-category="">
<figcaption class="chart-head"><div><h3 class="chart-title">{escape(panel.title)}</h3>
<p class="chart-note mb-0">{escape(panel.note)}</p></div></figcaption>
<div class="chart-canvas" data-chart-canvas></div><script type="application/json">{option}</script></figure>"""
