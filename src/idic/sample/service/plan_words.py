"""The plans of the sample in the language of the house, and what was found in the language of who was asked."""

from __future__ import annotations

from dataclasses import dataclass

Words = dict[str, str]


@dataclass(frozen=True)
class Told:
    """A finding: what the customer said, and what was done about it, empty where it is still open."""

    kind: str
    severity: int
    outcome: str
    text: str
    done: str = ""


NAMES: dict[str, Words] = {
    "sale": {
        "en": "Call after a large purchase", "th": "โทรหลังการซื้อครั้งใหญ่", "zh-hans": "大额购买后回访",
        "zh-hant": "大額購買後回訪",
    },
    "case": {
        "en": "Ask after a case", "th": "สอบถามหลังปิดเรื่อง", "zh-hans": "工单结束后回访", "zh-hant": "案件結束後回訪",
    },
    "silence": {
        "en": "Not seen for 60 days", "th": "ไม่ได้มาซื้อ 60 วัน", "zh-hans": "60 天未购买", "zh-hant": "60 天未購買",
    },
}  # fmt: skip
QUESTIONS: dict[str, Words] = {
    "sale": {
        "en": "Did everything arrive whole and fresh?\nIs something missing in our range?",
        "th": "ได้รับของครบและสดดีไหม\nมีสินค้าอะไรที่อยากให้เรามีเพิ่มไหม",
        "zh-hans": "商品是否完好、新鲜地送到？\n您觉得我们还缺什么商品？",
        "zh-hant": "商品是否完好、新鮮地送到？\n您覺得我們還缺什麼商品？",
    },
    "again": {
        "en": "Is what you told us put right?", "th": "เรื่องที่แจ้งไว้ได้รับการแก้ไขแล้วหรือยัง",
        "zh-hans": "您反映的问题解决了吗？", "zh-hant": "您反映的問題解決了嗎？",
    },
    "case": {
        "en": "Was your case settled to your satisfaction?\nWere you told in time?",
        "th": "เรื่องของคุณได้รับการแก้ไขเป็นที่พอใจไหม\nเราแจ้งความคืบหน้าทันเวลาไหม",
        "zh-hans": "您的问题处理得满意吗？\n我们及时告知进展了吗？",
        "zh-hant": "您的問題處理得滿意嗎？\n我們及時告知進度了嗎？",
    },
    "silence": {
        "en": "We have not seen you for a while. What would bring you back?",
        "th": "ไม่ได้พบกันพักหนึ่งแล้ว อะไรจะทำให้คุณกลับมาอีก",
        "zh-hans": "有一段时间没见到您了，怎样才能让您再来？", "zh-hant": "有一段時間沒見到您了，怎樣才能讓您再來？",
    },
}  # fmt: skip

FOUND: dict[str, tuple[Told, ...]] = {
    "th": (
        Told("satisfied", 1, "reached_satisfied", "ของสดดีและส่งตรงเวลา ขอบคุณค่ะ"),
        Told("price", 2, "reached_wants_more", "น้ำมันพืชแพงกว่าร้านข้าง ๆ ขวดละห้าบาท"),
        Told("problem", 3, "reached_unhappy", "ไข่แตกสี่ฟองในแผงเดียว", "คืนเงินแล้ว และเปลี่ยนวิธีจัดไข่ลงกล่อง"),
    ),
    "zh-hans": (
        Told("wish", 2, "reached_wants_more", "希望有小包装的面粉，一个人吃不完五公斤。"),
        Told("quality", 3, "reached_unhappy", "草莓底下一层是坏的。", "已退款，并请供应商改用浅盒。"),
    ),
    "zh-hant": (
        Told("idea", 1, "reached_satisfied", "可以在收據上印出下次的優惠。"),
        Told("delivery", 2, "reached_unhappy", "外送員沒有打電話就放在門口。", "已提醒司機到達前先打電話。"),
    ),
    "en": (
        Told("conduct", 1, "reached_satisfied", "The young man at the counter carried the bags to the car."),
        Told("wish", 2, "reached_wants_more", "Open an hour earlier on Saturdays, please."),
    ),
}  # fmt: skip
