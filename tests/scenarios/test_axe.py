"""axe-core finds no barrier on any page: in each language, in the dark, and at the width of a phone."""

from __future__ import annotations

import pytest

from tests.contracts.access_table import TABLE
from tests.scenarios.looks import LOOKS, Look, looked_at
from tests.scenarios.pages import OWN, PAGES, PARTS, Page
from tests.scenarios.visits import Visitor

# One process runs the product and opens each page once.
pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize(("page", "look"), looked_at(LOOKS))
def test_axe_finds_nothing(visitor: Visitor, page: Page, look: Look) -> None:
    visit = visitor.visit(page, look)
    assert visit.status == page.status
    assert visit.is_page
    assert visit.barriers == []


def test_every_page_of_the_table_is_looked_at() -> None:
    pages = {name for name, row in TABLE.items() if not row.post and row.ok == 200}
    assert pages == {page.name for page in PAGES if page.name in pages} | {*PARTS, *OWN} & pages
