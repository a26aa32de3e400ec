"""A cursor is part of an address: anybody can type anything into it."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from idic.foundation.accounts.models import User
from idic.foundation.paging.keyset import Order, keyset_page
from tests.conftest import Cast


def cursor(read: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(read).encode()).decode().rstrip("=")


UNREADABLE = (
    "garbage", "é", "=", cursor(5), cursor(None), cursor({"a": 1}), cursor(["n", "x"]), cursor(["n", "x", 1, 2]),
    cursor(["x", "a", 1]), cursor(["n", "x\x00", 1]), cursor(["n", "\ud800", 1]), cursor(["n", 1, 10**30]),
    cursor(["n", 10**30, 1]), cursor(["n", float("nan"), 1]), cursor(["n", float("inf"), 1]), cursor(["n", True, True]),
    base64.urlsafe_b64encode(b"[" * 100_000).decode(), "A" * 100_000,
)  # fmt: skip


@pytest.mark.parametrize("typed", UNREADABLE)
@pytest.mark.parametrize("field", ["display_name", "created_at", "pk"])
def test_a_cursor_that_cannot_be_read_shows_the_first_page(cast: Cast, typed: str, field: str) -> None:
    page = keyset_page(User.objects.all(), Order(field), cursor=typed, size=3)
    assert list(page.rows) == list(User.objects.order_by(field, "pk")[:3])
    assert page.previous is None


@pytest.mark.parametrize("value", ["2026-13-45", "Anan", 7])
def test_a_cursor_of_another_order_shows_the_first_page(cast: Cast, value: Any) -> None:
    page = keyset_page(User.objects.all(), Order("created_at"), cursor=cursor(["n", value, 1]), size=3)
    assert len(page.rows) == 3
    assert page.previous is None
