"""What the customers of a world write about: wishes put together with goods, in their languages."""

from __future__ import annotations

LANGUAGES = ("th", "zh-hans", "zh-hant", "en")

GOODS = {
    "th": ("ชาเขียว", "เครื่องกรองน้ำ", "รองเท้าวิ่ง", "หม้อหุงข้าว", "โทรศัพท์", "ที่นอน", "พัดลม", "กระเป๋าเดินทาง", "นมผง", "จักรยาน",
           "ตู้เย็น", "หูฟัง", "เสื้อกันฝน", "ข้าวหอมมะลิ", "เก้าอี้สำนักงาน", "แปรงสีฟันไฟฟ้า"),
    "zh-hans": ("绿茶", "净水器", "跑鞋", "电饭煲", "手机", "床垫", "风扇",
                "行李箱", "奶粉", "自行车", "冰箱", "耳机", "雨衣", "茉莉香米", "办公椅", "电动牙刷"),
    "zh-hant": ("綠茶", "淨水器", "跑鞋", "電鍋", "手機", "床墊", "電風扇",
                "行李箱", "奶粉", "腳踏車", "冰箱", "耳機", "雨衣", "茉莉香米", "辦公椅", "電動牙刷"),
    "en": ("green tea", "water filter", "running shoes", "rice cooker", "telephone", "mattress", "fan", "suitcase", "milk powder",
           "bicycle", "refrigerator", "headphones", "raincoat", "jasmine rice", "office chair", "electric toothbrush"),
}  # fmt: skip

#: (title, text): `{}` is the good, `{n}` the number of an order.
WISHES = {
    "th": (
        ("{} ยังไม่มาส่ง", "สั่ง {} ไว้ตั้งแต่สัปดาห์ก่อน หมายเลข {n} จนวันนี้ยังไม่ได้รับเลย ช่วยตรวจสอบให้ด้วยค่ะ"),
        ("{} ชำรุด", "เปิดกล่องแล้วพบว่า {} ชำรุดใช้งานไม่ได้ คำสั่งซื้อ {n} อยากเปลี่ยนชิ้นใหม่ครับ"),
        ("ขอใบกำกับภาษีของ {}", "ขอใบกำกับภาษีสำหรับ {} คำสั่งซื้อหมายเลข {n} ในนามบริษัทด้วยครับ"),
        ("ถามวิธีใช้ {}", "เพิ่งซื้อ {} มา อ่านคู่มือแล้วยังไม่เข้าใจ รบกวนอธิบายขั้นตอนให้หน่อยค่ะ {n}"),
        ("เก็บเงิน {} สองครั้ง", "บัตรถูกตัดเงินค่า {} สองครั้งในคำสั่งซื้อ {n} ขอเงินคืนด้วยค่ะ"),
        ("พนักงานพูดไม่สุภาพ", "โทรไปถามเรื่อง {} แล้วพนักงานวางสาย รู้สึกไม่ดีมาก คำสั่งซื้อ {n}"),
    ),
    "zh-hans": (
        ("{}还没有送到", "上周订的{}，单号{n}，到今天还没有收到，请帮忙查一下。"),
        ("{}坏了", "打开包装发现{}是坏的，不能用，订单{n}，我要换一个新的。"),
        ("请开{}的发票", "请为订单{n}的{}开一张公司抬头的发票。"),
        ("{}怎么用", "刚买了{}，说明书看不懂，请讲一下步骤，订单{n}。"),
        ("{}重复扣款", "订单{n}的{}在卡上扣了两次钱，请退款。"),
        ("客服态度不好", "打电话问{}的事，客服直接挂断了，很不舒服，订单{n}。"),
    ),
    "zh-hant": (
        ("{}還沒有送到", "上週訂的{}，單號{n}，到今天還沒有收到，請幫忙查一下。"),
        ("{}壞了", "打開包裝發現{}是壞的，不能用，訂單{n}，我要換一個新的。"),
        ("請開{}的發票", "請為訂單{n}的{}開一張公司抬頭的發票。"),
        ("{}怎麼用", "剛買了{}，說明書看不懂，請講一下步驟，訂單{n}。"),
        ("{}重複扣款", "訂單{n}的{}在卡上扣了兩次錢，請退款。"),
        ("客服態度不好", "打電話問{}的事，客服直接掛斷了，很不舒服，訂單{n}。"),
    ),
    "en": (
        ("{} has not arrived", "I ordered the {} last week, order {n}, and it has still not come. Please find out where it is."),
        ("{} is broken", "I opened the box and the {} does not work at all. Order {n}. I want another one."),
        ("Invoice for the {}", "Please send me an invoice for the {} of order {n} in the name of my company."),
        ("How do I use the {}?", "I have just bought the {} and cannot make sense of the manual. What comes first? Order {n}."),
        ("Charged twice for the {}", "My card was charged twice for the {} of order {n}. Please pay one of them back."),
        ("Your colleague was rude", "I called about the {} and was simply cut off. That was not nice. Order {n}."),
    ),
}  # fmt: skip

#: Ours, theirs, ours, theirs.
REPLIES = {
    "th": ("ขออภัยในความไม่สะดวกค่ะ ทีมงานกำลังตรวจสอบให้",
           "ขอบคุณครับ รอฟังผลอยู่", "ตรวจสอบแล้วนะคะ ดำเนินการเรียบร้อย", "ได้รับแล้ว ขอบคุณมากค่ะ"),
    "zh-hans": ("很抱歉给您带来不便，我们正在查。", "谢谢，我等您的消息。", "已经查清楚并处理好了。", "收到了，非常感谢。"),
    "zh-hant": ("很抱歉造成您的不便，我們正在查。", "謝謝，我等您的消息。", "已經查清楚並處理好了。", "收到了，非常感謝。"),
    "en": ("We are sorry for the trouble and are finding out.",
           "Thank you, I am waiting.", "We found out and it is settled now.",
           "It is here, thank you very much."),
}  # fmt: skip
