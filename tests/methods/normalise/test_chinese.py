import pytest

from idic.methods.normalise.chinese import (
    passport_form,
    pinyin_syllables,
    romanised_forms,
    simplified,
    surname_length,
    surname_pinyin,
)
from idic.methods.normalise.names import parse_person_name
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


def test_the_umlaut_is_written_as_in_new_and_in_old_passports() -> None:
    assert romanised_forms(surname_pinyin("呂")) == ("LYU", "LV", "LU")
    assert romanised_forms("wang") == ("WANG",)


@pytest.mark.parametrize("surname", ["欧阳", "司马", "上官", "诸葛", "尉迟", "万俟", "歐陽", "諸葛"])
def test_a_family_name_of_two_characters_is_known(surname: str) -> None:
    name = parse_person_name(surname + "小明")
    assert (name.family, name.given) == (surname, "小明")


def test_given_names_that_sound_alike_have_equal_pinyin() -> None:
    assert pinyin_syllables("小明", person=False) == pinyin_syllables("晓明", person=False)
