from __future__ import annotations

from idic.domain.differentiate.operations.segments import create_segment
from idic.domain.identify.privacy.enums import Channel
from idic.foundation.accounts.models import User
from idic.foundation.attributes.models.definition import in_language

_NAMES = {
    "en": "Newsletter to regular customers", "th": "จดหมายข่าวถึงลูกค้าประจำ", "zh-hans": "常客新闻邮件",
    "zh-hant": "常客電子報",
}  # fmt: skip
_TOLD = {
    "en": "Buys often and has an e-mail. Whoever has not agreed to offers by e-mail is left out by itself.",
    "th": "ซื้อบ่อยและมีอีเมล ผู้ที่ไม่ได้ยินยอมรับข้อเสนอทางอีเมลจะถูกตัดออกเอง",
    "zh-hans": "购买频繁且有邮箱。未同意接收邮件优惠的人会自动排除。",
    "zh-hant": "經常購買且有電子郵件。未同意以電子郵件接收優惠的人會自動排除。",
}  # fmt: skip
_RULE = {"all": [{"field": "f", "op": "ge", "value": 3}, {"field": "email", "op": "is_known"}]}


def make_segment(by: User) -> None:
    create_segment(
        name=in_language(_NAMES), description=in_language(_TOLD), rule=_RULE, by=by, purpose="marketing",
        channel=Channel.EMAIL,
    )  # fmt: skip
