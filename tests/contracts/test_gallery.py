"""The gallery tells no number that its blocks do not print, on the data that are there."""

from __future__ import annotations

import importlib
import re

import pytest
from threadpoolctl import threadpool_limits

from tools.gallery.pages import FOLDER, Page, pages, run

PAGES = {page.name: page for page in pages()}
LARGEST = 120_000


@pytest.mark.parametrize("name", PAGES)
def test_every_block_prints_what_the_page_says(name: str) -> None:
    page = PAGES[name]
    if page.missing:
        pytest.skip(f"{', '.join(page.missing)} is not beside this clone")
    assert page.blocks
    # Loaded before its threads are held down to one: on a busy machine they would wait for each other.
    importlib.import_module("sklearn.ensemble")
    with threadpool_limits(limits=1):
        for block, printed, _names in run(page):
            assert printed == (block.said or ""), f"{name}.md, line {block.line}"


def test_some_pages_run_on_what_comes_with_the_clone() -> None:
    assert {name for name, page in PAGES.items() if not page.reads} >= {
        "churn", "clusters", "cohorts", "online-retail", "prices", "rfm",
    }  # fmt: skip


def test_every_page_has_its_pictures_and_stands_in_the_index() -> None:
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    shown: set[str] = set()
    for page in PAGES.values():
        assert page.pictures, page.name
        assert f"({page.name}.md)" in index
        shown |= set(page.pictures)
    drawn = {path.stem: path.stat().st_size for path in (FOLDER / "pictures").glob("*.png")}
    assert shown == set(drawn)
    assert {name for name, size in drawn.items() if size > LARGEST} == set()


@pytest.mark.parametrize("page", PAGES.values(), ids=list(PAGES))
def test_the_gallery_names_nothing_that_lies_only_on_one_machine(page: Page) -> None:
    text = (FOLDER / f"{page.name}.md").read_text(encoding="utf-8")
    assert re.findall(r"(?<![\w./])/(?:work|tmp|home|root)/", text) == []
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    assert [link for link in links if not (FOLDER / link).exists()] == []
