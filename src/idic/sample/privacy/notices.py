from __future__ import annotations

from idic.domain.identify.privacy.models import NoticeVersion
from idic.domain.identify.privacy.operations.notices import create_notice, publish_version
from idic.foundation.accounts.models import User
from idic.foundation.attributes.models.definition import in_language

_NAMES = {
    "en": "Privacy notice for customers", "th": "ประกาศความเป็นส่วนตัวสำหรับลูกค้า", "zh-hans": "客户隐私告知",
    "zh-hant": "顧客隱私權告知",
}  # fmt: skip
_TEXTS = {
    "en": "# How we use what we know about you\n\n"
    "We keep your name, your addresses and what you buy, to deliver, to invoice and to answer your questions.\n\n"
    "**Offers** are sent only where you agreed, and you can say no at any time.\n\n"
    "You may ask for a copy, a correction, a restriction or the erasure of your data. Write to privacy@example.com.\n",
    "th": "# เราใช้ข้อมูลของท่านอย่างไร\n\n"
    "เราเก็บชื่อ ที่อยู่ และรายการซื้อของท่าน เพื่อส่งสินค้า ออกใบกำกับ และตอบคำถามของท่าน\n\n"
    "**ข้อเสนอพิเศษ** จะส่งเฉพาะเมื่อท่านยินยอมแล้ว และท่านถอนความยินยอมได้ทุกเมื่อ\n\n"
    "ท่านขอสำเนา ขอแก้ไข ขอระงับการใช้ หรือขอลบข้อมูลของท่านได้ที่ privacy@example.com\n",
    "zh-hans": "# 我们如何使用您的信息\n\n"
    "我们保存您的姓名、联系地址和购买记录，用于配送、开具发票和答复您的问题。\n\n"
    "**优惠信息**仅在您同意后发送，您可以随时拒绝。\n\n"
    "您可以要求查阅、更正、限制使用或删除您的信息，请写信至 privacy@example.com。\n",
    "zh-hant": "# 我們如何使用您的資料\n\n"
    "我們保存您的姓名、聯絡地址與購買紀錄，用於配送、開立發票與回覆您的問題。\n\n"
    "**優惠訊息**僅在您同意後寄送，您可以隨時拒絕。\n\n"
    "您可以要求查閱、更正、限制使用或刪除您的資料，請寫信至 privacy@example.com。\n",
}  # fmt: skip


def make_notice(by: User) -> NoticeVersion:
    return publish_version(create_notice(in_language(_NAMES), _TEXTS, by=by), by=by)
