"""Arrow, Polars, pandas, a mapping: the same numbers, and the kind that came in goes out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import idic.methods
from idic.methods import table
from tests.methods.behaviour_oracle import churn as behaviour
from tests.methods.churn_oracle import FOLDER, columns_of

ROOT = Path(__file__).parents[3]
KINDS: dict[str, Callable[[pa.Table], Any]] = {
    "arrow": lambda given: given,
    "polars": pl.from_arrow,
    "pandas": lambda given: given.to_pandas(),
    "mapping": lambda given: {name: given.column(name).to_pylist() for name in given.column_names},
}
TYPES = {"arrow": pa.Table, "polars": pl.DataFrame, "pandas": pd.DataFrame, "mapping": dict}


@cache
def invoices() -> pa.Table:
    """Every third customer of the shop, the names as text."""
    whole = pl.read_parquet(ROOT / "docs" / "gallery" / "data" / "online_retail_invoices.parquet")
    return whole.filter(pl.col("customer") % 3 == 0).with_columns(pl.col("customer").cast(pl.String)).to_arrow()


@cache
def telecom() -> pa.Table:
    columns = columns_of(FOLDER / "iranian_telecom_churn.csv.gz")
    numbers = {name: pa.array([float(one) for one in values]) for name, values in columns.items()}
    return pa.table(numbers | {"Tariff Plan": columns["Tariff Plan"], "who": [f"c{n}" for n in range(3150)]})


@cache
def answers() -> pa.Table:
    told = behaviour()["van_westendorp"]
    return pa.table(np.array(told["respondents"], dtype=float).T.tolist(), names=told["order"])


@cache
def lines() -> pa.Table:
    receipts = behaviour()["basket_9"]["T"]
    return pa.table(
        {
            "receipt": [number for number, items in enumerate(receipts) for _ in items],
            "item": [item for items in receipts for item in items],
            "customer": [f"k{number % 4}" for number, items in enumerate(receipts) for _ in items],
            "date": [date(2026, 1, 1 + 3 * number) for number, items in enumerate(receipts) for _ in items],
        }
    )


def clusters_given() -> pa.Table:
    rng = np.random.default_rng(3)
    centres = np.array([[0.0, 0.0], [6.0, 1.0], [1.0, 7.0]])[np.arange(90) % 3]
    values = np.clip(centres + rng.normal(size=(90, 2)), 0, None)
    return pa.table({"customer": np.arange(90), "tea": values[:, 0], "coffee": values[:, 1], "kind": ["a", "b"] * 45})


Job = Callable[[Any], Any]
JOBS: dict[str, tuple[Callable[[], pa.Table], Job]] = {
    "figures": (invoices, lambda t: idic.methods.purchase_figures(t, as_of="2011-12-09", order="invoice")),
    "rfm": (
        invoices, lambda t: idic.methods.rfm_scores(idic.methods.purchase_figures(t, as_of="2011-12-09").table)
    ),
    "tiers": (
        invoices,
        lambda t: idic.methods.value_tiers(
            idic.methods.purchase_figures(t, as_of="2011-12-09").table, actual_value="monetary"
        ),
    ),
    "lifetime values": (
        invoices,
        lambda t: idic.methods.lifetime_values(
            idic.methods.customer_summaries(t, calibration_end="2011-12-09").table,
            horizon_weeks=52, annual_discount=0.1, margin=0.3, model="mbgnbd",
        ),
    ),
    "hold-out": (
        invoices,
        lambda t: idic.methods.holdout_forecast(
            t, calibration_end="2011-06-30", observation_end="2011-12-09", model="mbgnbd"
        ),
    ),
    "churn": (
        telecom, lambda t: idic.methods.churn_model(t, outcome="Churn", customer="who", kind="logistic")
    ),
    "clusters": (clusters_given, lambda t: idic.methods.needs_clusters(t, columns=["tea", "coffee"], refits=3)),
    "mixed clusters": (
        clusters_given,
        lambda t: idic.methods.needs_clusters(t, columns=["tea", "coffee"], categories=["kind"], k=3, refits=2),
    ),
    "baskets": (lines, lambda t: idic.methods.basket_rules(t, min_count=2, max_length=3, max_q=1.0)),
    "paths": (lines, idic.methods.purchase_paths),
    "cohorts": (invoices, lambda t: idic.methods.cohort_retention(t, amount="amount")),
    "price meter": (answers, idic.methods.price_meter),
    "survival": (
        telecom,
        lambda t: idic.methods.survival_curves(
            t, duration="Subscription Length", observed="Churn", group="Tariff Plan"
        ),
    ),
}  # fmt: skip


def plain(frame: Any) -> dict[str, list[Any]]:
    """Names, order and values; NaN, null and None alike, days as text, floats to the twelfth digit."""
    columns = frame if isinstance(frame, Mapping) else {name: frame[name] for name in _names(frame)}
    return {name: [_plain(one) for one in _list(values)] for name, values in columns.items()}


def _names(frame: Any) -> list[str]:
    return frame.column_names if isinstance(frame, pa.Table) else list(frame.columns)


def _list(values: Any) -> list[Any]:
    return list(values.to_pylist() if isinstance(values, pa.ChunkedArray) else values)


def _plain(one: Any) -> Any:
    if one is None or one is pd.NaT or one != one:
        return None
    if hasattr(one, "isoformat") or isinstance(one, np.datetime64):
        return str(one)[:10]
    return float(f"{one:.12g}") if isinstance(one, float | np.floating | int | np.integer | bool | np.bool_) else one


@cache
def by_arrow(job: str) -> dict[str, list[Any]]:
    given, run = JOBS[job]
    return plain(run(given()).table)


@pytest.mark.parametrize("kind", ["polars", "pandas", "mapping"])
@pytest.mark.parametrize("job", JOBS)
def test_every_kind_of_table_gives_the_same_figures_and_comes_back_as_it_came(job: str, kind: str) -> None:
    given, run = JOBS[job]
    answer = run(KINDS[kind](given()))
    assert isinstance(answer.table, TYPES[kind])
    assert plain(answer.table) == by_arrow(job)
    assert by_arrow(job)


def test_what_speaks_arrow_but_is_none_of_them_comes_back_as_arrow() -> None:
    import duckdb

    found = idic.methods.cohort_retention(duckdb.from_arrow(invoices()).project("customer, date"))
    assert isinstance(found.table, pa.Table)
    assert found.table.num_rows == len(by_arrow("cohorts")["cohort"])
    with pytest.raises(table.NotATable, match="a lazy one collected"):
        idic.methods.cohort_retention(pl.LazyFrame({"customer": [1]}))  # type: ignore[type-var]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pandas gives the interchange up, others still speak it
def test_a_table_known_by_the_older_interchange_alone_is_read() -> None:
    class Other:
        def __dataframe__(self, nan_as_null: bool = False, allow_copy: bool = True) -> object:
            return lines().to_pandas()[["receipt", "item"]].__dataframe__(allow_copy=allow_copy)

    answer = idic.methods.basket_rules(Other(), min_count=2, max_q=1.0)
    assert isinstance(answer.table, pa.Table)
    assert answer.rules.baskets == 9


def test_columns_of_any_kind_may_stand_in_a_mapping() -> None:
    whole = lines()
    mixed = {"receipt": pl.from_arrow(whole)["receipt"], "item": whole.to_pandas()["item"]}
    assert idic.methods.basket_rules(mixed, min_count=2, max_length=3, max_q=1.0).rules.count == 24


def test_a_moment_with_a_time_zone_is_a_day_of_that_zone() -> None:
    moments = pd.DataFrame({"at": pd.to_datetime(["2026-03-31 20:00"]).tz_localize("UTC").tz_convert("Asia/Bangkok")})
    assert table.days(table.arrow_table(moments), "at").astype(str).tolist() == ["2026-04-01"]


def test_what_is_no_table_or_no_day_is_refused_with_what_to_do() -> None:
    with pytest.raises(table.NotATable, match="pass an Arrow, Polars or pandas one"):
        table.arrow_table(3)  # type: ignore[arg-type]  # what a person may do in a notebook
    with pytest.raises(table.NotDays, match="'date' must hold dates"):
        idic.methods.purchase_paths(pa.table({"customer": [1], "date": ["soon"], "item": ["tea"]}))
    with pytest.raises(table.ColumnMissing, match="it has: customer"):
        idic.methods.cohort_retention(pa.table({"customer": [1]}))


def test_every_customer_may_have_a_margin_of_their_own() -> None:
    summaries = idic.methods.customer_summaries(invoices(), calibration_end="2011-12-09").table
    terms: dict[str, Any] = {"horizon_weeks": 52, "annual_discount": 0.1, "model": "mbgnbd"}
    same = idic.methods.lifetime_values(summaries, margin=0.25, **terms).table.column("clv").to_numpy()
    share = np.where(np.arange(len(same)) % 2, 0.25, 0.5)
    own = idic.methods.lifetime_values(summaries.append_column("kept", pa.array(share)), margin="kept", **terms)
    np.testing.assert_allclose(own.table.column("clv").to_numpy(), same * share / 0.25)


def test_a_model_learned_from_one_kind_scores_another() -> None:
    found = idic.methods.churn_model(telecom(), outcome="Churn", customer="who", kind="logistic")
    again = found.score(telecom().to_pandas().drop(columns=["Churn", "who"]))
    np.testing.assert_allclose(again, found.table.column("probability").to_numpy())


def test_the_methods_are_offered_without_being_loaded() -> None:
    program = (
        "import sys, idic.methods; assert set(idic.methods.__all__) <= set(dir(idic.methods));"
        "print(','.join(m for m in ('numpy','pyarrow','pandas','polars','scipy','django') if m in sys.modules));"
        "from idic.methods import basket_rules; assert 'polars' not in sys.modules and 'django' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_every_name_that_is_offered_is_there() -> None:
    assert [name for name in idic.methods.__all__ if not callable(getattr(idic.methods, name))] == []


def test_parquet_of_the_gallery_is_the_clean_set_of_the_shop() -> None:
    whole = pq.read_table(ROOT / "docs" / "gallery" / "data" / "online_retail_invoices.parquet")
    assert whole.num_rows == 18_532
    assert sum(whole.column("amount").to_pylist()) == pytest.approx(8_911_407.90)
