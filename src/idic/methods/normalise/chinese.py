"""Chinese script: one simplified key for both scripts, and pinyin that reads family names as families read them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from idic.methods.normalise.loading import without_collector

if TYPE_CHECKING:
    from opencc import OpenCC

# Traditional forms need no entries: names are simplified before the look-up.
SURNAME_READINGS: Final = {
    "单": "shan", "仇": "qiu", "曾": "zeng", "解": "xie", "朴": "piao", "查": "zha", "任": "ren", "盖": "ge",
    "区": "ou", "繁": "po", "乐": "yue", "吕": "lü", "华": "hua", "翟": "zhai", "尉": "wei", "冼": "xian",
    "覃": "qin", "车": "che", "员": "yun", "黑": "he", "秘": "bi", "折": "she", "缪": "miao", "召": "shao",
    "种": "chong", "洗": "xian", "燕": "yan", "哈": "ha", "句": "gou", "冯": "feng", "沈": "shen", "石": "shi",
    "隗": "wei", "郗": "xi", "晟": "cheng", "逄": "pang", "逯": "lu", "令": "ling", "宁": "ning", "应": "ying",
    "长": "chang", "贾": "jia", "戚": "qi", "柏": "bai", "葛": "ge", "强": "qiang", "都": "du", "卜": "bu",
    "纪": "ji", "臧": "zang", "洪": "hong", "过": "guo", "那": "na", "弗": "fu", "祭": "zhai", "殷": "yin",
}  # fmt: skip
COMPOUND_SURNAMES: Final = {
    "欧阳": "ou yang", "司马": "si ma", "上官": "shang guan", "诸葛": "zhu ge", "尉迟": "yu chi", "万俟": "mo qi",
    "司徒": "si tu", "司空": "si kong", "夏侯": "xia hou", "皇甫": "huang fu", "公孙": "gong sun", "慕容": "mu rong",
    "令狐": "ling hu", "长孙": "zhang sun", "宇文": "yu wen", "轩辕": "xuan yuan", "独孤": "du gu", "南宫": "nan gong",
    "东方": "dong fang", "西门": "xi men", "东郭": "dong guo", "百里": "bai li", "呼延": "hu yan", "端木": "duan mu",
    "闻人": "wen ren", "赫连": "he lian", "拓跋": "tuo ba", "申屠": "shen tu", "太史": "tai shi", "淳于": "chun yu",
    "濮阳": "pu yang", "公冶": "gong ye", "钟离": "zhong li", "澹台": "tan tai", "单于": "chan yu", "鲜于": "xian yu",
    "闾丘": "lü qiu", "纳兰": "na lan", "完颜": "wan yan", "叶赫": "ye he", "羊舌": "yang she", "第五": "di wu",
    "张简": "zhang jian", "范姜": "fan jiang", "左丘": "zuo qiu", "梁丘": "liang qiu", "公羊": "gong yang",
}  # fmt: skip
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_HAN_NAME = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]{2,4}")


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    from opencc import OpenCC  # late: its dictionaries cost about 80 ms and 7 MB

    return OpenCC("t2s")


def simplified(text: str) -> str:
    """The key of a Chinese text: Traditional to Simplified with the phrases of OpenCC (餅乾 饼干, 乾隆 stays)."""
    return str(_converter().convert(text)) if _HAN.search(text) else text


@lru_cache(maxsize=1)
def _other_converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("s2t")


def traditional(text: str) -> str:
    """The other way: one of the ways in which it is written there, as one Simplified character may stand for several."""
    return str(_other_converter().convert(text)) if _HAN.search(text) else text


@lru_cache(maxsize=32768)
def simplified_character(character: str) -> str:
    """One character by itself: unlike `simplified` without a look at its neighbours."""
    converted = str(_converter().convert(character))
    return converted if len(converted) == 1 else character


def surname_length(name: str) -> int:
    """How many characters of a simplified Han name are the family name."""
    return 2 if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else 1


def surname_pinyin(surname: str) -> str:
    """Reading of a family name, joined, ü kept: 尉迟 yuchi, 单 shan, 吕 lü."""
    key = simplified(surname)
    compound = COMPOUND_SURNAMES.get(key)
    return compound.replace(" ", "") if compound else "".join(_surname_syllables(key))


def pinyin_syllables(text: str, *, person: bool) -> tuple[str, ...]:
    """Toneless syllables, ü kept, one for each Han character; other characters are left out.

    With `person` a text of two to four characters is read as family name and given name.
    """
    key = simplified(text)
    if person and _HAN_NAME.fullmatch(key):
        length = surname_length(key)
        return _surname_syllables(key[:length]) + _phrase_syllables(key[length:])
    return _phrase_syllables(key)


def passport_form(syllables: tuple[str, ...] | str) -> str:
    """Upper case as passports write it since 2012: ü becomes YU (吕 LYU)."""
    joined = syllables if isinstance(syllables, str) else "".join(syllables)
    return joined.replace("ü", "yu").upper()


def romanised_forms(syllables: tuple[str, ...] | str) -> tuple[str, ...]:
    """Every way passports have written the reading, newest first: 吕 LYU (since 2012), LV, LU."""
    joined = (syllables if isinstance(syllables, str) else "".join(syllables)).upper()
    return tuple(dict.fromkeys(joined.replace("Ü", letters) for letters in ("YU", "V", "U")))


@lru_cache(maxsize=1)
def _dictionaries() -> tuple[dict[int, str], dict[str, list[list[str]]]]:
    # Late: the phrase table of pypinyin costs about 0.5 s and 57 MB.
    with without_collector():
        from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    return PINYIN_DICT, PHRASES_DICT


@lru_cache(maxsize=4096)
def _toneless(reading: str) -> str:
    letters = unicodedata.normalize("NFD", reading)
    return unicodedata.normalize("NFC", "".join(c for c in letters if c == "\u0308" or not unicodedata.combining(c)))


@lru_cache(maxsize=32768)
def _character_syllable(character: str) -> str:
    reading = _dictionaries()[0].get(ord(character))
    return _toneless(reading.partition(",")[0]) if reading else ""


def _surname_syllables(surname: str) -> tuple[str, ...]:
    compound = COMPOUND_SURNAMES.get(surname)
    if compound:
        return tuple(compound.split())
    return tuple(SURNAME_READINGS.get(character) or _character_syllable(character) for character in surname)


def _phrase_syllables(text: str) -> tuple[str, ...]:
    """Longest known phrase first (银行 yin hang), else the first reading of each character."""
    phrases = _dictionaries()[1]
    syllables: list[str] = []
    at = 0
    while at < len(text):
        for length in (4, 3, 2):
            phrase = phrases.get(text[at : at + length]) if at + length <= len(text) else None
            if phrase is not None:
                syllables.extend(_toneless(reading[0]) for reading in phrase)
                at += length
                break
        else:
            if syllable := _character_syllable(text[at]):
                syllables.append(syllable)
            at += 1
    return tuple(syllables)
