import pytest

from idic.methods.linkage import comparators

from .oracle import oracle

PUBLISHED = oracle()


@pytest.mark.parametrize("row", PUBLISHED["jaro_winkler"], ids=lambda row: row["a"])
def test_winklers_table_is_reproduced(row):
    assert comparators.jaro(row["a"], row["b"]) == pytest.approx(row["jaro"], abs=5e-7)
    assert comparators.jaro_winkler(row["a"], row["b"]) == pytest.approx(row["jaro_winkler"], abs=5e-7)
    assert comparators.jaro_winkler(row["b"], row["a"]) == pytest.approx(row["jaro_winkler"], abs=5e-7)
    assert comparators.levenshtein(row["a"], row["b"]) == row["levenshtein"]
    assert comparators.osa(row["a"], row["b"]) == row["osa"]


@pytest.mark.parametrize(("name", "code"), PUBLISHED["soundex"].items())
def test_soundex_follows_the_national_archives(name, code):
    assert comparators.soundex(name) == code


def test_an_empty_text_resembles_nothing():
    assert comparators.jaro_winkler("", "") == 0.0
    assert comparators.jaro_winkler("a", "") == 0.0
    assert comparators.soundex("สมชาย") == ""


def test_a_small_likeness_gets_no_boost():
    # J = .667 with a common prefix: Winkler's bonus is for J above .7 only.
    assert comparators.jaro_winkler("abcx", "abyz") == comparators.jaro("abcx", "abyz")


def test_edit_distances_part_where_a_letter_is_edited_twice():
    assert comparators.osa("CA", "ABC") == 3
    assert comparators.damerau("CA", "ABC") == 2
