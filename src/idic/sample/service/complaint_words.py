"""What the people of the sample write down while they handle complaints, in the language of the house."""

from __future__ import annotations

from dataclasses import dataclass

Words = dict[str, str]

#: Why it happened, and what was found on our side, by topic.
CAUSES: dict[str, tuple[Words, Words]] = {
    "freshness": (
        {
            "en": "The cool chain was broken between the lorry and the shelf.",
            "th": "ห่วงโซ่ความเย็นขาดช่วงระหว่างรถส่งกับชั้นวาง", "zh-hans": "从货车到货架的冷链中断。",
            "zh-hant": "從貨車到貨架的冷鏈中斷。",
        },
        {
            "en": "Crates stood outside for forty minutes.", "th": "ลังสินค้าวางอยู่ด้านนอกสี่สิบนาที",
            "zh-hans": "货箱在室外放了四十分钟。", "zh-hant": "貨箱在室外放了四十分鐘。",
        },
    ),
    "delivery": (
        {
            "en": "The tour was planned too tight.", "th": "จัดรอบส่งถี่เกินไป", "zh-hans": "送货路线排得太紧。",
            "zh-hant": "送貨路線排得太緊。",
        },
        {
            "en": "Six stops an hour, where four can be done.", "th": "กำหนดส่งชั่วโมงละหกจุด แต่ทำได้จริงสี่จุด",
            "zh-hans": "每小时排了六站，实际只能送四站。", "zh-hant": "每小時排了六站，實際只能送四站。",
        },
    ),
    "billing": (
        {
            "en": "The terminal was asked twice.", "th": "เครื่องรับบัตรส่งรายการซ้ำสองครั้ง", "zh-hans": "刷卡机重复发送了请求。",
            "zh-hant": "刷卡機重複送出了請款。",
        },
        {
            "en": "The line had failed for three seconds.", "th": "สัญญาณขาดไปสามวินาที", "zh-hans": "线路中断了三秒。",
            "zh-hant": "線路中斷了三秒。",
        },
    ),
    "conduct": (
        {
            "en": "Too few people at the desk on that day.", "th": "วันนั้นมีพนักงานประจำจุดน้อยเกินไป",
            "zh-hans": "当天值班人手不足。", "zh-hant": "當天值班人手不足。",
        },
        {
            "en": "Two were ill, nobody stood in.", "th": "ลาป่วยสองคน ไม่มีคนแทน", "zh-hans": "两人病假，无人顶班。",
            "zh-hant": "兩人請病假，無人代班。",
        },
    ),
    "stock": (
        {
            "en": "The web shop reads the stock once a night.", "th": "ร้านออนไลน์อ่านยอดสต็อกคืนละครั้ง",
            "zh-hans": "网店每晚才读取一次库存。", "zh-hant": "網路商店每晚才讀取一次庫存。",
        },
        {
            "en": "It was sold out at noon and still on show at six.", "th": "ของหมดตอนเที่ยง แต่หกโมงเย็นยังขึ้นว่ามี",
            "zh-hans": "中午已售完，傍晚六点页面仍显示有货。", "zh-hant": "中午已售完，傍晚六點頁面仍顯示有貨。",
        },
    ),
}  # fmt: skip
AT_ONCE: Words = {
    "en": "The rest of the batch was taken off the shelf.", "th": "เก็บสินค้าล็อตเดียวกันออกจากชั้นวางแล้ว",
    "zh-hans": "同批商品已下架。", "zh-hant": "同批商品已下架。",
}  # fmt: skip
OPTIONS: Words = {
    "en": "Replace it, or money back", "th": "เปลี่ยนของใหม่ หรือคืนเงิน", "zh-hans": "换货或退款", "zh-hant": "換貨或退款",
}  # fmt: skip
RECHECKED: Words = {
    "en": "Called the customer: it was done.", "th": "โทรสอบถามลูกค้าแล้ว ดำเนินการครบตามที่รับปาก",
    "zh-hans": "已致电顾客确认：承诺的事已办妥。", "zh-hant": "已致電顧客確認：承諾的事已辦妥。",
}  # fmt: skip
FED_BACK: Words = {
    "en": "Told at the meeting of the branches: %s", "th": "แจ้งในที่ประชุมสาขา: %s", "zh-hans": "已在门店例会上通报：%s",
    "zh-hant": "已在門市例會上說明：%s",
}  # fmt: skip
REFUSED: Words = {
    "en": "The customer finds that a refund does not make up for the lost day.",
    "th": "ลูกค้าเห็นว่าการคืนเงินไม่ชดเชยเวลาที่เสียไปทั้งวัน", "zh-hans": "顾客认为退款弥补不了耽误的一天。",
    "zh-hant": "顧客認為退款彌補不了耽誤的一天。",
}  # fmt: skip
APPEALED: Words = {
    "en": "The customer asks for somebody else to look at it.", "th": "ลูกค้าขอให้ผู้อื่นพิจารณาใหม่",
    "zh-hans": "顾客要求由他人重新处理。", "zh-hant": "顧客要求由他人重新處理。",
}  # fmt: skip
OUTSIDE: Words = {
    "en": "Office of the Consumer Protection Board, hotline 1166", "th": "สำนักงานคณะกรรมการคุ้มครองผู้บริโภค สายด่วน 1166",
    "zh-hans": "泰国消费者保护委员会办公室，热线 1166", "zh-hant": "泰國消費者保護委員會辦公室，專線 1166",
}  # fmt: skip
NOT_REACHED: Words = {
    "en": "Called three times and written once: no answer.", "th": "โทรสามครั้งและส่งอีเมลแล้ว ไม่มีการตอบกลับ",
    "zh-hans": "致电三次、去信一次，均无答复。", "zh-hant": "致電三次、去信一次，均無回覆。",
}  # fmt: skip
AGAIN: Words = {
    "en": "The refund has not arrived.", "th": "เงินคืนยังไม่เข้าบัญชี", "zh-hans": "退款一直没有到账。",
    "zh-hant": "退款一直沒有入帳。",
}  # fmt: skip
NO_YES: Words = {
    "en": "Told where to turn to; no agreement was found.", "th": "แจ้งหน่วยงานภายนอกแล้ว ยังตกลงกันไม่ได้",
    "zh-hans": "已告知外部投诉渠道，未达成一致。", "zh-hant": "已告知外部申訴管道，未達成共識。",
}  # fmt: skip
TRAINING: Words = {
    "en": "Handling complaints, part 1", "th": "การจัดการข้อร้องเรียน ขั้นที่ 1", "zh-hans": "投诉处理（一）",
    "zh-hant": "客訴處理（一）",
}  # fmt: skip


@dataclass(frozen=True)
class Action:
    """A corrective action: `fishbone` by bone, `elsewhere` with whether it was done there."""

    title: Words
    problem: Words
    containment: Words
    whys: dict[str, tuple[str, ...]]
    fishbone: dict[str, Words]
    cause: Words
    evidence: Words
    metric: Words
    target: Words
    step: Words
    where: Words
    elsewhere: tuple[tuple[Words, bool], ...]
    standard: Words
    training: Words
    finding: Words


ACTIONS: dict[str, Action] = {
    "stock": Action(
        {"en": "Stock on show in the web shop", "th": "ยอดสต็อกที่แสดงในร้านออนไลน์", "zh-hans": "网店显示的库存",
         "zh-hant": "網路商店顯示的庫存"},
        {"en": "Customers order what is sold out and hear of it a day later.",
         "th": "ลูกค้าสั่งของที่หมดแล้ว และรู้ในวันถัดไป", "zh-hans": "顾客下单的商品其实已售完，次日才得知。",
         "zh-hant": "顧客訂了其實已售完的商品，隔天才得知。"},
        {"en": "Orders are checked by hand before they are confirmed.", "th": "ตรวจคำสั่งซื้อด้วยคนก่อนยืนยัน",
         "zh-hans": "确认订单前人工核对库存。", "zh-hant": "確認訂單前以人工核對庫存。"},
        {"en": ("Goods are missing", "The page says that they are there", "Stock is read once a night"),
         "th": ("ของขาด", "หน้าเว็บขึ้นว่ามี", "อ่านยอดคืนละครั้ง"), "zh-hans": ("缺货", "页面显示有货", "每晚只读取一次库存"),
         "zh-hant": ("缺貨", "頁面顯示有貨", "每晚只讀取一次庫存")},
        {"method": {"en": "Stock read at night", "th": "อ่านสต็อกตอนกลางคืน", "zh-hans": "夜间读取库存",
                    "zh-hant": "夜間讀取庫存"}},
        {"en": "The web shop shows last night's stock.", "th": "ร้านออนไลน์แสดงยอดของคืนก่อน",
         "zh-hans": "网店显示的是前一晚的库存。", "zh-hant": "網路商店顯示的是前一晚的庫存。"},
        {"en": "Of 30 late cancellations 27 were sold out the same day.", "th": "จากการยกเลิก 30 รายการ 27 รายการหมดในวันเดียวกัน",
         "zh-hans": "30 次取消中有 27 次是当天售完。", "zh-hant": "30 次取消中有 27 次是當天售完。"},
        {"en": "Complaints about stock a month", "th": "ข้อร้องเรียนเรื่องสต็อกต่อเดือน", "zh-hans": "每月库存投诉数",
         "zh-hant": "每月庫存客訴數"},
        {"en": "none for three months", "th": "ไม่มีเลยติดต่อกันสามเดือน", "zh-hans": "连续三个月为零", "zh-hant": "連續三個月為零"},
        {"en": "Read the stock every ten minutes", "th": "อ่านยอดสต็อกทุกสิบนาที", "zh-hans": "每十分钟读取库存",
         "zh-hant": "每十分鐘讀取庫存"},
        {"en": "Web shop", "th": "ร้านออนไลน์", "zh-hans": "网店", "zh-hant": "網路商店"},
        (({"en": "Telephone orders", "th": "สั่งทางโทรศัพท์", "zh-hans": "电话订购", "zh-hant": "電話訂購"}, True),),
        {"en": "Web shop, section 2", "th": "คู่มือร้านออนไลน์ ข้อ 2", "zh-hans": "网店操作规程第 2 节",
         "zh-hant": "網路商店作業規範第 2 節"},
        {"en": "Stock and orders", "th": "สต็อกและคำสั่งซื้อ", "zh-hans": "库存与订单", "zh-hant": "庫存與訂單"},
        {"en": "No complaint about stock since it was carried out.", "th": "ไม่มีข้อร้องเรียนเรื่องสต็อกตั้งแต่ดำเนินการ",
         "zh-hans": "实施以来没有库存投诉。", "zh-hant": "實施以來沒有庫存客訴。"},
    ),
    "delivery": Action(
        {"en": "Tours in the rainy season", "th": "รอบส่งของในฤดูฝน", "zh-hans": "雨季的送货路线", "zh-hant": "雨季的送貨路線"},
        {"en": "Deliveries come hours late, mostly when it rains.", "th": "ส่งของช้าหลายชั่วโมง โดยเฉพาะวันฝนตก",
         "zh-hans": "送货晚到数小时，多在雨天。", "zh-hant": "送貨晚到數小時，多在雨天。"},
        {"en": "The driver calls when he is more than half an hour late.", "th": "คนขับโทรแจ้งเมื่อช้าเกินครึ่งชั่วโมง",
         "zh-hans": "司机晚到超过半小时即致电顾客。", "zh-hant": "司機晚到超過半小時即致電顧客。"},
        {"en": ("Deliveries are late", "Tours have six stops an hour", "They are planned for dry roads"),
         "th": ("ส่งช้า", "ชั่วโมงละหกจุด", "วางแผนตามถนนแห้ง"), "zh-hans": ("送货晚到", "每小时排六站", "按晴天路况排班"),
         "zh-hant": ("送貨晚到", "每小時排六站", "按晴天路況排班")},
        {"method": {"en": "Tours planned too tight", "th": "จัดรอบถี่เกินไป", "zh-hans": "路线排得太紧", "zh-hant": "路線排得太緊"},
         "environment": {"en": "Flooded streets", "th": "ถนนน้ำท่วม", "zh-hans": "道路积水", "zh-hant": "道路積水"}},
        {"en": "Tours are planned as if it never rained.", "th": "จัดรอบส่งเหมือนไม่มีวันฝนตก", "zh-hans": "排班时没有考虑雨天。",
         "zh-hant": "排班時沒有考慮雨天。"},
        {"en": "Of 19 late tours 16 were on days with rain.", "th": "จากรอบที่ช้า 19 รอบ เป็นวันฝนตก 16 รอบ",
         "zh-hans": "19 趟晚到中有 16 趟是雨天。", "zh-hant": "19 趟晚到中有 16 趟是雨天。"},
        {"en": "Deliveries that come in their hour", "th": "สัดส่วนที่ส่งถึงในชั่วโมงที่นัด", "zh-hans": "按约定时段送达的比例",
         "zh-hant": "按約定時段送達的比例"},
        {"en": "95% on every day", "th": "95% ทุกวัน", "zh-hans": "每天 95%", "zh-hant": "每天 95%"},
        {"en": "Four stops an hour on days with rain", "th": "วันฝนตกให้ส่งชั่วโมงละสี่จุด", "zh-hans": "雨天每小时只排四站",
         "zh-hant": "雨天每小時只排四站"},
        {"en": "Depot", "th": "คลังสินค้า", "zh-hans": "配送站", "zh-hant": "配送站"},
        (({"en": "Deliveries to firms", "th": "ส่งของให้บริษัท", "zh-hans": "企业客户配送", "zh-hant": "企業客戶配送"}, False),),
        {"en": "Planning tours, section 4", "th": "การจัดรอบส่ง ข้อ 4", "zh-hans": "排线规程第 4 节", "zh-hant": "排線規範第 4 節"},
        {"en": "Planning tours", "th": "การจัดรอบส่ง", "zh-hans": "路线排班", "zh-hant": "路線排班"},
        {"en": "96%, on days with rain as well.", "th": "ส่งตรงเวลา 96% แม้วันฝนตก",
         "zh-hans": "达到 96%，雨天也达标。", "zh-hant": "達到 96%，雨天也達標。"},
    ),
    "freshness": Action(
        {"en": "Cool chain between lorry and shelf", "th": "ห่วงโซ่ความเย็นจากรถส่งถึงชั้นวาง", "zh-hans": "货车到货架的冷链",
         "zh-hant": "貨車到貨架的冷鏈"},
        {"en": "Vegetables, milk and bread spoil before their date in three branches.",
         "th": "ผัก นม และขนมปังเสียก่อนวันหมดอายุในสามสาขา", "zh-hans": "三家门店的蔬菜、牛奶和面包在保质期内变质。",
         "zh-hant": "三家門市的蔬菜、牛奶和麵包在保存期限內變質。"},
        {"en": "Every delivery is put away before the next lorry is unloaded.", "th": "เก็บสินค้าเข้าตู้ให้หมดก่อนลงรถคันถัดไป",
         "zh-hans": "每车货入库后再卸下一车。", "zh-hant": "每車貨入庫後再卸下一車。"},
        {"en": ("Goods spoil", "They were warm", "Crates stood outside", "Nobody was there to put them away",
                "Lorries come when the shift changes"),
         "th": ("ของเสีย", "อุณหภูมิสูง", "ลังวางอยู่ด้านนอก", "ไม่มีคนเก็บเข้าตู้", "รถมาตอนเปลี่ยนกะ"),
         "zh-hans": ("商品变质", "温度过高", "货箱放在室外", "无人入库", "货车在换班时到达"),
         "zh-hant": ("商品變質", "溫度過高", "貨箱放在室外", "無人入庫", "貨車在換班時到達")},
        {"method": {"en": "Lorries at shift change", "th": "รถมาตอนเปลี่ยนกะ", "zh-hans": "换班时到货", "zh-hant": "換班時到貨"},
         "people": {"en": "One person unloads", "th": "ลงของคนเดียว", "zh-hans": "只有一人卸货", "zh-hant": "只有一人卸貨"},
         "machine": {"en": "No cool dock", "th": "ไม่มีท่าลงของแบบเย็น", "zh-hans": "没有冷藏月台", "zh-hant": "沒有冷藏月台"}},
        {"en": "Deliveries arrive at the change of shifts.", "th": "ของมาถึงตอนเปลี่ยนกะ", "zh-hans": "到货时间正好是换班时间。",
         "zh-hant": "到貨時間正好是換班時間。"},
        {"en": "Loggers in twelve crates: 14 °C after forty minutes, on nine of ten days at 14:00.",
         "th": "เครื่องบันทึกอุณหภูมิในสิบสองลัง: 14 °C หลังสี่สิบนาที เก้าในสิบวันเวลา 14:00 น.",
         "zh-hans": "十二个货箱的温度记录仪：四十分钟后 14 °C，十天中有九天发生在 14:00。",
         "zh-hant": "十二個貨箱的溫度記錄器：四十分鐘後 14 °C，十天中有九天發生在 14:00。"},
        {"en": "Complaints about freshness per 1,000 purchases", "th": "ข้อร้องเรียนเรื่องความสดต่อการซื้อ 1,000 ครั้ง",
         "zh-hans": "每千次购买的新鲜度投诉数", "zh-hant": "每千次購買的新鮮度客訴數"},
        {"en": "below 0.4", "th": "ต่ำกว่า 0.4", "zh-hans": "低于 0.4", "zh-hant": "低於 0.4"},
        {"en": "Move deliveries to 13:00", "th": "เลื่อนเวลาส่งเป็น 13:00 น.", "zh-hans": "到货时间改为 13:00",
         "zh-hant": "到貨時間改為 13:00"},
        {"en": "Eight branches", "th": "แปดสาขา", "zh-hans": "八家门店", "zh-hant": "八家門市"},
        (({"en": "Web shop depot", "th": "คลังร้านออนไลน์", "zh-hans": "网店仓库", "zh-hant": "網路商店倉庫"}, True),
         ({"en": "Branches in the south", "th": "สาขาภาคใต้", "zh-hans": "南部门店", "zh-hant": "南部門市"}, False)),
        {"en": "Receiving goods, section 3", "th": "การรับสินค้า ข้อ 3", "zh-hans": "收货规程第 3 节", "zh-hant": "收貨規範第 3 節"},
        {"en": "Receiving goods", "th": "การรับสินค้า", "zh-hans": "收货", "zh-hant": "收貨"},
        {"en": "", "th": "", "zh-hans": "", "zh-hant": ""},
    ),
}  # fmt: skip
#: Opened because a complaint was severe or came again, with the cause still to be found.
BEGUN: dict[str, tuple[Words, Words]] = {
    "billing": (
        {"en": "Cards charged twice", "th": "ตัดบัตรซ้ำ", "zh-hans": "重复刷卡扣款", "zh-hant": "重複刷卡扣款"},
        {"en": "When the line fails, the terminal asks again and the bank books both.",
         "th": "เมื่อสัญญาณขาด เครื่องส่งรายการซ้ำ และธนาคารตัดเงินสองครั้ง", "zh-hans": "线路中断时刷卡机会重发，银行两笔都入账。",
         "zh-hant": "線路中斷時刷卡機會重送，銀行兩筆都入帳。"},
    ),
    "conduct": (
        {"en": "Enough people at the desk", "th": "จำนวนพนักงานประจำจุดบริการ", "zh-hans": "服务台人手", "zh-hant": "服務台人力"},
        {"en": "Customers wait long and meet tired people when somebody is ill.",
         "th": "เมื่อมีคนลาป่วย ลูกค้ารอนานและพนักงานเหนื่อยล้า", "zh-hans": "有人请病假时，顾客久等，员工疲惫。",
         "zh-hant": "有人請病假時，顧客久候，員工疲憊。"},
    ),
    "freshness": (
        {"en": "Goods that spoil before their date", "th": "สินค้าเสียก่อนวันหมดอายุ", "zh-hans": "保质期内变质的商品",
         "zh-hant": "保存期限內變質的商品"},
        {"en": "The same complaint came from several branches.", "th": "มีข้อร้องเรียนเดียวกันจากหลายสาขา",
         "zh-hans": "多家门店出现同样的投诉。", "zh-hant": "多家門市出現同樣的客訴。"},
    ),
}  # fmt: skip
