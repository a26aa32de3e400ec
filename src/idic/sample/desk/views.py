from __future__ import annotations

import json

from idic.foundation.accounts.models import User
from idic.foundation.attributes.models.definition import in_language
from idic.foundation.views.enums import Sharing
from idic.foundation.views.looks import Look
from idic.foundation.views.operations.saved_views import save_view

_VIEWS = (
    (
        {
            "en": "Champions to thank", "th": "ลูกค้าชั้นเยี่ยมที่ควรขอบคุณ",
            "zh-hans": "值得感谢的核心客户", "zh-hant": "值得感謝的頂級顧客",
        },
        {"field": "rfm_group", "op": "eq", "value": "champions"},
        ("name", "phone", "last_purchase", "frequency", "monetary", "owner"),
    ),
    (
        {
            "en": "Nobody looks after them", "th": "ยังไม่มีผู้ดูแล",
            "zh-hans": "无人负责的客户", "zh-hant": "尚無人負責的顧客",
        },
        {"all": [{"field": "owner", "op": "is_unknown"}, {"field": "m", "op": "ge", "value": 4}]},
        ("name", "phone", "email", "tier", "last_purchase", "lifetime_value"),
    ),
    (
        {
            "en": "Bangkok, by value", "th": "กรุงเทพฯ เรียงตามมูลค่า",
            "zh-hans": "曼谷，按价值排序", "zh-hant": "曼谷，依價值排序",
        },
        {"field": "province", "op": "in", "value": ["Bangkok", "กรุงเทพมหานคร", "กรุงเทพ", "กรุงเทพฯ"]},
        ("name", "district", "tier", "monetary", "lifetime_value", "owner"),
    ),
)  # fmt: skip


def make_views(manager: User) -> None:
    for names, rule, columns in _VIEWS:
        look = Look(columns=columns, where=json.dumps(rule, ensure_ascii=False), sort="-lifetime_value")
        save_view("customer", name=in_language(names), look=look, sharing=Sharing.PUBLIC, by=manager)
