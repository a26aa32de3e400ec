"""The pages keep to their own rules: a clean console under the strict policy, no other host, nothing over the edge."""

from __future__ import annotations

import pytest

from tests.scenarios.looks import LOOKS, PHONES, Look, looked_at
from tests.scenarios.pages import Page
from tests.scenarios.visits import Visitor

pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize(("page", "look"), looked_at(LOOKS))
def test_the_console_stays_clean_and_no_other_host_is_asked(visitor: Visitor, page: Page, look: Look) -> None:
    visit = visitor.visit(page, look)
    # The browser itself reports a page that answers with an error, as it should.
    own = [one for one in visit.troubles if page.status == 200 or "Failed to load resource" not in one]
    assert own == []
    assert visit.foreign == []


@pytest.mark.parametrize(("page", "look"), looked_at(PHONES))
def test_no_page_is_wider_than_a_phone(visitor: Visitor, page: Page, look: Look) -> None:
    assert visitor.visit(page, look).too_wide == []
