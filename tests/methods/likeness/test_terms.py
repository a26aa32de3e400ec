from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from idic.methods.likeness import spans, terms_of
from idic.methods.likeness.stems import stem


def test_a_text_in_four_scripts_has_the_terms_of_all() -> None:
    assert terms_of("Refund ของ 退款") == pytest.approx(
        {"refund": 1, "ข": 0.4, "อ": 0.4, "ง": 0.4, "ขอ": 0.4, "อง": 0.4, "退": 0.3, "款": 0.3, "退款": 0.7}
    )


def test_thai_vowels_stay_with_their_consonant() -> None:
    assert set(terms_of("เงินคืน")) == {"เงิ", "น", "คื", "เงิน", "นคื", "คืน"}


def test_both_scripts_of_chinese_are_the_same_terms() -> None:
    assert terms_of("退貨退款還沒收到，電話打不通") == terms_of("退货退款还没收到，电话打不通")


def test_tone_marks_and_accents_do_not_part_texts() -> None:
    assert terms_of("ชาร์จไม่เข้า café") == terms_of("ชารจไมเขา cafe")


def test_numbers_of_orders_and_telephones_are_no_terms() -> None:
    assert set(terms_of("order 20260311 of 081-2345678, error 502, A1234567")) == {"order", "of", "081", "error", "502"}


@pytest.mark.parametrize(
    "words",
    [
        ["charge", "charges", "charged", "charging"],
        ["delivery", "deliveries"],
        ["stop", "stops", "stopped", "stopping"],
        ["box", "boxes"],
        ["miss", "missed", "misses", "missing"],
        ["try", "tries", "tried"],
    ],
)
def test_forms_of_a_word_have_one_stem(words: list[str]) -> None:
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize("word", ["this", "bus", "red", "king", "status", "x15", "café"])
def test_what_only_looks_like_an_ending_stays(word: str) -> None:
    assert stem(word) == word


def test_short_words_weigh_less() -> None:
    assert terms_of("to refund") == pytest.approx({"to": 1 / 3, "refund": 1})


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_cut_and_marked_without_loss_of_place(text: str) -> None:
    terms = terms_of(text)
    assert all(term and weight > 0 for term, weight in terms.items())
    marked = spans(text, terms)
    assert all(0 <= start < end <= len(text) for start, end in marked)
    assert all(end < start for (_, end), (start, _) in pairwise(marked))


def test_a_text_of_megabytes_stays_bounded() -> None:
    assert sum(terms_of("ชาร์จ 退款 refund " * 300_000).values()) < 20_000


@pytest.mark.parametrize(
    ("text", "like", "marked"),
    [
        ("ชาร์จแบตเตอรี่ไม่เข้าเลย", "แบตเตอรี่หมด", ["แบตเตอรี่"]),
        ("我還沒有收到退款。", "退款", ["退款"]),
        ("He charged me TWICE!", "charging twice", ["charged", "TWICE"]),
        ("don't pay", "dont", ["don't"]),
        ("nothing in common", "退款", []),
    ],
)
def test_marked_is_what_stands_in_the_text_as_written(text: str, like: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text, terms_of(like))] == marked
