from __future__ import annotations

import pytest

from idic.domain.interact.sites import SiteRefused, checked_sites


def test_addresses_become_origins() -> None:
    given = [
        "www.Example.org/contact?x=1",
        " https://www.example.org ",
        "http://intranet:8080/",
        "https://*.example.com",
        "",
    ]
    assert checked_sites(given) == ["https://www.example.org", "http://intranet:8080", "https://*.example.com"]
    assert checked_sites(["https://ไทย.example"]) == ["https://xn--o3cw4h.example"]


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)", "https://a.example; script-src *", "https://a b.example", "https://user@host.example",
        "https://a.example\nX-Evil: 1", "*", "https://", "'self'", "https://a.example:99999", "data:text/html,x",
    ],
)  # fmt: skip
def test_what_is_no_site_never_reaches_a_header(text: str) -> None:
    with pytest.raises(SiteRefused):
        checked_sites([text])
