from __future__ import annotations

from idic.foundation.accounts.models import User
from idic.foundation.desk.operations.checklists import add_checklist, set_item_done
from idic.sample.desk.cast import named, persons


def make_checklists(manager: User) -> None:
    """Customer, title, items, and how many of them are done."""
    complainant = persons("th")[2].pk
    for customer, title, items, done in (
        (
            named("Khrua Suan Tuayang").pk, "Monthly account from January",
            ("Check the credit limit", "Agree on the day of payment", "Sign the agreement", "Tell the till"), 2,
        ),
        (
            complainant, "ติดตามข้อร้องเรียน",
            ("ขอรูปสินค้าและใบเสร็จ", "แจ้งผลการตรวจสอบภายในสองวัน", "ส่งสินค้าทดแทน", "โทรถามว่าพอใจหรือไม่"), 3,
        ),
        (named("示例国际旅行社").pk, "旅行团早餐盒订单", ("确认人数", "确认素食份数", "安排送货时间"), 1),
    ):  # fmt: skip
        checklist = add_checklist("customer", customer, title=title, items=items, by=manager)
        for item in checklist.items.order_by("position")[:done]:
            set_item_done(item.pk, is_done=True, by=manager)
