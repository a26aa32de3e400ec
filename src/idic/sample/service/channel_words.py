"""What people wrote and said over the ways in, each in the language of who did: invented."""

from __future__ import annotations

from dataclasses import dataclass

Words = dict[str, str]


@dataclass(frozen=True)
class Entry:
    """Sent with the web form, so many working days ago; `answer` empty: nobody has answered yet."""

    language: str
    days: int
    message: str
    answer: str = ""


@dataclass(frozen=True)
class Talk:
    """Lines in turns, the visitor's first. Where nobody was there it is a message that was left."""

    language: str
    days: int
    lines: tuple[str, ...]
    is_live: bool = True


@dataclass(frozen=True)
class Said:
    """A call that was answered, with what was noted."""

    language: str
    days: int
    note: str
    is_inbound: bool = True


FORM: dict[str, Words] = {
    "en": {
        "title": "Write to us", "intro": "A person reads every message. We answer within one working day.",
        "thanks": "Thank you. You will hear from us by the next working day.",
        "consent": "You may use what I write here to answer me.",
    },
    "th": {
        "title": "เขียนถึงเรา", "intro": "พนักงานอ่านทุกข้อความ และตอบภายในหนึ่งวันทำการ",
        "thanks": "ขอบคุณค่ะ เราจะตอบกลับภายในวันทำการถัดไป", "consent": "ใช้ข้อความนี้เพื่อตอบกลับข้าพเจ้าได้",
    },
    "zh-hans": {
        "title": "给我们留言", "intro": "每条留言都由专人阅读，一个工作日内答复。",
        "thanks": "谢谢，我们会在下一个工作日前答复您。", "consent": "同意将以上内容用于答复我。",
    },
    "zh-hant": {
        "title": "寫信給我們", "intro": "每則訊息都有專人閱讀，一個工作天內回覆。",
        "thanks": "謝謝您，我們會在下一個工作天前回覆。", "consent": "同意將以上內容用於回覆我。",
    },
}  # fmt: skip
WHICH_SHOP: Words = {
    "en": "Which shop is it about?", "th": "เกี่ยวกับสาขาไหน", "zh-hans": "与哪家门店有关？", "zh-hant": "與哪家門市有關？",
}  # fmt: skip
SHOPS: dict[str, tuple[str, ...]] = {
    "en": ("Riverside", "Station", "Web shop"), "th": ("ริมน้ำ", "สถานี", "ร้านออนไลน์"),
    "zh-hans": ("河滨店", "车站店", "网店"), "zh-hant": ("河濱店", "車站店", "網路商店"),
}  # fmt: skip
ENTRIES = (
    Entry("th", 12, "ขอใบเสร็จย้อนหลังของวันที่ซื้อเมื่อสัปดาห์ก่อนได้ไหมคะ ทำหายไปแล้ว",
          "ได้ค่ะ ส่งสำเนาใบเสร็จไปที่อีเมลของคุณแล้วค่ะ"),
    Entry("en", 9, "Do you deliver to the new houses behind the station? The web shop does not know our street.",
          "We do from Monday. We have added the street; you can order now."),
    Entry("zh-hans", 6, "上次买的咖啡豆很好，请问还会再进同一款吗？", "会的，下周三到货。到货后我们发邮件通知您。"),
    Entry("zh-hant", 3, "網路商店無法使用優惠碼，請協助處理。", "已修正，請再試一次；優惠期限也為您延長一週。"),
    Entry("th", 1, "สาขาริมน้ำมีที่จอดรถเข็นสำหรับผู้สูงอายุไหมคะ"),
    Entry("en", 0, "I would like to order thirty lunch boxes for a meeting on Friday. Whom do I ask?"),
)  # fmt: skip
SPAM = Entry("en", 2, "Rank first on every search engine! Reply today for a free audit of your site.")

CHAT: dict[str, Words] = {
    "en": {
        "title": "Talk to us", "welcome": "Hello. What can we do for you?",
        "away": "Nobody is here right now. Leave a message.",
    },
    "th": {
        "title": "คุยกับเรา", "welcome": "สวัสดีค่ะ มีอะไรให้ช่วยไหมคะ", "away": "ตอนนี้ไม่มีพนักงานอยู่ ฝากข้อความไว้ได้ค่ะ",
    },
    "zh-hans": {"title": "与我们聊聊", "welcome": "您好，请问需要什么帮助？", "away": "现在无人在线，请留言。"},
    "zh-hant": {"title": "與我們聊聊", "welcome": "您好，請問需要什麼協助？", "away": "目前沒有人員在線，請留言。"},
}  # fmt: skip
TALKS = (
    Talk("en", 8, (
        "Is the oat milk back in the shop at the station?", "Yes, since this morning: forty boxes.",
        "Can you keep two for me?", "They are at the counter under your name until six.",
    )),
    Talk("th", 5, (
        "สั่งของไว้เมื่อวาน เลื่อนไปส่งวันเสาร์ได้ไหม", "ได้ค่ะ เลื่อนเป็นวันเสาร์ 13.00-15.00 น. แล้วนะคะ", "ขอบคุณค่ะ",
    )),
    Talk("zh-hant", 3, ("請問禮盒可以開立公司發票嗎？", "可以，結帳時填寫統一編號即可。", "了解，謝謝。")),
    Talk("zh-hans", 1, ("会员积分什么时候到账？", "购买后第二天到账。您昨天的积分已经到账了。")),
    Talk("en", 0, ("My order says delivered, but nothing is here. Please look into it.",), is_live=False),
)  # fmt: skip

SERVICES: dict[str, tuple[str, str, Words]] = {
    "A": ("request_service", "delivery", {
        "en": "Orders and deliveries", "th": "สั่งซื้อและจัดส่ง", "zh-hans": "订单与送货", "zh-hant": "訂單與送貨",
    }),
    "B": ("request_service", "billing", {
        "en": "Bills and points", "th": "ใบเสร็จและแต้ม", "zh-hans": "账单与积分", "zh-hant": "帳單與點數",
    }),
    "C": ("complain", "freshness", {
        "en": "Returns and complaints", "th": "คืนสินค้าและร้องเรียน", "zh-hans": "退货与投诉", "zh-hant": "退貨與客訴",
    }),
}  # fmt: skip

NAMES: dict[str, Words] = {
    "form": {"en": "Contact form", "th": "แบบฟอร์มติดต่อ", "zh-hans": "联系表单", "zh-hant": "聯絡表單"},
    "chat": {"en": "Web shop", "th": "ร้านออนไลน์", "zh-hans": "网店", "zh-hant": "網路商店"},
    "counter": {"en": "Riverside shop", "th": "สาขาริมน้ำ", "zh-hans": "河滨店", "zh-hant": "河濱店"},
    "place": {"en": "Ground floor, by the entrance", "th": "ชั้นล่าง ใกล้ทางเข้า", "zh-hans": "一楼入口旁",
              "zh-hant": "一樓入口旁"},
    "desk": {"en": "Desk %s", "th": "ช่อง %s", "zh-hans": "%s 号柜台", "zh-hant": "%s 號櫃檯"},
    "exchange": {"en": "Head office", "th": "สำนักงานใหญ่", "zh-hans": "总部", "zh-hant": "總部"},
    "hook": {"en": "Messenger of the web shop", "th": "เมสเซนเจอร์ของร้านออนไลน์", "zh-hans": "网店的即时通讯",
             "zh-hant": "網路商店的即時通訊"},
}  # fmt: skip

CALLS = (
    Said("th", 9, "ถามเวลาเปิดวันหยุด แจ้งแล้วว่า 10.00-20.00 น."),
    Said("en", 8, "Wants the invoice of last month once more. Sent by e-mail."),
    Said("zh-hant", 7, "詢問禮盒庫存，已保留兩盒至週五。"),
    Said("th", 6, "โทรกลับเรื่องของส่งไม่ครบ ส่งเพิ่มให้วันพรุ่งนี้", is_inbound=False),
    Said("zh-hans", 5, "咨询积分兑换，已说明步骤。"),
    Said("en", 4, "Thanked for the quick exchange of the kettle."),
    Said("th", 3, "สั่งผักชุดใหญ่สำหรับงานเลี้ยง นัดส่งเช้าวันเสาร์"),
    Said("zh-hant", 2, "改送貨地址，已更新。", is_inbound=False),
    Said("en", 1, "Asked whether the shop at the station takes returns. It does."),
    Said("th", 0, "ถามว่าของจะถึงกี่โมง แจ้งคนขับโทรหาลูกค้าแล้ว"),
)  # fmt: skip
#: Who called in vain, by how many minutes ago and how often; and one who asks to be called.
MISSED = ((190, 1), (75, 2), (25, 1))
ASKS = Said("zh-hans", 0, "下午三点以后打来，想订公司礼品。")

#: A conversation over the messenger that nobody has answered yet: minutes ago and what was written.
WRITTEN = (
    ("th", 170, "มีชุดของขวัญปีใหม่แบบไม่มีถั่วไหมคะ"),
    ("zh-hant", 45, "請問週日有營業嗎？"),
)

#: On paper: mode, days ago, what about, what was written, what was answered (empty: not yet).
PAPERS = (
    ("th", "letter", 6, "ขอคืนเงินค่าจัดส่ง", "ของมาช้ากว่ากำหนดสองวัน จึงขอคืนเงินค่าจัดส่งตามที่ประกาศไว้",
     "เรียนลูกค้า ทางเราคืนเงินค่าจัดส่งเข้าบัญชีของท่านแล้ว และขออภัยในความล่าช้า"),
    ("zh-hant", "fax", 2, "公司訂購單", "茲訂購禮盒三十份，十二月十日前送達，請回傳報價。", ""),
)  # fmt: skip
