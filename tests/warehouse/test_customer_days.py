"""The days of customers: carried on from any purchases to any others, and the figures that are read from them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from idic.warehouse.customer_days.carrying import MART, carry_on
from idic.warehouse.drafts import Draft, begin_draft
from idic.warehouse.marts.base import last_purchase_day, monthly_figures, purchases_in_other_currencies
from idic.warehouse.marts.customers import customer_mart_expression
from idic.warehouse.marts.days import customer_days
from idic.warehouse.marts.held_days import held_days
from idic.warehouse.marts.holdout import purchase_days_between
from idic.warehouse.marts.purchase_days import purchase_days, purchase_days_held
from idic.warehouse.marts.summed_days import summed_mart
from idic.warehouse.marts.weekly import repeat_days_by_week
from idic.warehouse.reading import opened_on_duckdb
from idic.warehouse.snapshots import EMPTY, Snapshot
from idic.warehouse.star.customer_days import CUSTOMER_DAYS

AS_OF = date(2026, 3, 1)
#: In three blocks; 8 has no record, as after a merge.
CUSTOMERS = [1, 2, 7, 70_000, 131_072]

Receipt = tuple[int | None, str, date, str, int]
_RECEIPT = st.tuples(
    st.sampled_from([None, 8, *CUSTOMERS]),
    st.sampled_from(["sale", "sale", "sale", "return", "cancellation", "adjustment"]),
    st.one_of(st.dates(date(2025, 12, 1), date(2026, 3, 10)), st.dates(date(1969, 12, 25), date(1970, 1, 5))),
    st.sampled_from(["THB", "THB", "USD", "EUR"]),
    st.one_of(st.integers(-300, 300), st.integers(-(2**50), 2**50)),
)
#: Blocks of purchases by their number.
_BLOCKS = st.dictionaries(st.integers(0, 3), st.lists(_RECEIPT, min_size=1, max_size=20), max_size=4)


def _table(receipts: list[Receipt]) -> pa.Table:
    names = ("customer_id", "kind", "day", "currency", "total_e4")
    kinds = (pa.int64(), pa.string(), pa.date32(), pa.string(), pa.int64())
    return pa.table({
        name: pa.array([row[place] for row in receipts], kind)
        for place, (name, kind) in enumerate(zip(names, kinds, strict=True))
    })  # fmt: skip


def _draft(warehouse: Path, blocks: dict[int, list[Receipt]], base: Snapshot | None = None) -> Draft:
    """Not cleared by the next one: as if it had been published."""
    draft = begin_draft(warehouse, at=datetime.now(UTC), watermark=1, base=base)
    known = pa.table({"customer_id": pa.array(CUSTOMERS, pa.int64()), "created_on": [AS_OF] * len(CUSTOMERS)})
    draft.write_block("customers", EMPTY, known.slice(0, 0))
    draft.write_block("customers", "000000.parquet", known)
    draft.write_block("purchases", EMPTY, _table([]))
    for number, receipts in blocks.items():
        draft.write_block("purchases", f"{number:06d}.parquet", _table(receipts))
    carry_on(draft)
    draft.folder = draft.folder.rename(draft.folder.with_suffix(""))
    return draft


def _files(draft: Draft) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((draft.folder / MART).iterdir())}


def _without_days(snapshot: Snapshot) -> Snapshot:
    """As a snapshot is that was taken before they were kept."""
    files = {name: blocks for name, blocks in snapshot.files.items() if name != MART}
    rows = {name: count for name, count in snapshot.rows.items() if name != MART}
    return Snapshot(snapshot.name, snapshot.folder, snapshot.watermark, rows, files)


@settings(max_examples=12, deadline=None)
@given(before=_BLOCKS, after=_BLOCKS)
def test_carried_on_from_any_purchases_they_are_to_the_byte_those_of_a_full_reading(
    before: dict[int, list[Receipt]], after: dict[int, list[Receipt]]
) -> None:
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        base = _draft(Path(one), before).snapshot
        carried = _draft(Path(one), after, base)
        assert _files(carried) == _files(_draft(Path(other), after))
        with opened_on_duckdb(carried.snapshot) as star:
            for invariant in CUSTOMER_DAYS.invariants:
                assert invariant.broken(star).count().to_pyarrow().as_py() == 0


@settings(max_examples=12, deadline=None)
@given(blocks=_BLOCKS, back=st.integers(0, 60))
def test_the_customer_mart_is_to_the_last_digit_what_its_expression_says(
    blocks: dict[int, list[Receipt]], back: int
) -> None:
    as_of = AS_OF - timedelta(days=back)
    with TemporaryDirectory() as folder:
        snapshot = _draft(Path(folder), blocks).snapshot
        with opened_on_duckdb(snapshot) as star:
            said = customer_mart_expression(
                star.table("customers"), star.table("purchases"), as_of=as_of, currency="THB"
            ).to_pyarrow()
        for one in (snapshot, _without_days(snapshot)):
            found = summed_mart(one, as_of=as_of, currency="THB")
            assert found.schema == said.schema
            assert found.to_pydict() == said.to_pydict()


@settings(max_examples=4, deadline=None)
@given(blocks=_BLOCKS)
def test_a_snapshot_without_the_mart_gives_the_same_figures(blocks: dict[int, list[Receipt]]) -> None:
    with TemporaryDirectory() as folder:
        snapshot = _draft(Path(folder), blocks).snapshot
        told = [_told(snapshot), _told(_without_days(snapshot))]
    assert told[0] == told[1]


def _told(snapshot: Snapshot) -> list[object]:
    with opened_on_duckdb(snapshot) as star:
        order = ["customer_id", "currency", "day"]
        days = customer_days(star).order_by(order).to_pyarrow().to_pylist()
        bought = purchase_days(star, until=AS_OF, currency="THB")
    split = purchase_days_between(snapshot, after=AS_OF - timedelta(days=40), until=AS_OF, currency="THB")
    return [
        days, bought.index.tolist(), bought.day.tolist(), sorted(map(repr, split.to_pylist())),
        monthly_figures(snapshot, as_of=AS_OF, currency="THB"), last_purchase_day(snapshot, until=AS_OF),
        purchases_in_other_currencies(snapshot, currency="THB"),
    ]  # fmt: skip


@settings(max_examples=10, deadline=None)
@given(blocks=_BLOCKS)
def test_days_that_were_read_once_give_what_each_figure_reads_by_itself(blocks: dict[int, list[Receipt]]) -> None:
    split, told = AS_OF - timedelta(days=40), {"until": AS_OF, "currency": "THB"}
    with TemporaryDirectory() as folder:
        snapshot = _draft(Path(folder), blocks).snapshot
        days = held_days(snapshot, until=AS_OF + timedelta(days=5), currency="THB")
        with opened_on_duckdb(snapshot) as star:
            bought = purchase_days(star, until=AS_OF, currency="THB")
        read = [
            [
                summed_mart(snapshot, as_of=AS_OF, currency="THB", days=held).to_pydict(),
                monthly_figures(snapshot, as_of=AS_OF, currency="THB", months=3, days=held),
                sorted(map(repr, purchase_days_between(snapshot, after=split, days=held, **told).to_pylist())),
                repeat_days_by_week(snapshot, split=split, before=6, after=5, days=held, **told),
            ]
            for held in (None, days)
        ]
        assert days is not None
        held = purchase_days_held(snapshot, days, until=AS_OF)
    assert read[0] == read[1]
    for name in ("customer", "known_since", "index", "day"):
        assert getattr(held, name).tolist() == getattr(bought, name).tolist()


def test_a_changed_block_of_purchases_touches_the_days_of_its_customers_alone(tmp_path: Path) -> None:
    day = date(2026, 1, 5)
    before: dict[int, list[Receipt]] = {0: [(1, "sale", day, "THB", 100)], 1: [(70_000, "sale", day, "THB", 100)]}
    base = _draft(tmp_path, before).snapshot
    carried = _draft(tmp_path, {**before, 1: [(70_000, "sale", day, "THB", 90)]}, base)
    same = {
        file: (base.folder / MART / file).samefile(carried.folder / MART / file)
        for file in carried.snapshot.files[MART]
    }
    assert same == {EMPTY: True, "000000.parquet": True, "000001.parquet": False}
