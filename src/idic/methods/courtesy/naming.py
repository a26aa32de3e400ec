"""Is the customer called by name? Part of the name is enough, and a Chinese surname with a title."""

from __future__ import annotations

import re
from collections.abc import Iterable

from idic.methods.courtesy.folding import folded

_TITLES = re.compile(r"^(mr|mrs|ms|miss|mx|dr|prof|khun|นางสาว|นาย|นาง|คุณ|ดร)\.?$")
_THAI_TITLE = re.compile(r"^(นางสาว|นาย|นาง|น\.ส\.|คุณ)(?=[ก-ฮเ-ไ]{2})")
_HAN = re.compile(r"^[\u3400-\u9fff]{2,4}$")
_HAN_TITLE = "(先生|女士|小姐|太太|夫人|老师|老師|经理|經理|总|總|董|主任|医生|醫師|教授|同学|同學)"


def named(text: str, names: Iterable[str]) -> bool:
    """`text` is folded; True where no name is given, for there is nothing to call the customer by."""
    parts = [part for name in names for part in _parts(name)]
    return not parts or any(part.search(text) for part in parts)


def _parts(name: str) -> list[re.Pattern[str]]:
    whole = folded(name.strip()).text
    if _HAN.match(whole):
        surnames = [whole[:1], *([whole[:2]] if len(whole) > 2 else [])]
        given = [re.escape(whole[-2:])] if len(whole) > 2 else []
        called = [re.escape(whole), *given, *(re.escape(one) + _HAN_TITLE for one in surnames)]
        return [re.compile("|".join(called))]
    found = []
    for word in (_THAI_TITLE.sub("", part) for part in re.split(r"[\s,]+", whole)):
        if len(word) < 2 or _TITLES.match(word):
            continue
        edge = r"\b" if word.isascii() else ""
        found.append(re.compile(f"{edge}{re.escape(word)}{edge}"))
    return found
