"""Rows reach a page through the access functions and queries of their room: a page that reads a table itself would have
to know who may see what."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.contracts.layers import PACKAGE

_PAGES = PACKAGE / "doors" / "web"
_MANAGERS = ("objects", "with_rights", "_default_manager", "_base_manager")
_SHORTCUTS = ("get_object_or_404", "get_list_or_404")
_SPOKEN_OF = re.compile("|".join((*(rf"\.{one}\b" for one in _MANAGERS), *_SHORTCUTS)))
#: The lists and the palette know no noun by name. They read what the noun's own `visible` or search has found before.
_OF_ANY_NOUN = {"lists/found.py", "palette/records.py", "palette/statements.py"}


def _reads(path: Path) -> Iterator[str]:
    """`Model.objects.none()` holds a place in a form, and reads nothing."""
    text = path.read_text()
    if not _SPOKEN_OF.search(text):
        return
    nodes = list(ast.walk(ast.parse(text)))
    calls = [node.func for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    empty = {id(call.value) for call in calls if call.attr == "none"}
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr in _MANAGERS and id(node) not in empty:
            yield f"{path.relative_to(_PAGES)}:{node.lineno} .{node.attr}"
        elif isinstance(node, ast.alias) and node.name in _SHORTCUTS:
            yield f"{path.relative_to(_PAGES)}:{node.lineno} {node.name}"


def test_no_page_reads_a_table_itself() -> None:
    pages = [path for path in _PAGES.rglob("*.py") if str(path.relative_to(_PAGES)) not in _OF_ANY_NOUN]
    assert len(pages) > 100
    assert [one for path in pages for one in _reads(path)] == []


def test_a_read_is_noticed_where_there_is_one() -> None:
    assert all(list(_reads(_PAGES / one)) for one in _OF_ANY_NOUN)
