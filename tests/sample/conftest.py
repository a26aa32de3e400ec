import csv
import gzip
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from idic.sample.files import SampleFiles, sample_files

Rows = list[dict[str, str]]


def read_rows(path: Path) -> Rows:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def shipped() -> SampleFiles:
    return sample_files()


@pytest.fixture(scope="session")
def rows(shipped: SampleFiles) -> Callable[[str], Rows]:
    return lambda name: read_rows(getattr(shipped, name))


@pytest.fixture(scope="session")
def purchases(shipped: SampleFiles) -> pl.DataFrame:
    return pl.read_parquet(shipped.purchases)


@pytest.fixture(scope="session")
def contacts(rows: Callable[[str], Rows]) -> Rows:
    """Every master row under the same four names, whatever its source calls them."""
    named = {
        "till_customers": ("till", "CARD_NO", "TEL", "EMAIL", "TAX_NID"),
        "web_shop_customers": ("web_shop", "customer_id", "mobile_phone", "email", "national_id"),
        "call_centre_customers": ("call_centre", "รหัสผู้ติดต่อ", "โทรศัพท์", "อีเมล", "เลขประจำตัว/เลขผู้เสียภาษี"),
    }
    return [
        {
            "source": source,
            "key": row[key],
            "phone": row[phone],
            "email": row[email],
            "identifier": (row[identifier] or row.get("tax_id", "")).replace("-", ""),
        }
        for name, (source, key, phone, email, identifier) in named.items()
        for row in rows(name)
    ]
