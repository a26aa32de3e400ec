import pytest

from idic.sample import names
from idic.sample.making.romanisation import syllables, wade_giles


def test_the_lists_hold_no_name_twice() -> None:
    for own in (names.THAI_MEN + names.THAI_WOMEN, names.THAI_FAMILIES, names.ENGLISH_MEN, names.ENGLISH_FAMILIES):
        assert len(set(own)) == len(own)
    for chinese in (names.CHINESE_FAMILIES, names.CHINESE_MEN + names.CHINESE_WOMEN):
        assert len({name.simplified for name in chinese}) == len(chinese)


def test_the_lists_have_their_stated_sizes() -> None:
    assert len(names.THAI_MEN + names.THAI_WOMEN) == 120
    assert len(names.THAI_FAMILIES) == 150
    assert len(names.CHINESE_FAMILIES) == 100
    assert len(names.CHINESE_MEN + names.CHINESE_WOMEN) == 150
    assert len(names.ENGLISH_MEN + names.ENGLISH_WOMEN + names.ENGLISH_FAMILIES) == 150


@pytest.mark.parametrize(
    ("pinyin", "passport"),
    [
        ("xu", "hsu"),
        ("zhang", "chang"),
        ("cai", "tsai"),
        ("guo", "kuo"),
        ("yating", "ya-ting"),
        ("zixuan", "tzu-hsuan"),
    ],
)
def test_taiwan_passports_spell_by_wade_and_giles(pinyin: str, passport: str) -> None:
    assert "-".join(wade_giles(part) for part in syllables(pinyin)) == passport
