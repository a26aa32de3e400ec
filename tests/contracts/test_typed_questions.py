"""What is asked anew while somebody types or chooses: the newest question takes the place of the one that is under way.

Without a word htmx lets one wait behind it and drops the next, so that the answer on show belongs to some letter in the
middle."""

from __future__ import annotations

import re

from tests.conftest import REPOSITORY

_ASKS = re.compile(r'<[^>]*hx-trigger="(?:[^"]*,\s*)?(?:input|change|keyup)\b[^"]*"[^>]*>')


def test_the_newest_question_replaces_the_one_before() -> None:
    found = {
        f"{path.name}: {tag[:200]}": "hx-sync=" in tag
        for path in sorted((REPOSITORY / "src" / "idic" / "doors").rglob("templates/**/*.html"))
        for tag in _ASKS.findall(path.read_text(encoding="utf-8"))
    }
    assert len(found) > 15
    assert [tag for tag, is_said in found.items() if not is_said] == []
