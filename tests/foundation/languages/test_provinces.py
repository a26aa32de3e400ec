from __future__ import annotations

import pytest
from django.utils import translation

from idic.foundation.languages.provinces import shown_province, stored_province


@pytest.mark.parametrize("told", ["Bangkok", "กทม.", "曼谷", "กรุงเทพมหานคร"])
def test_a_province_told_in_any_language_is_stored_as_its_country_writes_it(told: str) -> None:
    assert stored_province(told) == "กรุงเทพมหานคร"


@pytest.mark.parametrize("told", ["", "Bavaria"])
def test_what_names_no_province_stays_as_it_was_told(told: str) -> None:
    assert stored_province(told) == told


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "Bangkok"), ("th", "กรุงเทพมหานคร"), ("zh-hans", "曼谷"), ("zh-hant", "曼谷")]
)
def test_a_stored_province_is_shown_in_the_readers_language(language: str, shown: str) -> None:
    with translation.override(language):
        assert shown_province("กรุงเทพมหานคร") == shown


def test_another_spelling_is_not_the_stored_one_and_stays() -> None:
    with translation.override("th"):
        assert shown_province("Nan") == "Nan"
