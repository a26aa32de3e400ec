"""Thai script: repairs of wrong encodings, digits, titles before a name."""

from __future__ import annotations

import re

_DIGITS = {0x0E50 + digit: str(digit) for digit in range(10)}
_TONES = "\u0e48-\u0e4b"
_SPLIT_SARA_AM = re.compile(f"\u0e4d([{_TONES}]*)\u0e32")
_TONE_AFTER_SARA_AM = re.compile(f"\u0e33([{_TONES}]+)")
_DOUBLED_MARK = re.compile("([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\\1+")

_SPOKEN_TITLES = (
    "นางสาว นาย นาง เด็กชาย เด็กหญิง คุณหญิง ท่านผู้หญิง คุณ ดอกเตอร์ ศาสตราจารย์ รองศาสตราจารย์ ผู้ช่วยศาสตราจารย์ อาจารย์ "
    "หม่อมราชวงศ์ หม่อมหลวง หม่อมเจ้า ว่าที่ร้อยตรี นายแพทย์ แพทย์หญิง ทันตแพทย์ พลเอก พลโท พลตรี พันเอก พันโท พันตรี ร้อยเอก ร้อยโท ร้อยตรี "
    "พลตำรวจเอก พลตำรวจโท พลตำรวจตรี พันตำรวจเอก พันตำรวจโท พันตำรวจตรี ร้อยตำรวจเอก ร้อยตำรวจโท ร้อยตำรวจตรี พระ"
)
_DOTTED_TITLES = (
    "น.ส. ด.ช. ด.ญ. ดร. ผศ. รศ. ศ. อ. ม.ร.ว. ม.ล. ม.จ. นพ. พญ. ทพ. ทพญ. ภก. ภญ. สพ.ญ. น.สพ. "
    "พล.ต.อ. พล.ต.ท. พล.ต.ต. พ.ต.อ. พ.ต.ท. พ.ต.ต. ร.ต.อ. ร.ต.ท. ร.ต.ต. ด.ต. จ.ส.ต. ส.ต.อ. ส.ต.ท. ส.ต.ต. "
    "พล.อ. พล.ท. พล.ต. พ.อ. พ.ท. พ.ต. ร.อ. ร.ท. ร.ต. จ.ส.อ. จ.ส.ท. ส.อ. ส.ท. ส.ต. ว่าที่"
)
_SPACED_TITLES = "นส นส. น.ส ดช ดช. ดญ ดญ. ดร มล มรว"


def _dotted(title: str) -> str:
    return re.escape(title).replace("\\.", r"\.\s?")


# A spoken title needs no space after it, so what follows must be able to open a name: not a dependent vowel or mark
# (นายิกา is a name), and not one of the names that begin with the word itself.
_TITLE = re.compile(
    r"(?:"
    + "|".join(_dotted(title) for title in sorted(_DOTTED_TITLES.split(), key=len, reverse=True))
    + r"|(?:"
    + "|".join(map(re.escape, _SPACED_TITLES.split()))
    + r")(?=\s)"
    + r"|(?!คุณวุฒิ|คุณธรรม|คุณากร|พระพาย|พระเพื่อน)(?:"
    + "|".join(sorted(_SPOKEN_TITLES.split(), key=len, reverse=True))
    + r")(?=\s|[ก-ฮเแโใไ]\S)"
    + r")\s*(?:หญิง(?=\s))?\s*"
)


def repair_thai(text: str) -> str:
    """เ+เ to แ, split SARA AM joined behind its tone mark, repeated marks once, Thai digits to 0-9."""
    text = text.replace("\u0e40\u0e40", "\u0e41").translate(_DIGITS)
    text = _SPLIT_SARA_AM.sub("\\1\u0e33", text)
    text = _TONE_AFTER_SARA_AM.sub("\\1\u0e33", text)
    return _DOUBLED_MARK.sub("\\1", text)


def split_title(name: str) -> tuple[str, str]:
    """(title, rest) of a normalised Thai name; several titles in a row (ผศ.ดร.) are kept together."""
    end = 0
    while (found := _TITLE.match(name, end)) and found.end() < len(name):
        end = found.end()
    return name[:end].strip(), name[end:].strip()
