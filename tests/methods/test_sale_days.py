"""Held against the plain definition, customer by customer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from idic.methods.sale_days import SaleDays, SaleDaysError

_ROWS = st.dictionaries(st.tuples(st.sampled_from([3, 7, 20]), st.integers(100, 130)), st.integers(1, 9), max_size=25)


@settings(max_examples=40, deadline=None)
@given(_ROWS, st.sampled_from([3, 7, 11, 20]), st.integers(60, 200), st.integers(0, 60))
def test_what_was_known_on_a_day(rows, who, day, length):
    history = SaleDays.of([3, 7, 11, 20], [c for c, _d in rows], [d for _c, d in rows], list(rows.values()))
    place = history.places([who])
    own = sorted((d, paid) for (c, d), paid in rows.items() if c == who)
    past = [one for one in own if one[0] <= day]
    found = history.until(place, [day])
    assert (found.days[0], found.first[0], found.last[0], found.later[0]) == (
        len(past), past[0][0] if past else 0, past[-1][0] if past else 0, sum(paid for _d, paid in past[1:]),
    )  # fmt: skip
    inside = [paid for d, paid in own if day < d <= day + length]
    days, spent = history.between(place, [day], np.array([day + length]))
    assert (days[0], spent[0]) == (len(inside), sum(inside))


def test_whoever_is_not_asked_for_has_no_place_and_must_not_have_bought():
    assert SaleDays.of([3], [], [], []).places([3, 4]).tolist() == [0, -1]
    assert SaleDays.of([], [], [], []).places([3]).tolist() == [-1]
    for columns in (([4], [1], [1.0]), ([3], [1, 2], [1.0])):
        with pytest.raises(SaleDaysError):
            SaleDays.of([3], *columns)
