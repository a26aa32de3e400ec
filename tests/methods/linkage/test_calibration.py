"""What a threshold states is what is counted, at twenty thousand records and at a million."""

from pathlib import Path

import polars as pl
import pytest

from benchmarks.linkage_population import own_names, people, shared_names
from idic.methods import linkage

from .oracle import FOLDER

SHARED = Path(__file__).parents[4] / "shared" / "data"


def three_sources(records, names):
    table = pl.DataFrame(people(records, names, seed=1).rows)
    return [table.filter(pl.col("source") == number) for number in ("1", "2", "3")], table


def counted(found, table):
    """(links, expected false, counted false, share of all true pairs that is linked) at the default threshold."""
    person = dict(table.select("id", "truth").iter_rows())
    linked = pl.DataFrame(pl.from_arrow(found.pairs)).filter(pl.col("decision") == "link")
    false = int((linked["left"].replace_strict(person) != linked["right"].replace_strict(person)).sum())
    sizes = table.group_by("truth").len()["len"].cast(pl.Int64)
    matches = int((sizes * (sizes - 1) // 2).sum())
    expected = float((1 - linked["posterior"]).sum())
    return linked.height, expected, false, (linked.height - false) / matches


def most_by_chance(links, expected):
    """Three standard deviations of a binomial above what the threshold states."""
    share = expected / links
    return expected + 3 * (links * share * (1 - share)) ** 0.5


@pytest.mark.slow
def test_twenty_thousand_records_keep_what_the_threshold_states():
    sources, table = three_sources(20_000, own_names(FOLDER / "names.json"))
    settings = linkage.customer_settings(link_type="link_and_dedupe")
    links, expected, false, recall = counted(linkage.link(*sources, settings=settings, id_column="id"), table)
    assert false <= most_by_chance(links, expected)
    assert expected / links < 0.02
    assert recall > 0.93


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.exists(), reason="the open name lists may not ship and are not here")
def test_a_million_records_keep_what_the_threshold_states():
    sources, table = three_sources(1_000_000, shared_names(SHARED, own_names(FOLDER / "names.json")))
    settings = linkage.customer_settings(link_type="link_and_dedupe")
    found = linkage.link(*sources, settings=settings, id_column="id", memory_limit="10GB", threads=2)
    links, expected, false, recall = counted(found, table)
    assert false <= most_by_chance(links, expected)
    assert expected / links < 0.02
    assert recall > 0.93
