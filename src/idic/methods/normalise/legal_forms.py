"""Legal forms of organisations in Thai, Chinese and English, told apart from the name itself."""

from __future__ import annotations

import re
from typing import Final

from idic.methods.normalise.chinese import simplified

_LONGEST = 300
# Invoices of Thailand name the branch behind the firm; the firm is the same.
_BRANCH = re.compile(
    r"\s*[(（]?\s*(?:สำนักงานใหญ่|สาขา(?:ที่)?\s*[0-9]{1,5}|head\s*office|branch\s*(?:no\.?)?\s*[0-9]{1,5})\s*[)）]?$",
    re.IGNORECASE,
)
# Longest first within each script, so that a public company is not read as a limited one.
_FORMS: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern, re.IGNORECASE), code)
    for pattern, code in (
        (r"^บริษัท\s*(?P<core>.+?)\s*จำกัด\s*\(\s*มหาชน\s*\)$", "th_public_company"),
        (r"^(?:บมจ\.?|บริษัทมหาชนจำกัด)\s*(?P<core>.+?)(?:\s*จำกัด)?(?:\s*\(\s*มหาชน\s*\))?$", "th_public_company"),
        (r"^(?P<core>.+?)\s*จำกัด\s*\(\s*มหาชน\s*\)$", "th_public_company"),
        (r"^ห้างหุ้นส่วนจำกัด\s*(?P<core>.+)$", "th_limited_partnership"),
        (r"^หจก\.?\s*(?P<core>.+)$", "th_limited_partnership"),
        (r"^(?:ห้างหุ้นส่วนสามัญ(?:นิติบุคคล)?|หสน\.?|หสม\.?)\s*(?P<core>.+)$", "th_ordinary_partnership"),
        (r"^บริษัท\s*(?P<core>.+?)\s*จำกัด$", "th_limited_company"),
        (r"^บจก?\.\s*(?P<core>.+?)(?:\s*จำกัด)?$", "th_limited_company"),
        (r"^บริษัท\s*(?P<core>.+)$", "th_limited_company"),
        (r"^(?P<core>.+?)\s*จำกัด$", "th_limited_company"),
        (r"^(?P<core>.+?)\s*股份有限公司$", "cn_joint_stock_company"),
        (r"^(?P<core>.+?)\s*有限(?:责任)?公司$", "cn_limited_company"),
        (r"^(?P<core>.+?)\s*[(（]?(?:有限合伙|普通合伙)[)）]?$", "cn_partnership"),
        (r"^(?P<core>.+?)\s*(?:无限|两合)公司$", "cn_unlimited_company"),
        (r"^(?P<core>.+?)\s*公司$", "cn_company"),
        (
            r"^(?P<core>.+?)[\s,]+(?:public\s+(?:company\s+limited|co\.?,?\s*ltd\.?)|pcl\.?|p\.c\.l\.|plc\.?)$",
            "public_company",
        ),
        (r"^(?P<core>.+?)[\s,]+(?:pte\.?|pty\.?|sdn\.?\s*bhd\.?)(?:[\s,]*(?:ltd\.?|limited))?$", "limited_company"),
        (r"^(?P<core>.+?)[\s,]+(?:ltd\.?|limited)\s*part(?:nership)?\.?$", "limited_partnership"),
        (r"^(?P<core>.+?)[\s,]+(?:co(?:mpany|\.)?[\s,]*)?(?:ltd\.?|limited)$", "limited_company"),
        (r"^(?P<core>.+?)[\s,]+(?:inc\.?|incorporated|corp\.?|corporation)$", "corporation"),
        (r"^(?P<core>.+?)[\s,]+(?:llc|l\.l\.c\.|gmbh|s\.?a\.?r\.?l\.?|b\.?v\.?|s\.?r\.?l\.?)$", "limited_company"),
        (r"^(?P<core>.+?)[\s,]+(?:llp|l\.l\.p\.|lp)$", "limited_partnership"),
        (r"^(?P<core>.+?)[\s,]+(?:ag|s\.?a\.?|n\.?v\.?|k\.?k\.?|ab|oyj?|asa?)$", "joint_stock_company"),
    )
)  # fmt: skip

# One look spares most names of persons the whole list.
_MARK = re.compile(
    r"บริษัท|จำกัด|ห้างหุ้นส่วน|หจก|บมจ|บจ[ก.]|หสน|หสม|公司|合伙|合夥|สำนักงานใหญ่|สาขา|office|branch"
    r"|(?:\b(?:limited|ltd|inc|incorporated|corp|corporation|plc|pcl|pte|pty|bhd|part|partnership|llc|gmbh|llp|lp|ag|kk|nv|bv|srl"
    r"|sarl|ab|oyj?|asa?|sa)|[a-z]\.(?:[a-z]\.?)+)[\s.)]*$",
    re.IGNORECASE,
)


def split_legal_form(text: str) -> tuple[str, str]:
    """(name, code of the form or empty) of a normalised text; a branch mark behind the form is dropped with it."""
    if len(text) > _LONGEST:
        return text, ""
    if not _MARK.search(text):
        return text, ""
    text = _BRANCH.sub("", text) or text
    simple = simplified(text)
    for pattern, code in _FORMS:
        if found := pattern.match(simple):
            # Simplifying keeps length in practice; when it does not, the simplified core is the safe answer.
            core = text[slice(*found.span("core"))] if len(simple) == len(text) else found["core"]
            return core.strip(" ,"), code
    return text, ""
