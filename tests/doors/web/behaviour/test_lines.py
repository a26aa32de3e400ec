import pytest
from django.test import RequestFactory

from idic.doors.web.behaviour.lines import ON_PAGE, lines_on_page

EVERY = list(range(2 * ON_PAGE + 3))


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ({}, 0, ON_PAGE), ({"after": str(ON_PAGE)}, ON_PAGE, 2 * ON_PAGE), ({"before": str(ON_PAGE)}, 0, ON_PAGE),
        ({"after": str(2 * ON_PAGE)}, 2 * ON_PAGE, len(EVERY)), ({"after": "999999"}, 0, ON_PAGE),
        ({"before": str(2 * ON_PAGE)}, ON_PAGE, 2 * ON_PAGE), ({"after": "-1", "before": "x"}, 0, ON_PAGE),
    ],
)  # fmt: skip
def test_lines_keep_their_place_and_a_wrong_place_is_the_first_page(
    query: dict[str, str], first: int, last: int
) -> None:
    page = lines_on_page(RequestFactory().get("/", query), EVERY)
    assert page.rows == [(place, place) for place in range(first, last)]
    assert (page.previous, page.next, page.count) == (
        str(first) if first else None, str(last) if last < len(EVERY) else None, len(EVERY),
    )  # fmt: skip
    assert lines_on_page(RequestFactory().get("/"), []).rows == []
