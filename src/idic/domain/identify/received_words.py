"""Words that files of four languages hold for kind, sex and language, folded."""

from __future__ import annotations

ORGANISATIONS = frozenset(
    (
        *("organisation", "organization", "company", "business", "corporate", "corporation", "o", "c", "b2b"),
        *("legal entity", "juristic person", "นิติบุคคล", "บริษัท", "องค์กร"),
        *("公司", "企业", "企業", "单位", "組織", "法人"),
    )
)
SEXES = {"m": "male", "male": "male", "ชาย": "male", "男": "male", "f": "female", "female": "female", "หญิง": "female",
         "女": "female"}  # fmt: skip
LANGUAGES = {
    **dict.fromkeys(("th", "th-th", "thai", "ไทย", "ภาษาไทย", "泰语", "泰文", "泰語"), "th"),
    **dict.fromkeys(("en", "en-us", "en-gb", "english", "อังกฤษ", "ภาษาอังกฤษ", "英语", "英文", "英語"), "en"),
    **dict.fromkeys(("zh-hans", "zh-cn", "simplifiedchinese", "จีน(ตัวย่อ)", "จีนตัวย่อ", "简体中文", "简体", "簡體中文"), "zh-hans"),
    **dict.fromkeys(("zh-hant", "zh-tw", "zh-hk", "traditionalchinese", "จีน(ตัวเต็ม)", "จีนตัวเต็ม", "繁体中文", "繁體中文", "繁體"),
                    "zh-hant"),
}  # fmt: skip
