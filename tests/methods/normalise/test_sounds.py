import pytest

from idic.methods.normalise.sounds import sound_of, sound_of_family, sound_of_letters
from idic.methods.normalise.thai_soundex import lk82, udom83


@pytest.mark.parametrize(
    "spellings",
    [
        ("ใจดี", "Jaidee", "Chaidi", "Jaidi"),
        ("ศิริพร", "Siriporn", "Siriphon"),
        ("กมล", "Kamol", "Kamon"),
        ("บุญมี", "Boonmee", "Bunmi"),
        ("วิทยา", "Wittaya", "Vittaya", "Witthaya"),
        ("พงษ์ศักดิ์", "Pongsak", "Phongsak"),
        ("เพชร", "Petch", "Phet"),
        ("张", "張", "Zhang", "Chang"),
        ("谢", "謝", "Xie", "Hsieh"),
        ("吕", "呂", "LYU", "LV", "LU"),
        ("小明", "晓明", "曉明", "Xiaoming"),
        ("Catherine", "Katherine", "Kathryn"),
        ("José", "Jose"),
    ],
)
def test_spellings_of_one_name_share_a_sound(spellings: tuple[str, ...]) -> None:
    assert len({sound_of(name) for name in spellings}) == 1, [sound_of(name) for name in spellings]


@pytest.mark.parametrize(("first", "second"), [("สมชาย", "สมศักดิ์"), ("王", "李"), ("Smith", "Jones"), ("张", "郑")])
def test_names_that_sound_apart_stay_apart(first: str, second: str) -> None:
    assert sound_of(first) != sound_of(second)


@pytest.mark.parametrize(
    ("family", "reading"),
    [("单", "shan"), ("仇", "qiu"), ("曾", "zeng"), ("解", "xie"), ("朴", "piao"), ("查", "zha"), ("盖", "ge"),
     ("区", "ou"), ("繁", "po"), ("乐", "yue"), ("尉遲", "yuchi")],
)  # fmt: skip
def test_a_chinese_family_name_sounds_as_the_family_says_it(family: str, reading: str) -> None:
    assert sound_of_family(family) == sound_of_letters(reading)


@pytest.mark.parametrize("text", ["", "123", "ๆ", "!!"])
def test_what_has_no_letters_has_no_sound(text: str) -> None:
    assert sound_of(text) == ""


def test_the_published_thai_soundex_brings_two_different_names_together() -> None:
    assert udom83("สมชาย") == udom83("สมชัย") == "ส072000"
    assert lk82("สมชาย") != lk82("สมชัย")


@pytest.mark.parametrize("text", ["", "Smith", "王", "๑๒๓", "ะ"])
def test_thai_soundex_is_for_thai_alone(text: str) -> None:
    assert (lk82(text), udom83(text)) == ("", "")
