"""One pass over lines against the plain computation, in every order of rows and cut into batches of any size."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from subprocess import PIPE, Popen

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from idic.methods.clv import history
from idic.methods.purchase_summary import (
    Accumulator,
    DayOutOfRange,
    LateLines,
    NegativeCustomer,
    State,
    StateRefused,
    UnequalColumns,
    add_batches,
    add_parts,
    packed,
    settled,
    summaries,
    unpacked,
)
from idic.methods.purchase_summary.state import LASTING
from idic.warehouse.summary_states import keep, kept

END = 20_100


def lines_of(seed: int, lines: int, customers: int = 9, days: int = 12, apart: int = 40_001) -> pd.DataFrame:
    dice = np.random.default_rng(seed)
    frame = pd.DataFrame({
        "customer": dice.integers(0, customers, lines) * apart,  # several buffers
        "day": dice.integers(END - days, END, lines).astype(np.int32),
        "amount": dice.integers(-40_000, 90_000, lines),
    })  # fmt: skip
    in_time = frame.sort_values("day", kind="stable")
    order = {
        0: lambda: in_time,
        1: lambda: frame,
        2: lambda: frame.sort_values(["customer", "day"]),
        3: lambda: in_time.iloc[[*range(4, lines), *range(min(4, lines))]],
        4: lambda: mixed(in_time, dice),
        5: lambda: in_time.iloc[
            np.argsort(in_time.day.to_numpy() + dice.choice([0, 0, 0, 0, 2], lines), kind="stable")
        ],
    }
    return order[seed % 6]().reset_index(drop=True)


def mixed(in_time: pd.DataFrame, dice: np.random.Generator) -> pd.DataFrame:
    """In the order of time, then with a few that are late, then in any order, then in the order of time again."""
    place = np.arange(in_time.shape[0])
    late = dice.random(place.size) < 0.05
    cuts = np.sort(dice.integers(0, place.size + 1, 3))
    ordered, straggling, shuffled, again = np.split(place[~late], np.minimum(cuts, (~late).sum()))
    straggling = np.insert(straggling, dice.integers(0, straggling.size + 1, late.sum()), place[late])
    return in_time.iloc[np.concatenate([ordered, straggling, dice.permutation(shuffled), again])]


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The same figures, customer by customer and day by day."""
    lines: dict[int, list[tuple[int, int]]] = {}
    for customer, day, amount in frame.itertuples(index=False):
        lines.setdefault(customer, []).append((day, amount))
    rows = []
    for customer, own in sorted(lines.items()):
        bought = sorted({day for day, amount in own if amount >= 0})
        if not bought:
            continue
        repeat = sum(amount for day, amount in own if day > bought[0])
        rows.append(
            (customer, len(bought) - 1, bought[-1] - bought[0], END - bought[0], bought[0], bought[-1],
             sum(amount >= 0 for _, amount in own), sum(amount for _, amount in own), repeat)
        )  # fmt: skip
    names = ["customer", "x", "recency", "age", "first_day", "last_day", "orders", "spend", "repeat_spend"]
    return pd.DataFrame(rows, columns=names)


def batches(frame: pd.DataFrame, size: int) -> Iterator[pa.RecordBatch]:
    table = pa.table({
        "customer": frame.customer.to_numpy(), "day": pa.array(frame.day.to_numpy()).cast(pa.date32()),
        "amount": frame.amount.to_numpy(),
    })  # fmt: skip
    yield from table.to_batches(max_chunksize=size)


def same(accumulated: Accumulator, frame: pd.DataFrame, *, counting: bool = True) -> None:
    found, expected = summaries(accumulated, as_of=END, with_spend=True), plain(frame)
    expected["orders"] *= counting
    for name in expected.columns:
        np.testing.assert_array_equal(getattr(found, name), expected[name].to_numpy(dtype=np.int64), err_msg=name)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(expected.x > 0, expected.repeat_spend / expected.x, np.nan).astype(float)
    np.testing.assert_array_equal(found.mean_repeat_spend, mean)


@settings(max_examples=200, deadline=None)
@given(
    seed=st.integers(0, 10_000), lines=st.integers(0, 160), size=st.integers(1, 60),
    room=st.sampled_from([0, 5, 10**6]), trust=st.sampled_from([0, 1, 30, 10**6]), counting=st.booleans(),
    cuts=st.lists(st.integers(0, 160), max_size=4),
)  # fmt: skip
def test_every_order_of_rows_and_every_cut_gives_the_plain_figures(
    seed: int, lines: int, size: int, room: int, trust: int, counting: bool, cuts: list[int]
) -> None:
    frame = lines_of(seed, lines)
    parts = [partial(batches, frame[start:end], size) for start, end in pairwise([0, *sorted(cuts), max(lines, 160)])]
    found = Accumulator(room=room, counting=counting, trust=trust)
    add_parts(found, *parts)
    same(settled(found, *parts), frame, counting=counting)


def test_parts_that_two_threads_read_are_added_in_their_order() -> None:
    frame = lines_of(0, 1_000, days=200).query("amount >= 0").sort_values("day", kind="stable")
    found = Accumulator(trust=0)
    add_parts(found, *(partial(batches, frame[start : start + 4], 1) for start in range(0, len(frame), 4)))
    assert not found.late().size
    same(found, frame, counting=False)


@pytest.mark.parametrize("wrong", [0, 7, 19])
def test_a_part_that_cannot_be_read_ends_all(wrong: int) -> None:
    read: list[int] = []

    def part(number: int) -> Iterator[pa.RecordBatch]:
        read.append(number)
        yield from batches(lines_of(number, 10), 3)
        if number == wrong:
            raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        add_parts(Accumulator(), *(partial(part, number) for number in range(20)))
    assert max(read) <= wrong + 1


@settings(max_examples=80, deadline=None)
@given(
    seed=st.integers(0, 10_000), cuts=st.lists(st.integers(0, 100), max_size=4), trust=st.sampled_from([0, 10**6]),
    apart=st.sampled_from([1, 900]),
)  # fmt: skip
@example(seed=445, cuts=[1, 33], trust=0, apart=900)
def test_what_is_kept_and_taken_up_again_gives_the_figures_of_all_lines(
    seed: int, cuts: list[int], trust: int, apart: int
) -> None:
    """Time after time; with few new lines they stand beside the records of before, with many there are new records."""
    taken_up(lines_of(seed, 100, customers=120, apart=apart), sorted(cuts), trust, lambda state: state)


@pytest.mark.parametrize("seed", range(6))
def test_it_may_be_kept_in_a_folder(seed: int, tmp_path: Path) -> None:
    def through_files(state: State) -> State:
        keep(tmp_path, state)
        assert len(list(tmp_path.iterdir())) == 1 + len(LASTING)
        return kept(tmp_path)

    taken_up(lines_of(seed, 100, customers=120, apart=1), [60, 62, 64], 0, through_files)


WRITER = """
import itertools, sys
from pathlib import Path
import numpy as np
from idic.methods.purchase_summary import Accumulator, packed
from idic.warehouse.summary_states import keep
for number in itertools.count(1):
    found = Accumulator()
    found.add(np.arange(number), np.full(number, 20_000, np.int32), np.full(number, -1))
    found.add(np.arange(number), np.full(number, 20_001, np.int32), np.full(number, number))
    keep(Path(sys.argv[1]), packed(found))
    print(number, flush=True)
"""


def test_a_reader_finds_one_state_while_others_are_written_and_after_the_writer_is_killed(tmp_path: Path) -> None:
    for _ in range(2):
        with Popen([sys.executable, "-c", WRITER, tmp_path], stdout=PIPE, text=True) as writer:
            assert writer.stdout is not None
            for written in map(int, itertools.islice(writer.stdout, 12)):
                assert whole(tmp_path) >= written
            writer.kill()
        last = whole(tmp_path)
    state = kept(tmp_path)
    keep(tmp_path, state)
    assert whole(tmp_path) == last
    assert len(list(tmp_path.iterdir())) == 1 + len(LASTING), "what the killed writer left is gone"


def whole(folder: Path) -> int:
    state = kept(folder)
    numbers = state["records"]["later"] + state["records"]["opening"]
    assert (numbers == numbers.size).all()
    assert state["returned"].size == numbers.size
    return int(numbers.size)


def taken_up(frame: pd.DataFrame, cuts: list[int], trust: int, between: Callable[[State], State]) -> None:
    bounds = [*cuts, len(frame)]
    found = Accumulator(counting=True, trust=trust)
    add_batches(found, batches(frame[: bounds[0]], 17))
    for start, end in pairwise(bounds):
        state = between(packed(found))
        for values in state.values():
            values.flags.writeable = False
        found = unpacked(state)
        add_batches(found, batches(frame[start:end], 9))
        np.testing.assert_array_equal(found.reached(), np.unique(frame.customer[start:end]))
        found.fold()
        if not found.late().size:
            same(found, frame[:end])
    same(settled(found, lambda: batches(frame, 30)), frame)


@pytest.mark.parametrize("seed", range(6))
def test_a_corrected_customer_is_forgotten_and_computed_anew(seed: int) -> None:
    frame = lines_of(seed, 200)
    found = Accumulator(counting=True)
    add_batches(found, batches(frame, 50))
    wrong = frame.customer.unique()[:3]
    corrected = frame[~(frame.customer.isin(wrong) & (frame.amount > 50_000))].reset_index(drop=True)
    found.forget(wrong)
    add_batches(found, batches(corrected, 50), only=wrong)
    same(found, corrected)


def test_a_late_line_is_never_guessed_at() -> None:
    found = Accumulator()
    for day in (END - 5, END - 1, END - 3):
        found.add(np.array([7]), np.array([day], dtype=np.int32), np.array([100]))
        found.fold()
    with pytest.raises(LateLines):
        summaries(found, as_of=END)


def test_the_figures_are_those_of_the_lifetime_value_methods() -> None:
    frame = lines_of(4, 400, customers=30)
    dates = frame.day.to_numpy().astype("datetime64[D]")
    end = np.datetime64(END, "D")
    expected = history.build(frame.customer.to_numpy(), dates, frame.amount.to_numpy(), calibration_end=end)
    accumulated = Accumulator()
    add_batches(accumulated, batches(frame, 64))
    found = summaries(accumulated, as_of=END)
    np.testing.assert_array_equal(found.customer, expected.customer)
    np.testing.assert_array_equal(found.x, expected.x)
    np.testing.assert_allclose(found.recency / 7.0, expected.t_x)
    np.testing.assert_allclose(found.age / 7.0, expected.T)
    np.testing.assert_allclose(found.mean_repeat_spend, expected.m)


def test_figures_of_chosen_customers_alone() -> None:
    frame = lines_of(3, 300)
    found = Accumulator()
    add_batches(found, batches(frame, 100))
    whole, some = summaries(found, as_of=END), frame.customer.unique()[1:4]
    some.sort()
    part = summaries(found, as_of=END, customers=np.append(some, 10**9))
    inside = np.isin(whole.customer, some)
    np.testing.assert_array_equal(part.customer, whole.customer[inside])
    np.testing.assert_array_equal(part.repeat_spend, whole.repeat_spend[inside])


def test_what_marks_a_purchase_day_may_be_said() -> None:
    found = Accumulator()
    day = np.array([END - 9, END - 5, END - 2], dtype=np.int32)
    found.add(np.array([1, 1, 1]), day, np.array([500, 0, 300]), bought=np.array([True, False, True]))
    row = summaries(found, as_of=END)
    assert (row.x[0], row.recency[0], row.repeat_spend[0]) == (1, 7, 300)


def test_sums_beyond_the_reach_of_binary_fractions_stay_exact() -> None:
    found = Accumulator()
    found.add(np.array([0, 0, 0]), np.array([END - 2, END - 1, END - 1], dtype=np.int32), np.array([1, 2**60, 1]))
    assert summaries(found, as_of=END).repeat_spend[0] == 2**60 + 1


@pytest.mark.parametrize(
    ("customer", "day", "amount", "refusal"),
    [([1, 2], [5], [1, 2], UnequalColumns), ([-1], [5], [1], NegativeCustomer), ([1, 1], [5, 60_000], [1, 1], DayOutOfRange)],
)  # fmt: skip
def test_a_batch_that_cannot_be_added_changes_nothing(
    customer: list[int], day: list[int], amount: list[int], refusal: type[Exception]
) -> None:
    found = Accumulator()
    with pytest.raises(refusal):
        found.add(np.array(customer), np.array(day, dtype=np.int32), np.array(amount))
    assert not summaries(found, as_of=END).customer.size


def test_an_error_of_the_reader_is_raised_where_the_lines_are_wanted() -> None:
    def broken() -> Iterator[pa.RecordBatch]:
        yield from batches(lines_of(1, 10), 5)
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        add_batches(Accumulator(), broken())


@pytest.mark.parametrize("largest", [2**33, 2**55])
def test_amounts_beyond_what_a_line_holds_are_exact(largest: int) -> None:
    dice = np.random.default_rng(8)
    frame = lines_of(7, 300)
    frame["amount"] = dice.integers(-largest, largest, 300)
    found = Accumulator(counting=True)
    add_batches(found, batches(frame, 70))
    same(found, frame)


@pytest.mark.parametrize("order", ["any", "time", "time, but for a few"])
def test_many_lines(order: str) -> None:
    """Enough of them to be folded by two threads, and for the order of time to be trusted."""
    dice = np.random.default_rng(3)
    lines = 1_500_000
    frame = pd.DataFrame({
        "customer": dice.integers(0, 200_000, lines), "day": dice.integers(END - 90, END, lines).astype(np.int32),
        "amount": dice.integers(1, 90_000, lines),
    })  # fmt: skip
    if order != "any":
        moved = dice.random(lines) < (0.001 if order == "time, but for a few" else 0)
        frame = frame.iloc[np.argsort(frame.day.to_numpy() + moved * dice.integers(0, 40, lines), kind="stable")]
    found = Accumulator()
    add_batches(found, batches(frame, 1 << 18))
    told = summaries(settled(found, lambda: batches(frame, 1 << 18)), as_of=END)
    days = frame.groupby(["customer", "day"], as_index=False).amount.sum()
    by = days.groupby("customer")
    np.testing.assert_array_equal(told.x, by.size().to_numpy() - 1)
    np.testing.assert_array_equal(told.last_day, by.day.max().to_numpy())
    np.testing.assert_array_equal(told.repeat_spend, (by.amount.sum() - by.amount.first()).to_numpy())


def test_a_state_of_another_version_is_refused() -> None:
    state = packed(Accumulator(3))
    with pytest.raises(StateRefused):
        unpacked(state | {"version": np.array([0])})
