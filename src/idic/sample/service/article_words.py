"""Invented articles of the sample company, each in four languages: title and text."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Piece:
    """`texts`: language -> (title, text), of which the first is written in the language of the house; `topic` is a code of
    stories.TOPICS. `lags` are the languages whose translation stays behind when the source is changed to `later`."""

    code: str
    topic: str
    audience: str
    texts: dict[str, tuple[str, str]]
    later: dict[str, str] = field(default_factory=dict)
    lags: tuple[str, ...] = ()
    in_making: tuple[str, ...] = field(default=())

    def lagging(self, source: str) -> tuple[str, ...]:
        """Nothing lags behind itself: then English does."""
        return tuple("en" if one == source else one for one in self.lags)

    def unfinished(self, source: str) -> tuple[str, ...]:
        return tuple("en" if one == source else one for one in self.in_making)


#: Of a text whose source was changed, in its history.
WHY = {"en": "New deadline", "th": "เปลี่ยนกำหนดเวลา", "zh-hans": "新的截止时间", "zh-hant": "新的截止時間"}
PIECES = (
    Piece("return", "freshness", "everybody", {
        "en": (
            "How do I return something that is not fresh?",
            "We give the whole price back.\n\n1. Keep the packing, or take a picture of it.\n2. Come to any "
            "shop, or call us.\n3. You get the money back at once in the shop, or within three days to your "
            "card.\n\nYou need **no receipt** when you bought it with your member number.",
        ),
        "th": (
            "คืนสินค้าที่ไม่สดได้อย่างไร",
            "เราคืนเงินเต็มราคา\n\n1. เก็บถุงหรือถ่ายรูปไว้\n2. มาที่สาขาใดก็ได้ หรือโทรหาเรา\n3. "
            "รับเงินคืนทันทีที่สาขา หรือภายในสามวันเข้าบัตร\n\nถ้าซื้อด้วยหมายเลขสมาชิก **ไม่ต้องใช้ใบเสร็จ**",
        ),
        "zh-hans": (
            "不新鲜的商品怎么退？",
            "我们全额退款。\n\n1. 保留包装，或拍照。\n2. 到任何门店，或致电我们。\n3. "
            "门店当场退款，或三天内退回卡中。\n\n用会员号购买的，**不需要小票**。",
        ),
        "zh-hant": (
            "不新鮮的商品怎麼退？",
            "我們全額退款。\n\n1. 保留包裝，或拍照。\n2. 到任何門市，或致電我們。\n3. "
            "門市當場退款，或三天內退回卡中。\n\n用會員號購買的，**不需要發票**。",
        ),
    }),
    Piece("delivery-day", "delivery", "everybody", {
        "en": (
            "Can I change the day of a delivery?",
            "Yes, until **six in the evening** of the day before: by telephone, LINE or on the portal. The "
            "driver rings ten minutes before he comes.",
        ),
        "th": (
            "เลื่อนวันส่งของได้ไหม",
            "ได้ค่ะ แจ้งก่อน **หกโมงเย็น** ของวันก่อนส่ง ทางโทรศัพท์ LINE หรือพอร์ทัล คนขับจะโทรก่อนถึงสิบนาที",
        ),
        "zh-hans": (
            "可以改送货日期吗？",
            "可以，请在送货前一天**下午六点**以前通过电话、LINE 或客户门户告诉我们。司机到达前十分钟会打电话。",
        ),
        "zh-hant": (
            "可以改送貨日期嗎？",
            "可以，請在送貨前一天**下午六點**以前透過電話、LINE 或客戶入口告訴我們。司機到達前十分鐘會打電話。",
        ),
    }, later={
        "en": "Yes, until **eight in the evening** of the day before: by telephone, LINE or on the portal. The "
              "driver rings ten minutes before he comes.",
        "th": "ได้ค่ะ แจ้งก่อน **สองทุ่ม** ของวันก่อนส่ง ทางโทรศัพท์ LINE หรือพอร์ทัล คนขับจะโทรก่อนถึงสิบนาที",
        "zh-hans": "可以，请在送货前一天**晚上八点**以前通过电话、LINE 或客户门户告诉我们。司机到达前十分钟会打电话。",
        "zh-hant": "可以，請在送貨前一天**晚上八點**以前透過電話、LINE 或客戶入口告訴我們。司機到達前十分鐘會打電話。",
    }, lags=("zh-hans", "zh-hant")),
    Piece("late", "delivery", "everybody", {
        "en": (
            "What if a delivery is late?",
            "If it comes more than an hour after the time agreed, the delivery costs nothing, and for frozen "
            "goods that have thawed you get the price back. Tell us within two days.",
        ),
        "th": (
            "ถ้าของมาส่งช้าทำอย่างไร",
            "ถ้าช้ากว่านัดเกินหนึ่งชั่วโมง เราไม่คิดค่าส่ง และคืนเงินค่าของแช่แข็งที่ละลาย แจ้งเราภายในสองวัน",
        ),
        "zh-hans": (
            "送货迟到怎么办？",
            "比约定时间晚一小时以上，免收运费；冷冻商品化冻的，退还货款。请在两天内告诉我们。",
        ),
        "zh-hant": (
            "送貨遲到怎麼辦？",
            "比約定時間晚一小時以上，免收運費；冷凍商品退冰的，退還貨款。請在兩天內告訴我們。",
        ),
    }),
    Piece("invoice", "billing", "everybody", {
        "en": (
            "How do I get a tax invoice afterwards?",
            "Send us the number on the receipt, the full name of your company and its tax number. The invoice "
            "comes by e-mail on the next working day; the paper follows by post if you want it.",
        ),
        "th": (
            "ขอใบกำกับภาษีย้อนหลังได้อย่างไร",
            "ส่งเลขที่ใบเสร็จ ชื่อเต็มของบริษัท และเลขประจำตัวผู้เสียภาษี ใบกำกับภาษีจะส่งทางอีเมลในวันทำการถัดไ"
            "ป และส่งฉบับจริงทางไปรษณีย์ถ้าต้องการ",
        ),
        "zh-hans": (
            "怎样补开发票？",
            "请告诉我们小票号码、公司全称和税号。发票会在下一个工作日发到邮箱，需要原件可邮寄。",
        ),
        "zh-hant": (
            "怎樣補開發票？",
            "請告訴我們收據號碼、公司全名和統一編號。發票會在下一個工作日寄到信箱，需要正本可郵寄。",
        ),
    }),
    Piece("points", "billing", "customers", {
        "en": (
            "When do my points run out?",
            "Points of a year run out at the end of **October of the next year**. On the portal you see how "
            "many run out and when.",
        ),
        "th": (
            "แต้มหมดอายุเมื่อไร",
            "แต้มของแต่ละปีหมดอายุสิ้นเดือน **ตุลาคมของปีถัดไป** ดูจำนวนและวันหมดอายุได้ที่พอร์ทัล",
        ),
        "zh-hans": (
            "积分什么时候过期？",
            "每年的积分在**次年十月底**过期。在客户门户可以看到有多少积分、什么时候过期。",
        ),
        "zh-hant": (
            "點數什麼時候到期？",
            "每年的點數在**次年十月底**到期。在客戶入口可以看到有多少點數、什麼時候到期。",
        ),
    }, later={
        "en": "Points of a year run out at the end of **December of the next year**. On the portal you see how "
              "many run out and when.",
        "th": "แต้มของแต่ละปีหมดอายุสิ้นเดือน **ธันวาคมของปีถัดไป** ดูจำนวนและวันหมดอายุได้ที่พอร์ทัล",
        "zh-hans": "每年的积分在**次年十二月底**过期。在客户门户可以看到有多少积分、什么时候过期。",
        "zh-hant": "每年的點數在**次年十二月底**到期。在客戶入口可以看到有多少點數、什麼時候到期。",
    }, lags=("th",)),
    Piece("charged-twice", "billing", "everybody", {
        "en": (
            "My card was charged twice",
            "Send us a picture of the statement. A second charge that never was booked disappears by itself "
            "within seven days; one that was booked we pay back within three working days.",
        ),
        "th": (
            "บัตรถูกตัดเงินสองครั้ง",
            "ส่งรูปใบแจ้งยอดมาให้เรา รายการซ้ำที่ยังไม่ลงบัญชีจะหายไปเองภายในเจ็ดวัน ถ้าลงบัญชีแล้วเราคืนเงินภาย"
            "ในสามวันทำการ",
        ),
        "zh-hans": (
            "卡被刷了两次",
            "请把账单截图发给我们。没有入账的重复交易七天内自动消失；已入账的，三个工作日内退款。",
        ),
        "zh-hant": (
            "結帳多刷了一筆怎麼辦",
            "請把帳單明細拍照給我們。沒有入帳的重複交易七天內自動消失；已入帳的，三個工作天內退款。",
        ),
    }),
    Piece("hours", "hours", "everybody", {
        "en": (
            "When are the shops open on public holidays?",
            "From ten to eight on every public holiday. On the first day of the year some shops open later: "
            "look at the door, or call.",
        ),
        "th": (
            "วันหยุดนักขัตฤกษ์สาขาเปิดกี่โมง",
            "เปิด 10.00-20.00 น. ทุกวันหยุดนักขัตฤกษ์ วันปีใหม่บางสาขาเปิดช้ากว่านั้น ดูที่หน้าสาขาหรือโทรถาม",
        ),
        "zh-hans": (
            "公共假期门店几点营业？",
            "每个公共假期上午十点到晚上八点。元旦有些门店开门较晚，请看门口告示或来电。",
        ),
        "zh-hant": (
            "國定假日門市幾點營業？",
            "每個國定假日上午十點到晚上八點。元旦有些門市較晚開門，請看門口公告或來電。",
        ),
    }),
    Piece("pick-up", "hours", "everybody", {
        "en": (
            "Can I fetch an order at the weekend?",
            "Yes, from ten to eight on Saturdays and Sundays. Bring the number of the order. We keep it for two "
            "days.",
        ),
        "th": (
            "รับของที่สั่งออนไลน์วันเสาร์อาทิตย์ได้ไหม",
            "ได้ค่ะ 10.00-20.00 น. ทั้งวันเสาร์และอาทิตย์ นำเลขที่สั่งซื้อมาด้วย เราเก็บไว้ให้สองวัน",
        ),
        "zh-hans": (
            "周末可以到店取网店订单吗？",
            "可以，周六、周日上午十点到晚上八点，请带上订单号。我们保留两天。",
        ),
        "zh-hant": (
            "週末可以到店取網路訂單嗎？",
            "可以，週六、週日上午十點到晚上八點，請帶訂單號碼。我們保留兩天。",
        ),
    }),
    Piece("wish", "stock", "everybody", {
        "en": (
            "I miss something on your shelves",
            "Tell us what and in which shop. If three people wish for it in a month, we try it for six weeks, "
            "and tell you when it is there.",
        ),
        "th": (
            "อยากให้มีสินค้าที่ยังไม่มีขาย",
            "บอกเราว่าอยากได้อะไรที่สาขาไหน ถ้ามีสามคนขอในหนึ่งเดือน เราจะลองขายหกสัปดาห์ "
            "และแจ้งให้ทราบเมื่อมีของ",
        ),
        "zh-hans": (
            "货架上没有我要的商品",
            "请告诉我们想要什么、在哪家门店。一个月内有三位顾客提出，我们就试卖六周，到货通知您。",
        ),
        "zh-hant": (
            "架上沒有我要的商品",
            "請告訴我們想要什麼、在哪家門市。一個月內有三位顧客提出，我們就試賣六週，到貨通知您。",
        ),
    }, in_making=("zh-hant",)),
    Piece("complain", "conduct", "everybody", {
        "en": (
            "How do I complain?",
            "By telephone, at the counter of any shop, by e-mail or on the portal; it **costs nothing**. You "
            "get a number at once, and our decision in writing within fifteen days.",
        ),
        "th": (
            "ร้องเรียนได้อย่างไร",
            "ทางโทรศัพท์ ที่เคาน์เตอร์ทุกสาขา อีเมล หรือพอร์ทัล **ไม่มีค่าใช้จ่าย** ได้เลขที่เรื่องทันที "
            "และได้คำตอบเป็นลายลักษณ์อักษรภายในสิบห้าวัน",
        ),
        "zh-hans": (
            "怎样投诉？",
            "可以打电话、到任何门店柜台、发邮件或在客户门户投诉，**不收任何费用**。当场得到编号，十五天内得到书"
            "面决定。",
        ),
        "zh-hant": (
            "怎樣申訴？",
            "可以打電話、到任何門市櫃檯、寄電子郵件或在客戶入口申訴，**不收任何費用**。當場得到編號，十五天內得"
            "到書面決定。",
        ),
    }),
    Piece("goodwill", "conduct", "staff", {
        "en": (
            "What may I give as goodwill?",
            "Up to 200 baht or 400 points without asking. Up to 1,000 baht with the shop's manager. Write into "
            "the case what you gave and why.",
        ),
        "th": (
            "ให้ชดเชยเพื่อรักษาน้ำใจได้เท่าไร",
            "ไม่เกิน 200 บาทหรือ 400 แต้มโดยไม่ต้องถาม ไม่เกิน 1,000 บาทเมื่อผู้จัดการสาขาเห็นชอบ "
            "บันทึกในเรื่องว่าให้อะไรและเพราะอะไร",
        ),
        "zh-hans": (
            "我可以给多少补偿？",
            "200 泰铢或 400 积分以内不用请示；1,000 泰铢以内须门店经理同意。请在工单里写明给了什么、为什么。",
        ),
        "zh-hant": (
            "我可以給多少補償？",
            "200 泰銖或 400 點以內不用請示；1,000 泰銖以內須門市經理同意。請在案件裡寫明給了什麼、為什麼。",
        ),
    }),
    Piece("allergy", "freshness", "staff", {
        "en": (
            "Somebody says our food made them ill",
            "1. Ask how they are; advise a doctor.\n2. Never say what it was.\n3. Open a **complaint of high "
            "priority** and tell quality within the hour.\n4. Keep what is left of it cold and closed.",
        ),
        "th": (
            "ลูกค้าแจ้งว่ากินอาหารของเราแล้วป่วย",
            "1. ถามอาการ แนะนำให้พบแพทย์\n2. อย่าสรุปสาเหตุเอง\n3. เปิด **ข้อร้องเรียนความสำคัญสูง** "
            "และแจ้งฝ่ายคุณภาพภายในหนึ่งชั่วโมง\n4. เก็บของที่เหลือไว้ในตู้เย็น ปิดให้มิดชิด",
        ),
        "zh-hans": (
            "顾客说吃了我们的食品不舒服",
            "1. 问候病情，建议就医。\n2. 不要判断原因。\n3. 开**高优先级投诉**，一小时内告知品质部。\n4. "
            "剩余食品冷藏密封。",
        ),
        "zh-hant": (
            "顧客說吃了我們的食品不舒服",
            "1. 關心病情，建議就醫。\n2. 不要判斷原因。\n3. 開**高優先客訴**，一小時內告知品質部。\n4. "
            "剩餘食品冷藏密封。",
        ),
    }, in_making=("zh-hans", "zh-hant")),
)  # fmt: skip

#: Asked in vain: language, text, how often.
UNANSWERED = (
    ("th", "ส่งต่างจังหวัดไหม", 9),
    ("th", "ส่งต่างจังหวัดได้ไหม", 6),
    ("th", "ผ่อนชำระ", 4),
    ("en", "gift card balance", 7),
    ("en", "balance of a gift card", 3),
    ("zh-hans", "支付宝付款", 8),
    ("zh-hans", "可以用支付宝付款吗", 5),
    ("zh-hant", "電子發票載具", 6),
)
