from __future__ import annotations

import re
from functools import cache

_THAI, _HAN = re.compile(r"[\u0e01-\u0e5b]"), re.compile(r"[\u3400-\u9fff]")


def language_guess(text: str) -> str:
    """By its letters alone: a code of the product's languages, or nothing where there are too few of them."""
    sample = text[:4000]
    thai, han = len(_THAI.findall(sample)), _HAN.findall(sample)
    latin = sum(1 for sign in sample if sign.isascii() and sign.isalpha())
    if thai >= 4 and thai * 4 >= latin:
        return "th"
    if len(han) >= 2 and len(han) * 6 >= latin:
        simple, full = _only_simplified(), _only_traditional()
        return "zh-hant" if sum(one in full for one in han) > sum(one in simple for one in han) else "zh-hans"
    return "en" if latin >= 12 else ""


@cache
def _only_traditional() -> frozenset[str]:
    return frozenset(
        "這來國說們為會時請謝訂單問題電話號買賣貨給對開關發現還沒過個從後麼樣點嗎與無應錢間車門書學東見長動實體聽讀寫"
    )


@cache
def _only_simplified() -> frozenset[str]:
    return frozenset(
        "这来国说们为会时请谢订单问题电话号买卖货给对开关发现还没过个从后么样点吗与无应钱间车门书学东见长动实体听读写"
    )
