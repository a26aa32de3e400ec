"""What a new installation starts with. All of it is marked “verify”: a person who knows the law of the house confirms it.

Articles: PDPA B.E. 2562 (TH), PIPL 2021 (CN), GDPR (EU), Personal Data Protection Act (TW).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import lazy
from django.utils.translation import get_language

from idic.domain.identify.privacy.enums import Basis, Channel, Need

EVERY_CHANNEL = tuple(Channel.values)

_EU = (
    "at", "be", "bg", "hr", "cy", "cz", "dk", "ee", "fi", "fr", "de", "gr", "hu", "ie", "it", "lv", "lt", "lu", "mt", "nl",
    "pl", "pt", "ro", "sk", "si", "es", "se", "is", "li", "no", "austria", "belgium", "bulgaria", "croatia", "cyprus",
    "czechia", "denmark", "estonia", "finland", "france", "germany", "deutschland", "greece", "hungary", "ireland",
    "italy", "latvia", "lithuania", "luxembourg", "malta", "netherlands", "poland", "portugal", "romania", "slovakia",
    "slovenia", "spain", "sweden", "iceland", "liechtenstein", "norway",
)  # fmt: skip


@dataclass(frozen=True)
class Law:
    code: str
    name: str
    law: str
    countries: tuple[str, ...]
    guardian_only_below: int
    minor_below: int
    zones: tuple[str, ...] = ()


LAWS = (
    Law("TH", "Thailand", "PDPA B.E. 2562", ("th", "tha", "thailand", "ไทย", "ประเทศไทย"), 10, 20, ("Asia/Bangkok",)),
    Law("CN", "China", "PIPL 2021", ("cn", "chn", "china", "prc", "中国", "中國"), 14, 14, ("Asia/Shanghai",)),
    Law("EU", "European Economic Area", "GDPR", _EU, 16, 16),
    Law("TW", "Taiwan", "PDPA (TW)", ("tw", "twn", "taiwan", "台湾", "台灣", "臺灣"), 7, 18, ("Asia/Taipei",)),
)

Ground = tuple[Basis, str, Need]
_CONTRACT, _DUTY, _INTEREST = Basis.CONTRACT, Basis.LEGAL_DUTY, Basis.LEGITIMATE_INTEREST
_ASKED, _EXPLICIT, _MAY_OBJECT, _NONE = Basis.CONSENT, Basis.EXPLICIT_CONSENT, Need.OBJECTION, Need.NOTHING


@dataclass(frozen=True)
class Filled:
    """`texts` are (name, text) in English, Thai, Simplified and Traditional Chinese; `soft` the jurisdictions in which
    existing customers may be written to until they object."""

    code: str
    texts: tuple[tuple[str, str], tuple[str, str], tuple[str, str], tuple[str, str]]
    th: Ground
    cn: Ground
    eu: Ground
    tw: Ground
    channels: tuple[str, ...] = ()
    is_marketing: bool = False
    is_sensitive: bool = False
    soft: tuple[str, ...] = ()
    permission: str = ""
    balancing_note: str = ""
    retention: str = ""


_BALANCING = "Verify: our interest, what the person expects, the effect on them, and how they object."

PURPOSES = (
    Filled(
        "contract",
        (
            ("Orders and contracts", "We use your data to take, deliver and invoice what you order."),
            ("คำสั่งซื้อและสัญญา", "เราใช้ข้อมูลของคุณเพื่อรับคำสั่งซื้อ จัดส่ง และออกใบแจ้งหนี้"),
            ("订单与合同", "我们使用您的数据来受理、交付您的订单并开具发票。"),
            ("訂單與契約", "我們使用您的資料來受理、交付您的訂單並開立發票。"),
        ),
        th=(_CONTRACT, "s.24(3)", _NONE), cn=(_CONTRACT, "Art. 13(2)", _NONE), eu=(_CONTRACT, "Art. 6(1)(b)", _NONE),
        tw=(_CONTRACT, "Art. 19(1)(2)", _NONE), retention="documents",
    ),
    Filled(
        "legal",
        (
            ("Legal obligations", "We keep what accounting, tax and other laws demand."),
            ("หน้าที่ตามกฎหมาย", "เราเก็บข้อมูลตามที่กฎหมายบัญชี ภาษี และกฎหมายอื่นกำหนด"),
            ("法定义务", "我们按照会计、税务及其他法律的要求保存数据。"),
            ("法定義務", "我們依會計、稅務及其他法律的要求保存資料。"),
        ),
        th=(_DUTY, "s.24(6)", _NONE), cn=(_DUTY, "Art. 13(3)", _NONE), eu=(_DUTY, "Art. 6(1)(c)", _NONE),
        tw=(_DUTY, "Art. 19(1)(1)", _NONE), retention="documents",
    ),
    Filled(
        "service",
        (
            ("Service", "We use your data to answer your questions, complaints and requests."),
            ("การให้บริการ", "เราใช้ข้อมูลของคุณเพื่อตอบคำถาม ข้อร้องเรียน และคำขอของคุณ"),
            ("客户服务", "我们使用您的数据来回复您的咨询、投诉和请求。"),
            ("客戶服務", "我們使用您的資料來回覆您的詢問、客訴與請求。"),
        ),
        th=(_CONTRACT, "s.24(3)", _NONE), cn=(_CONTRACT, "Art. 13(2)", _NONE), eu=(_CONTRACT, "Art. 6(1)(b)", _NONE),
        tw=(_CONTRACT, "Art. 19(1)(2)", _NONE), retention="service",
    ),
    Filled(
        "marketing",
        (
            ("News and offers", "We send you news and offers about our products on the channels that you choose."),
            ("ข่าวสารและข้อเสนอ", "เราส่งข่าวสารและข้อเสนอเกี่ยวกับสินค้าของเราถึงคุณทางช่องทางที่คุณเลือก"),
            ("资讯与优惠", "我们通过您选择的渠道向您发送有关我们产品的资讯和优惠。"),
            ("資訊與優惠", "我們透過您選擇的管道向您發送有關我們產品的資訊與優惠。"),
        ),
        th=(_ASKED, "s.19, s.24", Need.CONSENT), cn=(_ASKED, "Art. 13(1), 24", Need.CONSENT),
        eu=(_ASKED, "Art. 6(1)(a); ePrivacy Art. 13", Need.CONSENT), tw=(_ASKED, "Art. 19(1)(5), 20", Need.CONSENT),
        channels=EVERY_CHANNEL, is_marketing=True, soft=("EU",), retention="marketing",
    ),
    Filled(
        "profiling",
        (
            ("Scores and segments", "We compute from your purchases what you may be interested in and how you are served."),
            ("การวิเคราะห์และจัดกลุ่ม", "เราวิเคราะห์การซื้อของคุณเพื่อทราบสิ่งที่คุณอาจสนใจและวิธีดูแลคุณ"),
            ("评分与分群", "我们根据您的购买记录分析您可能感兴趣的内容以及如何为您服务。"),
            ("評分與分群", "我們依您的購買紀錄分析您可能感興趣的內容以及如何為您服務。"),
        ),
        th=(_INTEREST, "s.24(5), s.32", _MAY_OBJECT), cn=(_ASKED, "Art. 13(1), 24, 55", Need.CONSENT),
        eu=(_INTEREST, "Art. 6(1)(f), 21", _MAY_OBJECT), tw=(_CONTRACT, "Art. 19(1)(2)", _MAY_OBJECT),
        permission="value.see", balancing_note=_BALANCING, retention="marketing",
    ),
    Filled(
        "automated",
        (
            ("Decisions made by the system", "Offers and tiers may be decided by the system; a person reviews them on request."),
            ("การตัดสินใจโดยระบบ", "ระบบอาจตัดสินข้อเสนอและระดับสมาชิก คุณขอให้เจ้าหน้าที่ทบทวนได้"),
            ("系统自动决策", "优惠和等级可能由系统决定；您可以要求人工复核。"),
            ("系統自動決策", "優惠與等級可能由系統決定；您可以要求人工複核。"),
        ),
        th=(_INTEREST, "s.24(5), s.32", _MAY_OBJECT), cn=(_ASKED, "Art. 24, 55", Need.CONSENT),
        eu=(_EXPLICIT, "Art. 22(2)(c)", Need.CONSENT), tw=(_ASKED, "Art. 19(1)(5)", Need.CONSENT),
        permission="value.see", balancing_note=_BALANCING, retention="marketing",
    ),
    Filled(
        "research",
        (
            ("Surveys and research", "We ask for your opinion and study the answers to serve you better."),
            ("การสำรวจและวิจัย", "เราขอความคิดเห็นและศึกษาคำตอบเพื่อให้บริการคุณได้ดีขึ้น"),
            ("调查与研究", "我们征求您的意见并研究答复，以便更好地为您服务。"),
            ("調查與研究", "我們徵求您的意見並研究回覆，以便更好地為您服務。"),
        ),
        th=(_INTEREST, "s.24(5)", _MAY_OBJECT), cn=(_ASKED, "Art. 13(1)", Need.CONSENT),
        eu=(_INTEREST, "Art. 6(1)(f)", _MAY_OBJECT), tw=(_ASKED, "Art. 19(1)(5)", Need.CONSENT),
        channels=(Channel.EMAIL, Channel.SMS, Channel.PHONE, Channel.LINE), balancing_note=_BALANCING,
        retention="research",
    ),
    Filled(
        "sharing",
        (
            ("Sharing with partners", "We pass your data on to the partners named in the notice, for their own purposes."),
            ("การเปิดเผยต่อพันธมิตร", "เราเปิดเผยข้อมูลของคุณแก่พันธมิตรที่ระบุในประกาศเพื่อวัตถุประสงค์ของเขา"),
            ("与合作伙伴共享", "我们将您的数据提供给告知书中列明的合作伙伴，用于其自身目的。"),
            ("與合作夥伴共享", "我們將您的資料提供給告知書中列明的合作夥伴，用於其自身目的。"),
        ),
        th=(_ASKED, "s.19, s.27", Need.CONSENT), cn=(_EXPLICIT, "Art. 23", Need.CONSENT),
        eu=(_ASKED, "Art. 6(1)(a)", Need.CONSENT), tw=(_ASKED, "Art. 20", Need.CONSENT), is_marketing=True,
        retention="marketing",
    ),
    Filled(
        "abroad",
        (
            ("Transfer abroad", "We send your data to the country and recipient named in the notice."),
            ("การส่งข้อมูลไปต่างประเทศ", "เราส่งข้อมูลของคุณไปยังประเทศและผู้รับที่ระบุในประกาศ"),
            ("向境外提供", "我们将您的数据提供给告知书中列明的国家和接收方。"),
            ("向境外提供", "我們將您的資料提供給告知書中列明的國家與接收方。"),
        ),
        th=(_ASKED, "s.28(2)", Need.CONSENT), cn=(_EXPLICIT, "Art. 39", Need.CONSENT),
        eu=(_EXPLICIT, "Art. 49(1)(a)", Need.CONSENT), tw=(_ASKED, "Art. 21", Need.CONSENT), retention="marketing",
    ),
    Filled(
        "sensitive",
        (
            ("Sensitive data", "We keep data on health, religion, ethnicity or the like that you have told us."),
            ("ข้อมูลอ่อนไหว", "เราเก็บข้อมูลสุขภาพ ศาสนา เชื้อชาติ หรือข้อมูลทำนองเดียวกันที่คุณให้ไว้"),
            ("敏感个人信息", "我们保存您告知我们的健康、宗教、民族等信息。"),
            ("特種個人資料", "我們保存您告知我們的健康、宗教、族群等資料。"),
        ),
        th=(_EXPLICIT, "s.26", Need.CONSENT), cn=(_EXPLICIT, "Art. 29", Need.CONSENT),
        eu=(_EXPLICIT, "Art. 9(2)(a)", Need.CONSENT), tw=(_EXPLICIT, "Art. 6(1)(6)", Need.CONSENT), is_sensitive=True,
        retention="marketing",
    ),
)  # fmt: skip

#: Channel -> from, to; by e-mail and post nobody is woken.
QUIET = {Channel.SMS: (20, 9), Channel.PHONE: (20, 9), Channel.LINE: (21, 8), Channel.WECHAT: (21, 8)}

_LANGUAGES = ("en", "th", "zh-hans", "zh-hant")


def _name_now(code: str) -> str:
    filled = next(one for one in PURPOSES if one.code == code)
    language = get_language() or "en"
    return filled.texts[_LANGUAGES.index(language) if language in _LANGUAGES else 0][0]


_lazily = lazy(_name_now, str)

#: The names as they were filled in, in the reader's language: for places that must not ask the database.
PURPOSE_NAMES = {one.code: _lazily(one.code) for one in PURPOSES}
