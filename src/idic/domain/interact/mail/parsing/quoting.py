"""What somebody wrote now, without what they quote: in English, Thai and both kinds of Chinese."""

from __future__ import annotations

import re

_SAID = (
    re.compile(r"^\s*On .{4,200}\bwrote:\s*$", re.I | re.S),
    re.compile(r"^\s*(เมื่อ|ในวันที่|วันที่) .{4,200}(เขียนว่า|เขียน)\s*[:：]\s*$", re.S),
    re.compile(r"^.{4,200}(写道|寫道|编写|撰寫)\s*[:：]\s*$", re.S),
)
_TOLD = re.compile(
    r"(?<!-)-{2,}+\s{0,80}(Original Message|Forwarded message|ข้อความต้นฉบับ|ข้อความเดิม"
    r"|原始邮件|原始郵件|原始信件|原邮件|转发邮件|轉寄郵件)\s{0,80}-{2,}",
    re.I,
)
_RULER = re.compile(rf"^\s*({_TOLD.pattern}|_{{20,}}|-{{20,}})\s*$", re.I)
# The head that some programs put before what they quote: three such lines near to one another.
_HEAD = re.compile(
    r"^\s*\**(From|Sent|Date|To|Subject|จาก|ส่งเมื่อ|วันที่|ถึง|เรื่อง"
    r"|发件人|发送时间|收件人|主题|寄件者|寄件人|傳送時間|日期|收件者|主旨)\s*\**\s*[:：]",
    re.I,
)
_SIGNATURE = re.compile(r"^-- ?$")


def new_text(text: str) -> str:
    """All of it where nothing else would be left."""
    lines = text.splitlines()
    end = len(lines)
    only_quotes_from = _end_of_own(lines)
    for number, line in enumerate(lines):
        if _begins_quote(lines, number) or (line.startswith(">") and number >= only_quotes_from):
            end = number
            break
    kept = lines[:end]
    for number, line in enumerate(kept):
        if number and _SIGNATURE.match(line) and len(kept) - number <= 15:
            kept = kept[:number]
            break
    found = "\n".join(kept).strip()
    return found or text.strip()


def _begins_quote(lines: list[str], number: int) -> bool:
    line = lines[number]
    if not line.strip() or len(line) > 400:
        return False
    if _RULER.match(line):
        return bool(_TOLD.search(line)) or any(_HEAD.match(one) for one in lines[number + 1 : number + 6])
    # the sentence may be wrapped over two lines
    if any(said.match(line) or said.match("\n".join(lines[number : number + 2])) for said in _SAID):
        return not lines[number].startswith(">")
    return bool(_HEAD.match(line)) and sum(1 for one in lines[number : number + 5] if _HEAD.match(one)) >= 3


def _end_of_own(lines: list[str]) -> int:
    """Behind the last line that is neither empty nor quoted."""
    own = (
        number
        for number in range(len(lines) - 1, -1, -1)
        if lines[number].strip() and not lines[number].startswith(">")
    )
    return next(own, -1) + 1
