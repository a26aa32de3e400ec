from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic.methods.k_anonymity import MERGED, anonymise, small_cells

WORKED = {
    ("1980-1989", "Bangkok", "female"): 7,
    ("1980-1989", "Bangkok", "male"): 5,
    ("1990-1999", "Chiang Mai", "female"): 3,
    ("1990-1999", "Chiang Mai", "male"): 12,
}


def test_the_cell_of_three_is_found() -> None:
    assert small_cells(WORKED, 5) == {("1990-1999", "Chiang Mai", "female"): 3}


def test_the_cell_of_three_is_merged_with_the_nearest() -> None:
    found = anonymise(WORKED, 5)
    assert found.rows == {
        ("1980-1989", "Bangkok", "female"): 7,
        ("1980-1989", "Bangkok", "male"): 5,
        ("1990-1999", "Chiang Mai", MERGED): 15,
    }
    assert found.suppressed_people == 0


def test_a_suppressed_cell_takes_another_along_so_that_the_total_does_not_tell_it() -> None:
    found = anonymise(WORKED, 5, merge=False)
    assert found.rows == {("1980-1989", "Bangkok", "female"): 7, ("1990-1999", "Chiang Mai", "male"): 12}
    assert (found.suppressed_cells, found.suppressed_people) == (2, 8)


def test_a_k_of_one_protects_nobody() -> None:
    with pytest.raises(ValueError, match="at least 2"):
        anonymise(WORKED, 1)


cells = st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.sampled_from("mf"))


@given(st.dictionaries(cells, st.integers(0, 40), max_size=18), st.integers(2, 12), st.booleans())
def test_no_row_is_small_and_nobody_is_lost_uncounted(counts: dict[tuple[str, ...], int], k: int, merge: bool) -> None:
    found = anonymise(counts, k, merge=merge)
    assert all(count >= k for count in found.rows.values())
    assert sum(found.rows.values()) + found.suppressed_people == sum(counts.values())
    assert found.suppressed_people == 0 or found.suppressed_people >= k or not found.rows
