import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic.methods.likeness import LikenessError, Statistics, Terms, terms_of

TERMS = st.dictionaries(st.sampled_from("abcdef"), st.floats(0.1, 5), max_size=4)
TEXTS = st.lists(TERMS, max_size=6)


def told(statistics: Statistics) -> tuple[int, object, dict[str, int]]:
    return statistics.documents, pytest.approx(statistics.length), statistics.frequency


@given(TEXTS, TEXTS)
def test_merged_is_the_same_as_counted_together(left: list[Terms], right: list[Terms]) -> None:
    assert told(Statistics.of(left).merged(Statistics.of(right))) == told(Statistics.of([*left, *right]))


@given(TEXTS, TEXTS)
def test_what_was_added_and_removed_leaves_no_trace(kept: list[Terms], passing: list[Terms]) -> None:
    counted = Statistics.of(kept)
    for terms in passing:
        counted.add(terms)
    for terms in reversed(passing):
        counted.remove(terms)
    assert counted.documents == len(kept)
    assert counted.frequency == Statistics.of(kept).frequency
    assert counted.length == pytest.approx(Statistics.of(kept).length, abs=1e-9)


def test_a_text_that_was_never_added_cannot_be_removed() -> None:
    counted = Statistics.of([{"a": 1.0, "b": 1.0}])
    with pytest.raises(LikenessError):
        counted.remove({"a": 1.0, "c": 1.0})
    assert counted == Statistics(1, 2.0, {"a": 1, "b": 1})


def test_a_rare_term_tells_more_and_an_unknown_one_most() -> None:
    counted = Statistics.of([terms_of("refund please"), terms_of("refund now"), terms_of("please call")])
    found = [counted.inverse_frequency(term) for term in ("unheard", "now", "refund")]
    assert found == sorted(found, reverse=True)
    assert found[-1] > 0


def test_without_rare_terms_only_they_count_as_unknown() -> None:
    counted = Statistics.of([{"a": 1.0}, {"a": 1.0, "b": 1.0}])
    assert counted.without_rare(2) == Statistics(2, 3.0, {"a": 2})
