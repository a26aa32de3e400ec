"""One organisation at several places: its switchboard joins no branches."""

import random

import polars as pl
import pytest

from idic.methods import linkage

pytestmark = pytest.mark.xdist_group("linkage")

_WORDS = ("Siam", "Golden", "River", "Lotus", "Bangkok", "Eastern", "Orchid", "Royal", "Union", "Mekong", "Star", "Green",
          "Summit", "Pacific", "Jade", "Tiger", "Harbour", "Crystal", "Bamboo", "Sunrise", "Delta", "Noble", "Pearl",
          "Silver", "Temple", "Garden", "Maple", "Falcon", "Orient", "Central")  # fmt: skip
_TRADES = ("Trading", "Foods", "Logistics", "Nursery", "Clinic", "Motors", "Textiles", "Printing", "Dental", "Bakery")
_STREETS = ("Rama", "Silom", "Sathorn", "Sukhumvit", "Charoen", "Ratchada", "Phahon", "Wireless", "Asok", "Lat Phrao",
            "Ekkamai", "Thonglor", "Bangna", "Rangsit", "Nonsi", "Pattanakan", "Surawong", "Yaowarat", "Chan")  # fmt: skip
_PARTS = ("North", "South", "East", "West")


def sites(organisations, *, with_branches, in_one_street=False, seed=3):
    """Every site is written down twice; one organisation in four has four sites, in four streets or in one, with one
    switchboard."""
    rng = random.Random(seed)
    rows = []
    for number in range(organisations):
        name = f"{rng.choice(_WORDS)} {rng.choice(_WORDS)} {rng.choice(_TRADES)}"
        phone = "02" + "".join(rng.choices("0123456789", k=7))
        parts = _PARTS if with_branches and number % 4 == 0 else ("",)
        streets = rng.sample(_STREETS, 1) * len(parts) if in_one_street else rng.sample(_STREETS, len(parts))
        for part, street in zip(parts, streets, strict=True):
            house = rng.randrange(1, 3000)
            truth = f"{number} {part}"
            full = f"{name} {part}".strip()
            rows.append((truth, f"{full} Co Ltd", f"{house} {street}", phone))
            rows.append((truth, full, f"No. {house} {street}", phone if rng.random() < 0.8 else None))
    table = pl.DataFrame(rows, schema=["truth", "name", "address", "phone"], orient="row")
    return table.with_row_index("id").with_columns(pl.col("id").cast(pl.String))


def linked(table):
    found = linkage.link(table.drop("truth"), id_column="id")
    joined = pl.DataFrame(pl.from_arrow(found.clusters)).join(table, left_on="record", right_on="id")
    return found.model, linkage.pair_quality(joined["cluster"].to_list(), joined["truth"].to_list())


@pytest.fixture(scope="module")
def with_branches():
    return linked(sites(500, with_branches=True))


def test_branches_with_one_switchboard_stay_apart(with_branches):
    model, figures = with_branches
    assert model.training.branch_pairs > 1000
    assert model.weights["address"][0] < -10
    assert figures.precision > 0.97
    assert figures.recall > 0.9


@pytest.mark.slow
def test_branches_at_other_numbers_of_one_street_stay_apart():
    model, figures = linked(sites(500, with_branches=True, in_one_street=True))
    assert model.training.branch_pairs > 300
    assert model.weights["address"][1] < -5
    assert figures.precision > 0.97
    assert figures.recall > 0.9


@pytest.mark.slow
def test_where_there_are_no_branches_another_address_is_a_slip_as_before():
    model, figures = linked(sites(500, with_branches=False))
    assert model.training.branch_pairs == 0
    assert figures.f1 > 0.97


def test_what_was_learned_of_branches_travels_with_the_model(with_branches):
    model, _ = with_branches
    again = linkage.Model.from_json(model.to_json())
    assert again.training == model.training
    old = model.to_json()
    del old["training"]["branch_pairs"]
    assert linkage.Model.from_json(old).training.branch_pairs == 0
