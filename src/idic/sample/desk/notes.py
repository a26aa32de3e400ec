"""Notes as people of this house would write them, each in the language of the customer."""

from __future__ import annotations

from collections.abc import Sequence

from idic.foundation.accounts.models import User
from idic.foundation.desk.operations.notes import add_note, pin_note
from idic.sample.desk.cast import persons

#: One tuple for each customer, its notes in their order; `{manager}` and the like call a colleague.
_THAI = (
    (
        "ชอบกาแฟคั่วเข้ม ถามหาสินค้าใหม่ทุกครั้งที่มา",
        "ลูกค้าขอให้โทรหลังห้าโมงเย็น เพราะทำงานกะเช้า",
        "@[{manager}](user:{manager_id}) ลูกค้าสนใจสมัครบัญชีเครดิตรายเดือน ช่วยดูวงเงินให้หน่อย",
    ),
    ("พาลูกมาด้วยทุกวันเสาร์ มักซื้อนมและขนมปัง", "ย้ายบ้านไปอยู่แถวบางนา **ต้องแก้ที่อยู่จัดส่ง**"),
    (
        "แจ้งว่าผักที่ส่งเมื่อวันจันทร์ช้ำ\n\n- ขอรูปแล้ว\n- ตกลงส่งของทดแทน",
        "ส่งของทดแทนแล้ว ลูกค้าพอใจ @[{manager}](user:{manager_id}) ปิดเรื่องได้",
    ),
    ("รับโทรศัพท์ยาก ส่งข้อความสะดวกกว่า",),
    ("อยากให้มีข้าวกล้องถุงใหญ่ขาย", "แจ้งฝ่ายจัดซื้อแล้ว รอคำตอบสัปดาห์หน้า"),
)
_MAINLAND = (
    ("常买进口水果，问过能不能批量优惠。", "@[{manager}](user:{manager_id}) 客户想谈长期供货，请确认折扣。"),
    ("上次送货晚了一小时，客户有些不满，已道歉。", "这周再打电话确认是否满意。"),
    ("只用微信联系，电话一般不接。",),
)
_TAIWANESE = (
    ("對堅果過敏，推薦商品時請留意。", "喜歡參加試吃活動，下次記得邀請。"),
    ("太太常來買茶葉，先生負責結帳。", "@[{manager}](user:{manager_id}) 顧客詢問年節禮盒的團購價，請協助報價。"),
    ("希望用 LINE 聯絡，上班時間不方便接電話。",),
)
_ENGLISH = (
    ("Buys for a family of five every Friday evening.", "Would like the newsletter by post, not by mail."),
    (
        "Asked whether we stock gluten-free bread in the Bang Na branch.",
        "@[{manager}](user:{manager_id}) Could we order it for her as a trial?",
    ),
    ("Moved from the web shop to the till: the app did not work for him.",),
    ("Very happy with the delivery. **May be asked for a testimonial.**",),
)


def make_notes(manager: User, *, thai: User, taiwanese: User, mainland: User, english: User) -> None:
    """The colleague who is called finds it among the notifications."""
    for author, language, notes in (
        (thai, "th", _THAI),
        (mainland, "zh-hans", _MAINLAND),
        (taiwanese, "zh-hant", _TAIWANESE),
        (english, "en", _ENGLISH),
    ):
        _write(author, language, notes, called=manager)


def _write(author: User, language: str, notes: Sequence[Sequence[str]], *, called: User) -> None:
    known = persons(language)
    if language == "zh-hans":  # sales sees what is its own
        known = known.filter(owner=author)
    names = {"manager": called.display_name, "manager_id": called.pk}
    for customer, texts in zip(known[: len(notes)], notes, strict=True):
        for text in texts:
            note = add_note("customer", customer.pk, text=text.format(**names), by=author)
        if "**" in texts[-1]:
            pin_note(note.pk, is_pinned=True, by=author)
