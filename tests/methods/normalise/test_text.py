import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from idic.methods.normalise.text import fold, normalise, script_of
from tests.methods.normalise.oracle import ORACLE

ANY_TEXT = st.text(max_size=30)
TRICKY_TEXT = st.text(alphabet="aİßÅ\u0301\u0345\u200b\u00a0\uff21\u3000 เแกนำาํ่้๊๋์ิีุู๑陳陈餅乾王.,-", max_size=14)


@pytest.mark.parametrize("row", ORACLE["thai_text"], ids=lambda row: row["raw"])
def test_wrongly_encoded_thai_is_repaired(row: dict[str, str]) -> None:
    assert normalise(row["raw"]) == row["normal"]


def test_sara_am_behind_a_tone_mark_stays_whole_where_nfkc_splits_it() -> None:
    trap = ORACLE["nfkc_trap"]
    split = "".join(chr(int(code, 16)) for code in trap["nfkc_codepoints"])
    assert normalise(trap["text"]) == trap["text"]
    assert unicodedata.normalize("NFKC", trap["text"]) == split
    assert normalise(split) == trap["text"]


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("ＡＢＣ　１２３", "ABC 123"),
        ("a\u200bb\ufeff\u00a0c", "ab c"),
        ("  two   spaces ", "two spaces"),
        ("๑๒๓", "123"),
        ("ก่่า", "ก่า"),
        ("cafe\u0301", "café"),
        ("a\x00b", "ab"),
    ],
)
def test_one_way_of_writing(raw: str, normal: str) -> None:
    assert normalise(raw) == normal


@settings(deadline=None)
@given(st.one_of(ANY_TEXT, TRICKY_TEXT))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@settings(deadline=None)
@given(st.one_of(ANY_TEXT, TRICKY_TEXT))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(st.one_of(ANY_TEXT, TRICKY_TEXT))
def test_normalised_text_is_composed_and_fit_for_the_database(text: str) -> None:
    result = normalise(text)
    assert unicodedata.is_normalized("NFC", result)
    assert "\x00" not in result
    result.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "script"), [("สมชาย A", "thai"), ("王 Wei", "han"), ("José", "latin"), ("123", "other")]
)
def test_the_script_that_decides_how_a_name_is_read(text: str, script: str) -> None:
    assert script_of(text) == script
