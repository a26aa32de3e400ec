"""What the sample company writes again and again, in its four languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from idic.foundation.letters.enums import LetterKind
from idic.foundation.letters.operations.templates import Text


@dataclass(frozen=True)
class Wording:
    """`names` and `texts` go from the language to what is said in it."""

    kind: LetterKind
    names: dict[str, str]
    texts: Mapping[str, Text]


_THANKS = Wording(
    LetterKind.MAIL,
    {"en": "Thank you", "th": "ขอบคุณลูกค้า", "zh-hans": "感谢信", "zh-hant": "感謝函"},
    {
        "en": Text(
            "Thank you, {{ customer.name }}",
            "Dear {{ customer.name }},\n\n"
            "thank you for shopping with us. Regular customers like you are the reason why we open our doors with "
            "pleasure every morning.\n\n"
            "If there is anything that we could do better, just answer this mail: I read every reply myself.\n\n"
            "With kind regards\n{{ sender.name }}",
        ),
        "th": Text(
            "ขอบคุณที่อุดหนุนเราเสมอมา",
            "เรียน {{ customer.name }}\n\n"
            "ขอขอบคุณที่ไว้วางใจเลือกซื้อสินค้ากับเราเสมอมา ลูกค้าประจำอย่างท่านคือกำลังใจให้เราเปิดร้านด้วยรอยยิ้มทุกเช้า\n\n"
            "หากมีสิ่งใดที่เราควรปรับปรุง โปรดตอบกลับอีเมลฉบับนี้ได้เลย เราอ่านทุกข้อความ\n\n"
            "ด้วยความนับถือ\n{{ sender.name }}",
        ),
        "zh-hans": Text(
            "{{ customer.name }}，感谢您的支持",
            "尊敬的{{ customer.name }}：\n\n"
            "感谢您一直以来选择在我们这里购物。有您这样的老顾客，我们每天早上开门迎客时都满怀欣喜。\n\n"
            "如果您觉得我们还有哪里可以做得更好，请直接回复这封邮件，每一封我都会亲自阅读。\n\n"
            "此致\n敬礼\n\n{{ sender.name }}",
        ),
        "zh-hant": Text(
            "{{ customer.name }}，謝謝您的支持",
            "{{ customer.name }} 您好：\n\n"
            "感謝您一直以來的支持與愛護。有您這樣的老顧客，是我們每天早上開門營業最大的動力。\n\n"
            "如果有任何可以做得更好的地方，歡迎直接回覆這封電子郵件，每一封我都會親自閱讀。\n\n"
            "敬祝 順心\n\n{{ sender.name }}",
        ),
    },
)

_REMINDER = Wording(
    LetterKind.MAIL,
    {"en": "We have missed you", "th": "ชวนกลับมาที่ร้าน", "zh-hans": "久未光临提醒", "zh-hant": "久未光臨提醒"},
    {
        "en": Text(
            "We have missed you",
            "Dear {{ customer.name }},\n\n"
            "{% if customer.last_purchase %}you last visited us on {{ customer.last_purchase }}."
            "{% else %}we have not seen you for a while.{% endif %} "
            "Your points are still waiting for you, and the shelves have changed: more fresh fruit, and a new bakery "
            "corner.\n\n"
            "We look forward to seeing you.\n\n{{ sender.name }}",
        ),
        "th": Text(
            "ไม่ได้พบกันนาน เราคิดถึงคุณ",
            "เรียน {{ customer.name }}\n\n"
            "{% if customer.last_purchase %}ท่านแวะมาครั้งล่าสุดเมื่อ {{ customer.last_purchase }}"
            "{% else %}เราไม่ได้พบท่านมาระยะหนึ่งแล้ว{% endif %} "
            "แต้มสะสมของท่านยังรออยู่ และในร้านมีของใหม่ให้เลือก ทั้งผลไม้สดและมุมเบเกอรี่ใหม่\n\n"
            "หวังว่าจะได้ต้อนรับท่านอีกครั้ง\n\n{{ sender.name }}",
        ),
        "zh-hans": Text(
            "好久不见，期待您的光临",
            "尊敬的{{ customer.name }}：\n\n"
            "{% if customer.last_purchase %}您上一次光临是{{ customer.last_purchase }}。"
            "{% else %}我们已经有一段时间没有见到您了。{% endif %}"
            "您的积分仍为您保留着，店里也有了新变化：更多新鲜水果，还有新开的烘焙专柜。\n\n"
            "期待再次见到您。\n\n{{ sender.name }}",
        ),
        "zh-hant": Text(
            "好久不見，歡迎回來逛逛",
            "{{ customer.name }} 您好：\n\n"
            "{% if customer.last_purchase %}您上次光臨是 {{ customer.last_purchase }}。"
            "{% else %}有一陣子沒見到您了。{% endif %}"
            "您的點數還幫您留著，店裡也有新變化：更多新鮮水果，還有全新的烘焙專區。\n\n"
            "期待再次為您服務。\n\n{{ sender.name }}",
        ),
    },
)

_APOLOGY = Wording(
    LetterKind.LETTER,
    {"en": "Apology", "th": "ขออภัยลูกค้า", "zh-hans": "致歉信", "zh-hant": "致歉函"},
    {
        "en": Text(
            "We are sorry",
            "{{ today.date }}\n\nDear {{ customer.name }},\n\n"
            "you told us that something went wrong, and you were right. We are sorry for the trouble that it caused you.\n\n"
            "We have looked into what happened and put it right. Should anything still be open, please ask for me in "
            "person; I will see to it.\n\n"
            "Sincerely\n{{ sender.name }}",
        ),
        "th": Text(
            "ขออภัยในความไม่สะดวก",
            "{{ today.date }}\n\nเรียน {{ customer.name }}\n\n"
            "ตามที่ท่านแจ้งปัญหาให้เราทราบ เราขออภัยเป็นอย่างยิ่งสำหรับความไม่สะดวกที่เกิดขึ้น\n\n"
            "เราได้ตรวจสอบสาเหตุและแก้ไขเรียบร้อยแล้ว หากยังมีเรื่องใดที่ต้องการให้ดูแลเพิ่มเติม โปรดติดต่อข้าพเจ้าโดยตรง\n\n"
            "ขอแสดงความนับถือ\n{{ sender.name }}",
        ),
        "zh-hans": Text(
            "诚挚致歉",
            "{{ today.date }}\n\n尊敬的{{ customer.name }}：\n\n"
            "您向我们反映的问题，经核实确实是我们的过失。对于由此给您带来的不便，我们深表歉意。\n\n"
            "我们已查明原因并作出改正。如仍有未解决之处，请直接与我联系，我会负责跟进到底。\n\n"
            "此致\n敬礼\n\n{{ sender.name }}",
        ),
        "zh-hant": Text(
            "誠摯致歉",
            "{{ today.date }}\n\n{{ customer.name }} 您好：\n\n"
            "您反映的問題我們已經確認，確實是我們的疏失。造成您的不便，我們深感抱歉。\n\n"
            "我們已查明原因並完成改善。若還有需要協助的地方，請直接與我聯絡，我會負責處理到底。\n\n"
            "{{ sender.name }} 敬上",
        ),
    },
)

_BIRTHDAY = Wording(
    LetterKind.MESSAGE,
    {"en": "Happy birthday", "th": "อวยพรวันเกิด", "zh-hans": "生日祝福", "zh-hant": "生日祝福"},
    {
        "en": Text(
            "",
            "Happy birthday, {{ customer.name }}! A small cake from our bakery is waiting for you all month. "
            "{{ sender.name }}",
        ),
        "th": Text(
            "",
            "สุขสันต์วันเกิด {{ customer.name }} ขอให้มีความสุขตลอดปี แวะมารับเค้กชิ้นเล็กจากมุมเบเกอรี่ของเราได้ตลอดเดือนนี้ "
            "จาก {{ sender.name }}",
        ),
        "zh-hans": Text(
            "", "{{ customer.name }}，祝您生日快乐！本月到店，即可领取烘焙柜台为您准备的小蛋糕一份。{{ sender.name }}"
        ),
        "zh-hant": Text(
            "", "{{ customer.name }}，祝您生日快樂！本月來店，即可領取烘焙專區為您準備的小蛋糕一份。{{ sender.name }}"
        ),
    },
)

WORDINGS: Mapping[str, Wording] = {
    "thanks": _THANKS, "reminder": _REMINDER, "apology": _APOLOGY, "birthday": _BIRTHDAY,
}  # fmt: skip
