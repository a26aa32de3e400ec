"""The whole run on Apache Spark gives what it gives on DuckDB. `make test-slow` installs what it needs."""

from __future__ import annotations

import random
import sys

import polars as pl
import pytest

from idic.methods import linkage
from idic.warehouse.errors import SparkUnavailable
from idic.warehouse.spark import spark_session
from tests.spark import spark_cluster

__all__ = ["spark_cluster"]

_GIVEN = (
    "Somchai",
    "Malee",
    "Anong",
    "Preecha",
    "Narin",
    "Emma",
    "Daniel",
    "Grace",
    "สมชาย",
    "มาลี",
    "อนงค์",
    "王伟",
    "張敏",
)


def _people(count: int) -> pl.DataFrame:
    """Every third comes twice: a letter of the family name lost, a digit of the phone or the day of birth changed."""
    draw = random.Random(3)
    syllables = [consonant + vowel for consonant in "bcdfgklmnprst" for vowel in "aeiou"]
    families = ["".join(draw.choices(syllables, k=draw.randint(2, 4))).capitalize() for _ in range(count // 4)]
    rows: list[tuple[object, ...]] = []
    for number in range(count):
        given, family = draw.choice(_GIVEN), draw.choice(families)
        born = f"{draw.randint(1950, 2005)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
        phone = f"08{draw.randrange(10**8):08d}"
        email: str | None = f"{family.lower()}{draw.randrange(10_000)}@house.example"
        rows.append((2 * number, given, family, born, phone, email))
        if number % 3 == 0:
            family = family[:2] + family[3:] if draw.random() < 0.4 else family
            phone = f"{phone[:-1]}{draw.randrange(10)}" if draw.random() < 0.3 else phone
            born = f"{born[:8]}01" if draw.random() < 0.2 else born
            email = None if draw.random() < 0.3 else email
            rows.append((2 * number + 1, given, family, born, phone, email))
    columns = ["id", "given_name", "family_name", "birth_date", "phone", "email"]
    return pl.DataFrame(rows, schema=columns, orient="row")


@pytest.mark.slow
def test_spark_and_duckdb_find_the_same_pairs_with_the_same_weights_and_clusters(spark_cluster: str) -> None:
    people = _people(1_100)
    ours = linkage.link(people, id_column="id")
    assert ours.model.settings.rules, "blocking is part of what is compared"
    with spark_session(spark_cluster) as spark:
        theirs = linkage.link(people, id_column="id", spark=spark)
    assert theirs.blocking == ours.blocking
    for name, shares in ours.model.m.items():
        assert theirs.model.m[name] == pytest.approx(shares, abs=1e-9)
    one, other = (pl.DataFrame(pl.from_arrow(found.pairs)).sort("left", "right") for found in (ours, theirs))
    told = [name for name in one.columns if name not in ("weight", "posterior")]
    assert one.select(told).equals(other.select(told))
    for name in ("weight", "posterior"):
        assert other[name].to_list() == pytest.approx(one[name].to_list(), abs=1e-9)
    clusters = [
        pl.DataFrame(pl.from_arrow(found.clusters)).sort("record").select("record", "cluster", "size", "review")
        for found in (ours, theirs)
    ]
    assert clusters[0].equals(clusters[1])


def test_a_spark_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(SparkUnavailable, match="pyspark"), spark_session("local[1]"):
        pass
