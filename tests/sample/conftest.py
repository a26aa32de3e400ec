import csv
import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from idic.sample.files import SampleFiles, sample_files
from tests import templates
from tests.short_sample import few_purchases

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


@pytest.fixture
def short_sample(tmp_path: Path) -> SampleFiles:
    """What `loaded` was loaded from."""
    return few_purchases(tmp_path)


@pytest.fixture
def loaded(transactional_db: None, tmp_path: Path) -> dict[str, int]:
    """A short sample company, loaded once in a run and copied; how many rows there were of each model before.

    The copy takes the place of the whole database: what else a test makes comes after it.
    """
    from django.conf import settings
    from django.db import connection

    template = templates.sample()
    connection.close()
    templates.copied_to(str(connection.settings_dict["NAME"]), template)
    for folder in ("files", "warehouse"):
        shutil.copytree(templates.sample_home() / folder, settings.CONFIGURATION.home / folder, dirs_exist_ok=True)
    counts: dict[str, int] = json.loads(templates.counts_before_the_sample().read_text(encoding="utf-8"))
    return counts
