"""A standard for complaints as customers and staff read it, and four contacts that take too long."""

from __future__ import annotations

from dataclasses import dataclass

PROMISED = {
    "en": "Your complaint is settled within five working days.", "th": "ข้อร้องเรียนของคุณจะได้ข้อยุติภายในห้าวันทำการ",
    "zh-hans": "您的投诉在五个工作日内处理完毕。", "zh-hant": "您的客訴在五個工作天內處理完畢。",
}  # fmt: skip
DONE = {
    "en": "I settle a complaint within five working days, or tell the customer in time why it takes longer.",
    "th": "ฉันจัดการข้อร้องเรียนให้ได้ข้อยุติภายในห้าวันทำการ หรือแจ้งเหตุผลแก่ลูกค้าก่อนครบกำหนด",
    "zh-hans": "我在五个工作日内办结投诉，否则及时告知顾客原因。",
    "zh-hant": "我在五個工作天內結案，否則及時告知顧客原因。",
}  # fmt: skip


@dataclass(frozen=True)
class Late:
    """`share` of its time is used up by now."""

    share: int
    language: str
    topic: str
    purpose: str
    title: str
    text: str
    answer: str


LATE = (
    Late(82, "th", "delivery", "complain", "โต๊ะพับส่งมาขาหัก",
         "สั่งโต๊ะพับจากร้านออนไลน์ เปิดกล่องมาขาหักหนึ่งข้าง", "ขออภัยค่ะ กำลังตรวจกับคลังและบริษัทขนส่ง จะแจ้งวันส่งตัวใหม่ให้ทราบค่ะ"),
    Late(85, "zh-hant", "billing", "request_service", "請補發去年的發票",
         "公司報帳需要去年十二月的發票影本，請協助補發。", "您好，已向會計調閱去年的單據，找到後立即寄給您。"),
    Late(118, "zh-hans", "stock", "request_service", "想订五十份开业礼品",
         "公司下月开业，想订五十份礼品，请报价。", "您好，正在向供应商询价，一有结果马上告诉您。"),
    Late(165, "en", "delivery", "complain", "Freezer delivered to the wrong house",
         "The freezer that I paid for stands at my neighbour's old address. Nobody has fetched it yet.",
         "I am sorry. I have asked the depot to fetch it and will tell you the new day as soon as I know it."),
)  # fmt: skip
