from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict

from idic.doors.web.cases.views_list import PAGE
from idic.doors.web.lists.asked import read
from idic.doors.web.lists.found import counted
from tests.domain.interact.cases.conftest import make_case

__all__ = ["make_case"]


@pytest.fixture
def listed():
    """How many cases the list has behind a link, as that person sees it. Nothing of the link may be left unread."""

    def count(user, url: str) -> int:
        asked = read(PAGE, user, QueryDict(urlsplit(unescape(url)).query))
        assert asked.held.faults == (), url
        assert asked.is_narrowed, url
        return counted(asked)[0].value

    return count


@pytest.fixture
def cells():
    """(address, number) of every linked cell of the tables below the charts of a page."""

    def found(page: str) -> list[tuple[str, int]]:
        linked = re.findall(r'<td[^>]*data-raw="(\d+)"[^>]*><a href="([^"]+)">', page)
        return [(url, int(number)) for number, url in linked]

    return found
