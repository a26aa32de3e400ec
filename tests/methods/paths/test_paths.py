import random
import re
from collections import Counter
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from idic.methods import paths
from tests.methods.behaviour_oracle import churn, complete_journey

sequences = st.lists(
    st.lists(st.sets(st.sampled_from("abc"), min_size=1, max_size=2), min_size=1, max_size=4), min_size=1, max_size=5
)


def example():
    told = churn()["prefixspan"]
    read = [[tuple(part.strip("()")) for part in re.findall(r"\([a-z]+\)|[a-z]", one)] for one in told["sequences"]]
    return told, read


def holds(sequence, pattern, gap) -> bool:
    ends = None
    for element in pattern:
        found = set()
        for place, there in enumerate(sequence):
            near = ends is None or any(end < place and (gap is None or place - end <= gap) for end in ends)
            if near and set(element) <= set(there):
                found.add(place)
        ends = found
    return bool(ends)


def test_the_published_example_has_53_patterns():
    told, read = example()
    found = paths.frequent_patterns(paths.from_sequences(read), min_support=told["min_support"], max_items=20)
    assert len(found) == told["patterns"] == 53
    assert Counter(one.elements[0][0] for one in found) == told["patterns_by_first_item"]
    assert {one.elements[0][0]: one.support for one in found if sum(map(len, one.elements)) == 1} == told["length1"]
    assert [one.support for one in found if one.elements == (("a",), ("b", "c"), ("a",))] == [told["a(bc)a"]]


@pytest.mark.parametrize(("gap", "patterns"), [(None, 53), (1, 23), (2, 45)])
def test_a_gap_keeps_only_patterns_whose_steps_lie_close(gap, patterns):
    _told, read = example()
    found = paths.frequent_patterns(paths.from_sequences(read), min_support=2, max_gap=gap, max_items=20)
    assert len(found) == patterns
    assert all(one.support == sum(holds(sequence, one.elements, gap) for sequence in read) for one in found)


def test_the_gap_is_counted_in_the_unit_of_the_moments():
    built = paths.build(
        [1, 1, 2, 2],
        np.array(["2026-01-01", "2026-01-31", "2026-02-01", "2026-02-05"], "datetime64[D]"),
        ["tea", "milk"] * 2,
    )
    wanted = (("tea",), ("milk",))
    assert [one.support for one in paths.frequent_patterns(built, min_support=1) if one.elements == wanted] == [2]
    assert [
        one.support for one in paths.frequent_patterns(built, min_support=1, max_gap=7) if one.elements == wanted
    ] == [1]


@settings(max_examples=40, deadline=None)
@given(sequences, st.sampled_from([None, 1, 2]))
def test_every_pattern_has_the_support_of_a_plain_search(read, gap):
    found = paths.frequent_patterns(paths.from_sequences(read), min_support=1, max_gap=gap, max_items=4)
    assert len({one.elements for one in found}) == len(found)
    for one in found:
        assert one.support == sum(holds(sequence, one.elements, gap) for sequence in read)
    held = {one.elements for one in found}
    for sequence in read:
        for first, second in pairwise(sequence):
            assert ((min(first),), (min(second),)) in held


@settings(max_examples=25, deadline=None)
@given(sequences, st.randoms())
def test_the_order_of_the_rows_does_not_matter(read, chance: random.Random):
    rows = [(who, at, item) for who, one in enumerate(read) for at, element in enumerate(one) for item in element]
    shuffled = chance.sample(rows, len(rows))
    plain, other = (
        paths.frequent_patterns(paths.build(*map(np.array, zip(*some, strict=True))), min_support=1, max_items=3)
        for some in (rows, shuffled)
    )
    assert plain == other


def test_too_many_patterns_and_impossible_limits_are_refused():
    _told, read = example()
    built = paths.from_sequences(read)
    with pytest.raises(paths.TooManyPatterns):
        paths.frequent_patterns(built, min_support=2, most=10)
    for wrong in ({"min_support": 0}, {"min_support": 2, "max_gap": -1}, {"min_support": 2, "max_items": 0}):
        with pytest.raises(paths.PathsUnequal):
            paths.frequent_patterns(built, **wrong)
    with pytest.raises(paths.PathsUnequal):
        paths.build([1], [np.nan], ["tea"])


def test_transitions_count_what_comes_right_after():
    table = paths.transitions(paths.from_sequences([["a", "b", "a"], ["a", "a"], ["b"]]))
    assert table.states == (paths.START, "a", "b", paths.END)
    assert table.counts.tolist() == [[0, 2, 1, 0], [0, 1, 1, 2], [0, 1, 0, 1], [0, 0, 0, 0]]
    assert table.probability[1].tolist() == [0, 0.25, 0.25, 0.5]
    assert np.isnan(table.probability[3]).all()
    without = paths.transitions(paths.from_sequences([["a", "b", "a"], ["a", "a"], ["b"]]), repeats=False)
    assert without.counts[1, 1] == 0


def test_an_element_with_two_items_leads_from_and_to_both():
    table = paths.transitions(paths.from_sequences([[("a", "b"), ("b", "c")]]))
    assert table.states == (paths.START, "a", "b", "c", paths.END)
    assert table.counts.tolist() == [[0, 1, 1, 0, 0], [0, 0, 1, 1, 0], [0, 0, 1, 1, 1], [0, 0, 0, 0, 1], [0] * 5]


def test_the_removal_effect_stands_beside_first_and_last_touch():
    found = paths.attribution([["A", "B"], ["B"], ["A"], ["A", "B", "C"]], [True, False, True, False])
    assert found.channels == ("A", "B", "C")
    assert found.removal_effect == pytest.approx([5 / 6, 1 / 2, 0])
    assert found.markov == pytest.approx([1.25, 0.75, 0])
    assert (found.first_touch.tolist(), found.last_touch.tolist()) == ([2, 0, 0], [1, 1, 0])
    assert found.markov.sum() == pytest.approx(found.conversions)


def test_without_a_conversion_no_effect_is_determined():
    found = paths.attribution([["A"], ["B"]], [False, False])
    assert np.isnan(found.removal_effect).all()
    assert found.markov.tolist() == [0, 0]
    with pytest.raises(paths.PathsUnequal):
        paths.attribution([[]], [True])


def test_the_most_usual_paths_become_links_of_a_sankey():
    flows = paths.top_paths([["a", "b"], ["a", "b"], ["a", "c", "d"], ["a"], []], top=2, steps=2)
    assert flows.paths == ((("a", "b"), 2), (("a",), 1))
    assert flows.links == (paths.FlowLink(1, "a", "b", 2),)
    assert (flows.covered, flows.total) == (3, 4)


def test_every_household_of_the_grocer_has_a_path():
    lines = complete_journey()
    built = paths.build(
        lines["household_id"],
        lines["transaction_timestamp"].astype("datetime64[D]"),
        np.zeros(lines["household_id"].size, dtype=np.int64),
    )
    assert built.count == 801
    table = paths.transitions(built)
    assert table.counts[0].sum() == table.counts[:, -1].sum() == 801


DAY = np.datetime64


def touched(touches: list[tuple[int, str, str]], bought: list[tuple[int, str]], **more: object) -> paths.TouchPaths:
    settings = {"window": 30, "since": "2026-01-01", "until": "2026-06-30", **more}
    return paths.touch_paths(
        [who for who, _day, _touch in touches], np.array([day for _who, day, _touch in touches], dtype="datetime64[D]"),
        np.array([touch for _who, _day, touch in touches], dtype=object),
        bought_customer=[who for who, _day in bought],
        bought_day=np.array([day for _who, day in bought], dtype="datetime64[D]"), **settings,
    )  # fmt: skip


def test_a_path_of_contacts_ends_with_the_purchase_or_when_its_time_is_over():
    found = touched(
        [
            (1, "2026-01-05", "call"), (1, "2026-01-10", "visit"), (1, "2026-01-20", "call"),
            (2, "2026-01-05", "call"), (2, "2026-03-01", "call"), (3, "2026-06-20", "call"),
        ],
        [(1, "2026-01-10"), (1, "2026-01-11"), (2, "2026-03-31"), (4, "2026-02-01")],
    )  # fmt: skip
    assert list(zip(found.paths, found.converted.tolist(), strict=True)) == [
        # the visit stands on the day of the purchase and before it; the call of the 20th leads nowhere
        (("call", "visit"), True),
        (("call",), False),
        # more than thirty days lie between the two calls, thirty between the second and the purchase
        (("call",), False),
        (("call",), True),
    ]
    # the second day of customer 1 and customer 4 had no contact; customer 3 may still buy
    assert (found.untouched, found.open) == (2, 1)
    assert found.ended.tolist()[0] == date(2026, 1, 10)


def test_equal_contacts_of_a_day_count_once_and_what_ended_before_is_left_out():
    found = touched(
        [(1, "2026-02-05", "call"), (1, "2026-02-05", "call"), (2, "2025-12-01", "call"), (3, "2025-12-20", "call")],
        [(1, "2026-02-06"), (1, "2026-02-06"), (2, "2025-12-05"), (3, "2026-01-02")],
    )
    assert found.paths == (("call",), ("call",))
    assert (found.converted.all(), found.untouched, found.open) == (True, 0, 0)


def test_contacts_in_any_order_of_rows_give_the_same_paths_and_none_give_none():
    touches = [(who, f"2026-0{1 + who % 5}-{10 + who:02d}", kind) for who in range(9) for kind in ("call", "visit")]
    bought = [(who, f"2026-0{1 + who % 5}-{12 + who:02d}") for who in range(0, 9, 2)]
    turned = touched(touches[::-1], bought[::-1])
    assert turned.paths == touched(touches, bought).paths
    assert len(turned.paths) == 9
    assert touched([], []).paths == ()
    assert touched([], [(1, "2026-02-01")]).untouched == 1
    with pytest.raises(paths.PathsUnequal):
        paths.touch_paths(
            [1], [], [], bought_customer=[], bought_day=[], window=1, since="2026-01-01", until="2026-01-02"
        )
