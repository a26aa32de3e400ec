from __future__ import annotations

import re

import pytest

from idic.domain.interact.knowledge.errors import LinkRefused
from idic.domain.interact.knowledge.markup import check, plain, rendered

ATTACKS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))", "[x](data:text/html,<script>alert(1)</script>)", "[x](vbscript:x)", "![x](https://evil.test/p.png)",
    "![x](javascript:alert(1))", '[x](https://a.test "onmouseover=alert(1)")', "<a href='javascript:alert(1)'>x</a>",
    "[x](//evil.test)", "[x](/users/)", "[x](java\nscript:alert(1))", "<javascript:alert(1)>", "`<b onclick=x>`",
)  # fmt: skip


def _address(kind: str, number: int) -> str:
    return f"/{kind}/{number}/"


@pytest.mark.parametrize("text", ATTACKS)
def test_nothing_in_an_article_runs_or_loads_from_elsewhere(text):
    tags = " ".join(re.findall(r"<[^>]*>", rendered(text, _address).lower()))
    for sign in ("<script", "<svg", " on", "javascript", "data:", "vbscript", "evil.test/p"):
        assert sign not in tags, tags


@pytest.mark.parametrize("target", [
    "javascript:alert(1)", "data:text/html,x", "//evil.test", "/users/", "page.html", "https://", "https://user@evil.test/",
    "image:3", "ftp://a.test/x", "mailto:",
])  # fmt: skip
def test_a_link_that_leads_nowhere_is_refused_when_it_is_written(target):
    with pytest.raises(LinkRefused):
        check(f"See [this]({target}).")


@pytest.mark.parametrize(
    "target", ["https://example.com/a?b=1", "mailto:a@example.com", "tel:+6621234567", "article:12"]
)
def test_good_links_are_taken(target):
    check(f"See [this]({target}).")


def test_only_pictures_of_ours():
    check("![A tap](image:7)")
    with pytest.raises(LinkRefused):
        check("![A tap](https://example.com/tap.png)")
    assert 'src="/image/7/"' in rendered("![A tap](image:7)", _address)


def test_an_article_is_linked_where_the_reader_finds_it():
    assert 'href="/article/12/"' in rendered("[more](article:12)", _address)
    assert "<h2>First</h2>" in rendered("# First", _address)


def test_plain_keeps_words_lists_and_lines():
    text = "# Return\n\nBring **it** back:\n\n1. Pack\n2. Go\n\n- [here](https://a.test)\n"
    assert plain(text) == "Return\nBring it back:\n1. Pack\n2. Go\n- here"
