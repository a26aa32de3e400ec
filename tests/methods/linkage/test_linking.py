"""Whole runs: order, sources, guesses, truth known."""

import os
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from benchmarks.linkage_population import own_names, people, shared_names
from idic.methods import linkage

from .oracle import FOLDER

SHARED = Path(__file__).parents[4] / "shared" / "data"

# Needs no database: one process begins with it while another makes the databases that all start from.
pytestmark = pytest.mark.xdist_group("linkage")
_slow = pytest.mark.slow


def made(records, *, scripts=("th", "zh_hant", "zh_hans", "en"), seed=2, names=None):
    return pl.DataFrame(people(records, names or own_names(FOLDER / "names.json"), scripts=scripts, seed=seed).rows)


def quality(found, table):
    truth = table.select("id", "truth")
    joined = pl.DataFrame(pl.from_arrow(found.clusters)).join(truth, left_on="record", right_on="id")
    return linkage.pair_quality(joined["cluster"].to_list(), joined["truth"].to_list())


def groups(found):
    members = {}
    for row in found.clusters.to_pylist():
        members.setdefault(row["cluster"], set()).add(row["record"])
    return {frozenset(one) for one in members.values()}


@pytest.fixture(scope="module")
def of_all_scripts():
    table, settings = made(400), linkage.customer_settings()
    return table, settings, linkage.link(table, settings=settings, id_column="id")


@pytest.mark.slow
def test_the_order_of_records_does_not_change_clusters(of_all_scripts):
    table, settings, first = of_all_scripts
    second = linkage.link(table.sample(fraction=1.0, shuffle=True, seed=9), settings=settings, id_column="id")
    assert groups(first) == groups(second)
    assert first.model == second.model


@pytest.mark.parametrize(
    ("script", "least"),
    [("th", 0.94), pytest.param("zh_hant", 0.93, marks=_slow), pytest.param("zh_hans", 0.93, marks=_slow)],
)
def test_people_of_one_script_are_found(script, least):
    table = made(1500, scripts=(script,))
    found = linkage.link(table, settings=linkage.customer_settings(), id_column="id")
    assert quality(found, table).f1 > least


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.exists(), reason="the open name lists may not ship and are not here")
@pytest.mark.parametrize(
    ("script", "least"),
    [pytest.param("th", 0.97, marks=_slow), pytest.param("zh_hant", 0.95, marks=_slow), ("zh_hans", 0.96)],
)
def test_people_with_names_of_the_open_lists_are_found(script, least):
    names = shared_names(SHARED, own_names(FOLDER / "names.json"))
    table = made(3000, scripts=(script,), names=names)
    found = linkage.link(table, settings=linkage.customer_settings(), id_column="id")
    assert quality(found, table).f1 > least


def test_fields_are_guessed_and_any_table_is_taken():
    table = made(300, scripts=("en",)).select("id", "given", "family", "birth_date", "phones", "emails", "truth")
    names = {"given": "First name", "family": "Surname", "birth_date": "DOB", "phones": "Mobile", "emails": "E-mail"}
    table = table.rename(names)
    options = {"id_column": "id", "skip": ["truth"]}
    found = linkage.link(table, **options)
    assert [(field.name, field.kind) for field in found.model.settings.fields] == [
        ("name", "person"), ("dob", "date"), ("mobile", "phone"), ("e_mail", "email"),
    ]  # fmt: skip
    assert quality(found, table).f1 > 0.93
    arrow = table.to_arrow()
    from_pandas = linkage.link(pd.DataFrame(arrow.to_pydict()), **options)
    assert from_pandas.clusters.equals(found.clusters)
    assert linkage.link(arrow, **options).clusters.equals(found.clusters)


def test_two_lists_are_linked_one_to_one():
    table = made(500, scripts=("en",))
    lists = [table.filter(pl.col("source") == number).drop("source", "script") for number in ("1", "2")]
    found = linkage.link(*lists, id_column="id", skip=["truth"])
    assert set(found.clusters.column("size").to_pylist()) <= {1, 2}
    assert all(row["left_source"] != row["right_source"] for row in found.pairs.to_pylist())
    assert quality(found, pl.concat(lists)).f1 > 0.93


def test_a_persons_decision_outlives_the_next_run(of_all_scripts):
    table, settings, before = of_all_scripts
    pair = next(row for row in before.pairs.to_pylist() if row["decision"] == "link")
    after = linkage.link(table, settings=settings, id_column="id", cannot_link=[(pair["left"], pair["right"])])
    assert not any({pair["left"], pair["right"]} <= group for group in groups(after))


@pytest.mark.slow
def test_blocking_says_what_it_costs_and_what_it_skips():
    table = made(300)
    settings = linkage.customer_settings(block_cap=2)
    found = linkage.link(table, settings=settings, id_column="id").blocking
    assert sum(rule.new_pairs for rule in found.rules) == found.pairs
    assert all(rule.new_pairs <= rule.pairs for rule in found.rules)
    assert found.all_pairs == 300 * 299 // 2
    assert 0.99 < found.reduction_ratio < 1
    assert found.skipped
    assert min(block.records for block in found.skipped) > 2


def test_pairs_completeness_counts_known_matches():
    assert linkage.pairs_completeness([("a", "b"), ("c", "d")], [("b", "a"), ("a", "c")]) == 0.5
    assert linkage.pairs_completeness([], []) == 1.0


def test_a_limit_on_false_merges_links_fewer():
    table = made(300)
    settings = linkage.customer_settings()
    free = linkage.link(table, settings=settings, id_column="id")
    strict = linkage.link(table, settings=settings, id_column="id", false_per_1000=0.5)
    counted = [one.pairs.column("decision").to_pylist().count("link") for one in (free, strict)]
    assert counted[1] <= counted[0]
    assert strict.model.thresholds.link > free.model.thresholds.link


def test_settings_travel_as_json():
    settings = linkage.customer_settings(region="TW")
    assert linkage.Settings.from_json(settings.to_json()) == settings


def test_nothing_to_compare_is_said():
    with pytest.raises(linkage.NothingToCompare):
        linkage.link(pa.table({"id": ["1", "2", "3"]}))
    with pytest.raises(linkage.TooFewRecords):
        linkage.link(pa.table({"email": ["a@example.com"]}))
    with pytest.raises(linkage.UnknownKind):
        linkage.Field("x", "horoscope", ("x",))


@pytest.mark.slow
def test_a_hundred_thousand_records_link_in_minutes():
    table = made(100_000, names=shared_names(SHARED, own_names(FOLDER / "names.json")) if SHARED.exists() else None)
    found = linkage.link(table, settings=linkage.customer_settings(), id_column="id", threads=os.cpu_count())
    assert found.blocking.reduction_ratio > 0.999
    assert quality(found, table).f1 > 0.95
