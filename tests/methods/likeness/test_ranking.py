import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic.methods.likeness import Collection, Statistics, Terms, likeness, most_alike, reasons, terms_of
from tests.methods.likeness.sentences import sentences

TERMS = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.1, 5), max_size=5)


def test_the_worked_example() -> None:
    """docs/methods/likeness.md: three texts, one question."""
    texts = [terms_of("refund missing"), terms_of("refund arrived"), terms_of("parcel arrived")]
    counted = Statistics.of(texts)
    rare, common = math.log1p(2.5 / 1.5), math.log1p(1.5 / 2.5)
    # every word has six letters or more, so all texts have the mean length, and a term said once is damped to 1
    assert [counted.inverse_frequency(term) for term in ("miss", "refund")] == pytest.approx([rare, common])
    assert [round(one, 3) for one in (rare, common)] == [0.981, 0.47]
    found = most_alike(terms_of("missing refund"), enumerate(texts), counted)
    assert [(one.key, round(one.score, 3), round(one.share, 3), one.reasons) for one in found] == [
        (0, 1.451, 1.0, ("miss", "refund")),
        (1, 0.47, 0.324, ("refund",)),
    ]


def test_equals_stay_in_the_order_given_and_strangers_stay_out() -> None:
    texts = [terms_of(text) for text in ("退款", "包裹", "退款", "退款")]
    found = most_alike(terms_of("退款"), enumerate(texts), Statistics.of(texts), k=2)
    assert [one.key for one in found] == [0, 2]
    assert most_alike(terms_of("密码"), enumerate(texts), Statistics.of(texts)) == []
    assert most_alike({}, enumerate(texts), Statistics.of(texts)) == []


def test_a_first_text_can_be_compared_before_anything_is_known() -> None:
    assert likeness(terms_of("ขอเงินคืน"), terms_of("เงินคืน"), Statistics()) > 0


@given(st.lists(TERMS, min_size=1, max_size=7), TERMS)
def test_a_collection_ranks_as_a_list_of_candidates_does(texts: list[Terms], query: Terms) -> None:
    held = Collection(texts)
    expected = most_alike(query, enumerate(texts), held.statistics, k=4)
    found = held.most_alike(query, k=4)
    assert [score for _, score in found] == pytest.approx([one.score for one in expected])
    scores = held.scores(query)
    assert [held.share(query, scores[one.key]) for one in expected] == pytest.approx([one.share for one in expected])
    assert all(scores[at] == pytest.approx(likeness(query, terms, held.statistics)) for at, terms in enumerate(texts))


def test_a_text_is_left_out_of_what_is_like_it() -> None:
    texts = [terms_of(one.text) for one in sentences()]
    held = Collection(texts)
    for place, terms in enumerate(texts):
        # not always the first: a longer text may say the same words twice
        assert place in dict(held.most_alike(terms, k=5))
        assert place not in dict(held.most_alike(terms, k=5, but=place))


def test_the_reasons_are_what_both_say() -> None:
    texts = [terms_of(one.text) for one in sentences()]
    found = reasons(terms_of("แบตเตอรี่เสื่อม"), terms_of("แบตเตอรี่หมด"), Statistics.of(texts), limit=3)
    assert len(found) == 3
    assert set(found) <= set(terms_of("แบตเตอรี"))
