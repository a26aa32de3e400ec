"""What lies in the shops, in the language of the house: categories, and goods by what they are and how much is in the pack."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from idic.sample.departments import DEPARTMENTS
from idic.sample.service.moments import said

if TYPE_CHECKING:
    import polars

_WORDS = Path(__file__).parent / "goods_words.csv"
_CAMPAIGNS = {"en": "Type {kind}", "th": "แคมเปญแบบ {kind}", "zh-hans": "{kind} 类活动", "zh-hant": "{kind} 類活動"}


def named_goods(products: Path) -> polars.DataFrame:
    """product, name, department, category. A good whose own kind has no words here is called by its category or department."""
    import polars

    goods = polars.read_csv(products).with_columns(polars.col("product").cast(polars.Int64))
    if settings.LANGUAGE_CODE.lower() not in _CAMPAIGNS or settings.LANGUAGE_CODE.lower() == "en":
        return goods.select("product", "name", "department", "category")
    kinds, categories = _said("type"), _said("category")
    departments = {name: said(words) for name, words in DEPARTMENTS.items()}
    size = polars.col("size").fill_null("")
    called = polars.coalesce(
        polars.col("type").replace_strict(kinds, default=None),
        polars.col("category").replace_strict(categories, default=None),
        polars.col("department").replace(departments),
    )
    return goods.select(
        "product",
        name=polars.concat_str(called, size, separator=" ").str.strip_chars(),
        department=polars.col("department").replace(departments),
        category=polars.col("category").replace(categories),
    )


def said_category(english: str) -> str:
    return _said("category").get(english, english)


def said_campaign(kind: str) -> str:
    """`kind` as the files have it: Type A."""
    return said(_CAMPAIGNS).format(kind=kind.removeprefix("Type "))


def _said(column: str) -> dict[str, str]:
    return {words["en"]: said(words) for words in _words() if words["column"] == column}


@cache
def _words() -> tuple[dict[str, str], ...]:
    with _WORDS.open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))
