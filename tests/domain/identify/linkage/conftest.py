from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from idic.domain.identify.linkage.models import LinkageRun
from idic.domain.identify.linkage.operations.runs import match_now
from idic.foundation.jobs.progress import SilentProgress

#: Two records of one person, as two counters wrote her down.
SOMSRI = {
    "given_name": "สมศรี", "family_name": "ใจดี", "phone": "0812345678", "birth_date": "1980-02-03",
    "address": "12/3 ถนนสุขุมวิท", "postcode": "10110",
}  # fmt: skip
SOMSRI_AGAIN = {**SOMSRI, "given_name": "สมศรี", "family_name": "ใจดี", "phone": "081-234-5678", "address": "12/3 สุขุมวิท"}


@pytest.fixture
def somsri_twice(make_customer: Callable[..., Any]) -> tuple[Any, Any]:
    """With some other people about, who are nobody's double."""
    others = (("วิชัย", "ทองดี"), ("มานี", "รักไทย"), ("ปิติ", "ชูใจ"), ("Anan", "Wong"))
    for number, (given, family) in enumerate(others):
        make_customer(
            given_name=given, family_name=family, phone=f"089000{number}000", birth_date=f"197{number}-1{number % 3}-11"
        )
    return make_customer(**SOMSRI), make_customer(**SOMSRI_AGAIN)


@pytest.fixture
def match() -> Callable[..., LinkageRun]:
    def run(**asked: Any) -> LinkageRun:
        return match_now(SilentProgress(), by=asked.pop("by", None), **asked)

    return run
