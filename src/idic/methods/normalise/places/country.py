"""Names of the countries that customers of Thailand, China and Taiwan write, as ISO 3166-1 codes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from idic.methods.normalise.text import fold

_NAMES: Final = {
    "TH": "th tha thailand siam ไทย ประเทศไทย เมืองไทย 泰国 泰國 ราชอาณาจักรไทย kingdomofthailand",
    "CN": "cn chn china prchina prc peoplesrepublicofchina mainlandchina จีน ประเทศจีน 中国 中國 中华人民共和国 中華人民共和國 "
    "中国大陆 中國大陸",
    "TW": "tw twn taiwan ไต้หวัน ประเทศไต้หวัน 台湾 台灣 臺灣 中华民国 中華民國 taiwanroc 台湾省 台灣省 臺灣省 roc",
    "HK": "hk hkg hongkong ฮ่องกง 香港 hongkongsar",
    "MO": "mo mac macau macao มาเก๊า 澳门 澳門",
    "SG": "sg sgp singapore สิงคโปร์ 新加坡",
    "MY": "my mys malaysia มาเลเซีย 马来西亚 馬來西亞",
    "LA": "la lao laos ลาว สปปลาว 老挝 寮國",
    "KH": "kh khm cambodia กัมพูชา 柬埔寨",
    "MM": "mm mmr myanmar burma เมียนมา พม่า 缅甸 緬甸",
    "VN": "vn vnm vietnam เวียดนาม 越南",
    "ID": "id idn indonesia อินโดนีเซีย 印度尼西亚 印尼",
    "PH": "ph phl philippines ฟิลิปปินส์ 菲律宾 菲律賓",
    "JP": "jp jpn japan ญี่ปุ่น 日本",
    "KR": "kr kor korea southkorea เกาหลีใต้ 韩国 韓國",
    "IN": "in ind india อินเดีย 印度",
    "AU": "au aus australia ออสเตรเลีย 澳大利亚 澳洲",
    "GB": "gb gbr uk unitedkingdom greatbritain england สหราชอาณาจักร อังกฤษ 英国 英國",
    "US": "us usa unitedstates unitedstatesofamerica สหรัฐอเมริกา สหรัฐ 美国 美國",
    "DE": "de deu germany deutschland เยอรมนี 德国 德國",
    "FR": "fr fra france ฝรั่งเศส 法国 法國",
}
_CODES: Final = {name: code for code, names in _NAMES.items() for name in names.split()}
_SIGNS = re.compile(r"[\s.\-'’,()]+")


@lru_cache(maxsize=4096)
def country_of(text: str) -> str | None:
    """ประเทศไทย, Thailand, THA: TH. None where the text names no country of the list."""
    return _CODES.get(_SIGNS.sub("", fold(text))) if text else None
