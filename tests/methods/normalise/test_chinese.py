import pytest

from idic.methods.normalise.chinese import passport_form, pinyin_syllables, simplified, surname_length, surname_pinyin
from tests.methods.normalise.oracle import ORACLE


@pytest.mark.parametrize("row", ORACLE["chinese_script"], ids=lambda row: row["traditional"])
def test_traditional_is_simplified_by_phrase(row: dict[str, str]) -> None:
    assert simplified(row["traditional"]) == row["simplified"]


@pytest.mark.parametrize(("surname", "expected"), ORACLE["surname_readings"]["expected"].items())
def test_family_names_are_read_as_families_read_them(surname: str, expected: str) -> None:
    reading, _, passport = expected.partition(" (passport form ")
    assert surname_pinyin(surname) == reading
    assert not passport or passport_form(reading) == passport.rstrip(")")


def test_a_traditional_family_name_reads_like_the_simplified_one() -> None:
    assert surname_pinyin("單") == "shan"
    assert surname_pinyin("尉遲") == "yuchi"


@pytest.mark.parametrize(
    ("text", "person", "syllables"),
    [
        ("王伟", True, "wang wei"),
        ("曾志伟", True, "zeng zhi wei"),
        ("欧阳修", True, "ou yang xiu"),
        ("北京银行", False, "bei jing yin hang"),
        ("重庆长安汽车", False, "chong qing chang an qi che"),
        ("吕布", True, "lü bu"),
        ("ABC", False, ""),
    ],
)
def test_pinyin(text: str, person: bool, syllables: str) -> None:
    assert " ".join(pinyin_syllables(text, person=person)) == syllables


def test_a_compound_family_name_needs_a_given_name_beside_it() -> None:
    assert surname_length("欧阳修") == 2
    assert surname_length("东方") == 1
