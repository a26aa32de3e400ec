"""Invented contacts, each in the language of who writes: what about, what was said, what was answered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    code: str
    names: dict[str, str]


@dataclass(frozen=True)
class Story:
    """`mode` and `purpose` as codes; `again` is what the customer wrote after the answer, empty where nothing."""

    language: str
    topic: str
    mode: str
    purpose: str
    title: str
    text: str
    answer: str
    again: str = ""


TOPICS = (
    Topic("freshness", {"en": "Freshness", "th": "ความสดใหม่", "zh-hans": "新鲜度", "zh-hant": "新鮮度"}),
    Topic("delivery", {"en": "Delivery", "th": "การจัดส่ง", "zh-hans": "送货", "zh-hant": "送貨"}),
    Topic(
        "billing", {"en": "Bills and points", "th": "ใบเสร็จและแต้ม", "zh-hans": "账单与积分", "zh-hant": "帳單與點數"}
    ),
    Topic(
        "conduct",
        {"en": "How we treat people", "th": "การให้บริการของพนักงาน", "zh-hans": "服务态度", "zh-hant": "服務態度"},
    ),
    Topic("stock", {"en": "Range and stock", "th": "สินค้าและสต็อก", "zh-hans": "品种与库存", "zh-hant": "品項與庫存"}),
    Topic(
        "hours",
        {"en": "Shops and hours", "th": "สาขาและเวลาเปิด", "zh-hans": "门店与营业时间", "zh-hant": "門市與營業時間"},
    ),
)

STORIES = (
    Story(
        "th", "freshness", "phone", "complain", "ผักที่ส่งมาช้ำทั้งถุง",
        "สั่งผักกวางตุ้งสองถุงเมื่อวาน เปิดมาใบช้ำเกือบหมด กินไม่ได้เลยค่ะ",
        "ต้องขออภัยเป็นอย่างยิ่งค่ะ พรุ่งนี้ก่อนเที่ยงจะส่งถุงใหม่ให้โดยไม่คิดเงิน และขอรูปเพื่อตรวจสอบกับคลังนะคะ",
        "ได้รับถุงใหม่แล้ว ขอบคุณที่รีบจัดการค่ะ",
    ),
    Story(
        "th", "freshness", "counter", "complain", "นมเปรี้ยวก่อนวันหมดอายุ",
        "นมขวดนี้ซื้อเมื่อวาน วันหมดอายุอีกห้าวัน แต่เปรี้ยวแล้ว",
        "ขออภัยค่ะ คืนเงินให้ครบและเก็บขวดไว้ตรวจอุณหภูมิของตู้เย็นในสาขา จะโทรแจ้งผลภายในวันศุกร์นี้ค่ะ",
    ),
    Story(
        "th", "delivery", "line", "request_service", "ขอเลื่อนวันส่งของ",
        "พรุ่งนี้ไม่อยู่บ้าน ขอเลื่อนส่งเป็นวันเสาร์ช่วงบ่ายได้ไหมคะ",
        "ได้ค่ะ เลื่อนเป็นวันเสาร์ 13.00-15.00 น. แล้ว คนขับจะโทรก่อนถึงสิบนาทีนะคะ", "ขอบคุณมากค่ะ",
    ),
    Story(
        "th", "delivery", "email", "complain", "ของมาช้ากว่านัดสามชั่วโมง",
        "นัดส่งเก้าโมง ของมาถึงเที่ยง ไอศกรีมละลายหมด ไม่มีใครโทรบอกเลย",
        "ขออภัยอย่างยิ่งค่ะ คืนเงินค่าไอศกรีมแล้ววันนี้ และหัวหน้าสายส่งจะโทรหาคุณภายในวันพรุ่งนี้เพื่ออธิบายและนัดส่งใหม่ค่ะ",
        "เงินเข้าแล้วครับ แต่ยังไม่มีใครโทรมา",
    ),
    Story(
        "th", "billing", "phone", "seek_information", "แต้มหายไปจากบัตร",
        "เดือนที่แล้วมีแต้มสองพันกว่า วันนี้เหลือแปดร้อย แต้มหมดอายุหรือคะ",
        "ตรวจแล้วค่ะ แต้มของปีก่อนหมดอายุเมื่อสิ้นเดือน เหลือ 812 แต้ม ใช้ได้ถึงเดือนตุลาคมปีหน้าค่ะ",
    ),
    Story(
        "th", "stock", "web_form", "request_service", "อยากให้มีข้าวกล้องถุงห้ากิโล",
        "สาขาบางนามีแต่ถุงหนึ่งกิโล อยากให้มีถุงใหญ่ขายครับ",
        "ขอบคุณที่แนะนำครับ สั่งถุงห้ากิโลเข้าสาขาบางนาแล้ว จะมีขายตั้งแต่วันจันทร์หน้าครับ",
    ),
    Story(
        "th", "conduct", "counter", "complain", "พนักงานแคชเชียร์พูดจาไม่ดี",
        "ถามเรื่องส่วนลด พนักงานตอบเสียงดังว่าอ่านป้ายเอง รู้สึกอายคนอื่นมาก",
        "ขออภัยจากใจค่ะ ผู้จัดการสาขาได้คุยกับพนักงานแล้ว และอยากขอโทษคุณด้วยตัวเอง จะสะดวกให้โทรวันไหนคะ",
    ),
    Story(
        "th", "hours", "phone", "seek_information", "สาขาเปิดวันหยุดปีใหม่ไหม",
        "วันที่ 1 มกราคม สาขาลาดพร้าวเปิดกี่โมงคะ", "เปิด 10.00-20.00 น. ค่ะ วันที่ 2 เปิดตามปกติ",
    ),
    Story(
        "zh-hans", "delivery", "email", "complain", "送来的水果少了一箱",
        "订了三箱苹果，只收到两箱，司机说单子上就是两箱。请查一下。",
        "非常抱歉给您添麻烦了。我们核对了出库记录，确实漏装一箱，明天上午补送，运费由我们承担。",
        "今天上午收到了，谢谢。",
    ),
    Story(
        "zh-hans", "billing", "email", "request_service", "需要补开九月的发票",
        "九月份的采购请补开发票，抬头是我们公司全称，税号在附件里。",
        "您好，九月的发票已经开好，今天发到您的邮箱，原件明天寄出。",
    ),
    Story(
        "zh-hans", "stock", "web_form", "seek_information", "请问有没有无糖豆浆",
        "网店里只看到含糖的，请问哪家门店有无糖豆浆？",
        "您好，一号店和七号店有货，每盒三十二泰铢，需要的话可以帮您留两盒。",
    ),
    Story(
        "zh-hans", "freshness", "phone", "complain", "牛肉颜色发暗有异味",
        "昨天买的牛肉打开有味道，颜色也不对，不敢给孩子吃。",
        "真的很抱歉，您做得对，请不要食用。我们全额退款，今天下午派人取样检验，三天内告诉您结果。",
    ),
    Story(
        "zh-hans", "conduct", "phone", "complain", "电话等了二十分钟没人接",
        "打了三次客服，每次都等很久，最后一次直接挂断了。",
        "很抱歉让您等了这么久。那天下午线路故障，现在已经修好，您的问题我来跟进，今天下班前给您答复。",
        "你们后来回电了，问题解决了。",
    ),
    Story(
        "zh-hans", "hours", "portal", "seek_information", "周末能不能取网店订单",
        "网店下单后周日可以到店自取吗？", "可以的，周日上午十点到晚上八点，请带上订单号。",
    ),
    Story(
        "zh-hant", "delivery", "email", "request_service", "想改寄送地址",
        "下週的訂單想改送到辦公室，地址在下面，謝謝。", "您好，地址已經更新，下週二下午兩點到四點送達。", "收到，謝謝您。",
    ),
    Story(
        "zh-hant", "freshness", "email", "complain", "茶葉禮盒受潮",
        "打開禮盒茶葉已經受潮結塊，這是要送客戶的，非常失望。",
        "非常抱歉讓您失望了。明天下午會送上新的禮盒，並附上手寫致歉卡，請問送到府上還是公司方便？",
        "請送公司，謝謝你們的處理。",
    ),
    Story(
        "zh-hant", "billing", "counter", "complain", "結帳多刷了一筆",
        "昨天結帳被刷了兩次，卡片明細在這裡。",
        "真的很抱歉，已經看到重複的一筆，退款今天送出，三個工作天內會回到您的卡上。",
    ),
    Story(
        "zh-hant", "stock", "line", "seek_information", "請問中秋禮盒何時開賣",
        "想訂二十盒中秋禮盒，請問何時開始預購，有團購價嗎？",
        "您好，九月一日開始預購，二十盒以上九折，我幫您先登記，開賣當天通知您。",
    ),
    Story(
        "zh-hant", "conduct", "web_form", "seek_information", "想謝謝六號店的店員",
        "那位小姐幫我把東西提到車上，請代我謝謝她。", "謝謝您特地告訴我們！已經轉達給她和店長，她很開心。",
    ),
    Story(
        "zh-hant", "hours", "phone", "seek_information", "颱風天有營業嗎",
        "明天颱風，請問松山店會開嗎？", "明天上午停止營業，下午兩點視風雨開店，請出門前看官網公告。",
    ),
    Story(
        "en", "freshness", "email", "complain", "Bread with mould inside the bag",
        "I bought a loaf yesterday at the Bang Na shop and found mould on two slices this morning. By its date it has three "
        "more days.",
        "I am very sorry about this, and I understand how unpleasant it is. Your money is on its way back today, and the bakery "
        "is checking the whole batch. I will write to you by Thursday with what they found.",
        "Thank you for the quick refund.",
    ),
    Story(
        "en", "delivery", "phone", "complain", "Delivery left in the rain",
        "The driver left the bags outside in the rain without ringing. Flour and sugar are soaked.",
        "I am sorry that this happened. A new delivery comes tomorrow between nine and eleven, free of charge, and the driver "
        "will ring. I have asked the depot how it came about.",
    ),
    Story(
        "en", "billing", "email", "seek_information", "How do I use my points?",
        "I have 1,400 points on my card. Can I pay with them in the web shop?",
        "Yes: choose “Pay with points” at the last step. 100 points are worth 10 baht, and you can mix them with a card.",
    ),
    Story(
        "en", "stock", "web_form", "request_service", "Gluten-free bread, please",
        "Could the Bang Na branch stock gluten-free bread? I drive across the town for it every week.",
        "Thank you for asking. We order six loaves a week on trial, starting next Tuesday, and keep two of them for you.",
        "That is wonderful, see you on Tuesday.",
    ),
    Story(
        "en", "conduct", "letter", "complain", "Refused entry with a guide dog",
        "The guard did not let me in with my guide dog, although I explained what she is for. This is against the law.",
        "I am very sorry. You were right and we were wrong. Every guard has been told today, and the branch manager would like "
        "to apologise to you in person. May she call you this week?",
    ),
    Story(
        "en", "hours", "chat", "seek_information", "Parking at the new shop",
        "Is there parking at the shop in Nonthaburi?", "Yes, forty places behind the building, two hours free with a receipt.",
    ),
)  # fmt: skip
