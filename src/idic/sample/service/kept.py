"""What the desk of the sample has at hand: canned replies in four languages and two macros."""

from __future__ import annotations

from idic.domain.interact.cases.models import CannedReply, Macro
from idic.domain.interact.cases.operations.settings import save_macro, save_reply
from idic.foundation.accounts.models import User
from idic.sample.service.moments import said

_REPLIES: tuple[tuple[str, dict[str, str], dict[str, str]], ...] = (
    (
        "thanks",
        {"en": "Thank you for writing", "th": "ขอบคุณที่แจ้ง", "zh-hans": "感谢来信", "zh-hant": "感謝來信"},
        {
            "en": "Dear {{ customer.name }},\n\nthank you for telling us. We look into {{ case.number }} today.\n\n"
            "{{ agent.name }}",
            "th": "เรียนคุณ {{ customer.name }}\n\nขอบคุณที่แจ้งให้ทราบค่ะ เราจะตรวจสอบเรื่อง {{ case.number }} ภายในวันนี้\n\n"
            "{{ agent.name }}",
            "zh-hans": "{{ customer.name }}，您好：\n\n感谢您告诉我们。我们今天就处理 {{ case.number }}。\n\n{{ agent.name }}",
            "zh-hant": "{{ customer.name }} 您好：\n\n感謝您的來信，我們今天就會處理 {{ case.number }}。\n\n{{ agent.name }}",
        },
    ),
    (
        "money-back",
        {"en": "Money back", "th": "คืนเงิน", "zh-hans": "退款", "zh-hant": "退款"},
        {
            "en": "We are sorry. The money is on its way back to you and arrives within three working days.",
            "th": "ขออภัยในความไม่สะดวกค่ะ เราคืนเงินให้แล้ว เงินจะเข้าบัญชีภายในสามวันทำการ",
            "zh-hans": "非常抱歉。款项已退回，三个工作日内到账。",
            "zh-hant": "非常抱歉，款項已退回，三個工作天內入帳。",
        },
    ),
    (
        "delivery-moved",
        {"en": "Delivery moved", "th": "เลื่อนวันส่ง", "zh-hans": "已改送货日期", "zh-hant": "已改送貨日期"},
        {
            "en": "The new day is noted. The driver rings ten minutes before he comes.",
            "th": "เลื่อนวันส่งเรียบร้อยแล้วค่ะ คนขับจะโทรก่อนถึงสิบนาที",
            "zh-hans": "送货日期已改好，司机到达前十分钟会打电话给您。",
            "zh-hant": "送貨日期已改好，司機到達前十分鐘會打電話給您。",
        },
    ),
)
_URGENT = {"en": "urgent", "th": "ด่วน", "zh-hans": "加急", "zh-hant": "急件"}
_MACROS: tuple[tuple[dict[str, str], tuple[dict[str, str | dict[str, str]], ...]], ...] = (
    ({"en": "Ask the customer and wait", "th": "ถามลูกค้าแล้วรอ", "zh-hans": "询问顾客并等待", "zh-hant": "詢問顧客並等待"},
     ({"act": "pause", "value": "customer"},)),
    ({"en": "Urgent", "th": "เรื่องด่วน", "zh-hans": "加急", "zh-hant": "急件"},
     ({"act": "priority", "value": "high"}, {"act": "tag", "value": _URGENT})),
)  # fmt: skip

#: Kept by the sample's people and touched by nobody else.
STATEMENTS = tuple(
    (
        "cases",
        f"DELETE FROM cases_{table} WHERE version = 1 AND id IN (SELECT e.subject_id FROM events_event e"
        " JOIN accounts_user u ON u.id = e.actor_id WHERE u.is_sample AND e.verb = 'case_setting.created'"
        f" AND e.subject_kind = 'case_setting' AND e.after ->> 'what' = '{what}')",
    )
    for table, what in (("cannedreply", "reply"), ("macro", "macro"))
)


def keep_replies(by: User) -> None:
    """Nothing where somebody has kept one already."""
    if CannedReply.objects.exists() or Macro.objects.exists():
        return
    for shortcut, names, texts in _REPLIES:
        save_reply(None, name=said(names), shortcut=shortcut, texts=texts, team=None, by=by)
    for names, acts in _MACROS:
        told = [{name: said(one) if isinstance(one, dict) else one for name, one in act.items()} for act in acts]
        save_macro(None, name=said(names), acts=told, team=None, by=by)
