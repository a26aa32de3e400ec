"""In which order a run goes through its tests, so that no process of it waits at the beginning or at the end."""

from __future__ import annotations

import os

import pytest

#: What needs none of the databases that another process makes meanwhile; then what waits long for servers and clocks, so
#: that it is not what the end waits for.
_FIRST = ("tests/methods/", "tests/doors/cli/", "tests/faults/")
_asked = False


def in_turn(items: list[pytest.Item]) -> None:
    """pytest-django puts last what has no database, and before it what empties the database; groups begin before all
    others, the largest first."""
    items.sort(key=lambda item: _FIRST.index(_place(item)) if _place(item) and not _has_database(item) else len(_FIRST))


def _place(item: pytest.Item) -> str:
    return next((place for place in _FIRST if item.nodeid.startswith(place)), "")


def _has_database(item: pytest.Item) -> bool:
    asked = {"db", "transactional_db"} & {*getattr(item, "fixturenames", ())}
    return bool(asked) or item.get_closest_marker("django_db") is not None


def make_way(item: pytest.Item) -> None:
    """The stories in the browser are the longest chain: of several processes, those that did not begin with it stand
    back behind the one that did."""
    global _asked
    if not _asked and "PYTEST_XDIST_WORKER" in os.environ:
        group = item.get_closest_marker("xdist_group")
        if group is None or group.args != ("browser",):
            os.nice(4)
    _asked = True
