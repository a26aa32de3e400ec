from __future__ import annotations

from collections.abc import Mapping

from idic.domain.identify.operations.assignment import assign_customer
from idic.foundation.accounts.models import User
from idic.foundation.attributes.models.definition import in_language
from idic.foundation.letters.models import LetterTemplate
from idic.loop.automation.operations.rules import RuleDraft, create_rule, switch_rule
from idic.sample.desk.cast import sample_customers

_WELCOME = {
    "en": "A valued customer gets a new owner", "th": "ลูกค้าคนสำคัญมีผู้ดูแลใหม่", "zh-hans": "重要客户更换负责人",
    "zh-hant": "重要顧客更換負責人",
}  # fmt: skip
_CALL = {
    "en": "Call and introduce yourself", "th": "โทรไปแนะนำตัว", "zh-hans": "致电客户，作自我介绍",
    "zh-hant": "致電顧客並自我介紹",
}  # fmt: skip
_YOURS = {
    "en": "One of our most valuable customers is yours now.", "th": "ลูกค้าที่มีมูลค่าสูงสุดรายหนึ่งอยู่ในความดูแลของคุณแล้ว",
    "zh-hans": "一位最有价值的客户现由您负责。", "zh-hant": "一位最有價值的顧客現在由您負責。",
}  # fmt: skip
_THANKS = {
    "en": "Thank champions after a follow-up", "th": "ขอบคุณลูกค้าชั้นเยี่ยมหลังการติดตาม", "zh-hans": "跟进后感谢核心客户",
    "zh-hant": "跟進後感謝頂級顧客",
}  # fmt: skip
_VALUED = {"field": "tier", "op": "in", "value": ["most_valuable", "super_growth"]}
_CHAMPION = {
    "all": [{"field": "rfm_group", "op": "eq", "value": "champions"}, {"field": "email", "op": "is_known"}]
}  # fmt: skip


def make_rules(manager: User, *, templates: Mapping[str, LetterTemplate]) -> None:
    """The one that writes to customers stays off: nobody must get a mail because somebody looked at a sample."""
    welcome = RuleDraft(
        in_language(_WELCOME), "customer.assigned", fields=("owner",), predicate=_VALUED,
        acts=(
            {"act": "task", "settings": {"title": in_language(_CALL), "days": "7"}},
            {"act": "notify", "settings": {"text": in_language(_YOURS)}},
        ),
    )  # fmt: skip
    switch_rule(create_rule(welcome, by=manager), is_on=True, by=manager)
    if "thanks" in templates:
        mail = {"template": str(templates["thanks"].pk), "to": "record"}
        thanks = RuleDraft(
            in_language(_THANKS), "follow_up.done", predicate=_CHAMPION, acts=({"act": "mail", "settings": mail},)
        )
        create_rule(thanks, by=manager)
    _occasions(manager)


def _occasions(manager: User) -> None:
    """Two customers change hands, so that the log of the rule soon has something to tell."""
    owned = sample_customers().filter(owner__isnull=False).exclude(owner=manager).order_by("pk")
    for tier in ("most_valuable", "low_maintenance"):
        customer = owned.filter(score__tier=tier).first()
        if customer is not None:
            assign_customer(customer, owner_id=manager.pk, team_id=customer.team_id, by=manager)
