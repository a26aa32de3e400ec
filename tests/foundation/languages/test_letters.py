"""The years of letters: the customer's language decides, never the screen of whoever writes."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from idic.foundation.languages import formats
from idic.foundation.languages.letters import letter_language

DAY = date(2026, 11, 23)
LEAP_DAY = date(2028, 2, 29)


@pytest.mark.parametrize("screen", ["common", "buddhist"])
def test_thai_letters_count_buddhist_years_and_no_others_do(screen: str) -> None:
    formats.activate_era(screen)
    try:
        written = {}
        for language in ("th", "en", "zh-hans", "zh-hant"):
            with letter_language(language):
                written[language] = formats.day(DAY, "long")
        assert written == {
            "th": "23 พฤศจิกายน พ.ศ. 2569", "en": "November 23, 2026", "zh-hans": "2026年11月23日",
            "zh-hant": "2026年11月23日",
        }  # fmt: skip
        with letter_language("th"):
            assert (formats.day(LEAP_DAY, "long"), formats.day(DAY)) == ("29 กุมภาพันธ์ พ.ศ. 2571", "23 พ.ย. 2569")
        assert formats.current_era() == screen, "the screen is as it was"
    finally:
        formats.activate_era("common")


def test_what_fails_within_leaves_era_and_language_as_they_were() -> None:
    with translation.override("en"):
        with pytest.raises(ZeroDivisionError), letter_language("th"):
            1 / 0  # noqa: B018
        assert (formats.day(DAY, "long"), translation.get_language()) == ("November 23, 2026", "en")
