from __future__ import annotations

import pytest

from idic.foundation.texts import one_line, trimmed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Water\t meter \r\n 14 ", "Water meter 14"),
        ("Mae\x00 Sai", "Mae Sai"),
        ("half \ud83d of a sign", "half of a sign"),
        ("\u3000全角\u3000空白", "全角 空白"),
        (" \x00 ", ""),
    ],
)
def test_a_line_has_single_blanks_and_nothing_that_cannot_be_stored(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


def test_a_text_keeps_its_lines() -> None:
    assert trimmed("\n first \n\n second\x00 \n") == "first \n\n second"


def test_what_is_cut_does_not_end_in_a_blank() -> None:
    assert one_line("one  two", 4) == "one"
    assert trimmed("one\ntwo", 4) == "one"
    assert trimmed("one two", 40) == "one two"
