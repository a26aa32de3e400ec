from typing import Any

import pytest

from idic.methods.normalise.emails import parse_email
from tests.methods.normalise.oracle import ORACLE


@pytest.mark.parametrize("row", ORACLE["emails"], ids=lambda row: row["raw"])
def test_every_published_row(row: dict[str, Any]) -> None:
    email = parse_email(row["raw"])
    assert email.valid is row.get("valid", True)
    for name in ("key", "weak_key", "domain_ascii"):
        if name in row:
            assert getattr(email, name) == row[name]


@pytest.mark.parametrize("raw", ["", "@", "a@", "@b.com", "a b@example.com", "a..b@example.com", "a@-b.com", "a@b.123"])
def test_what_is_no_address_has_no_key(raw: str) -> None:
    email = parse_email(raw)
    assert (email.valid, email.key, email.weak_key) == (False, None, None)


def test_a_role_address_is_told_apart_also_behind_a_tag() -> None:
    assert parse_email("Sales+th@example.com").is_role
    assert not parse_email("salesman@example.com").is_role


def test_the_same_domain_in_thai_and_in_ascii_has_one_key() -> None:
    assert parse_email("a@ตัวอย่าง.ไทย").key == parse_email("a@xn--72c1a1bt4awk9o.xn--o3cw4h").key
