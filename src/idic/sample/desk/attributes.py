from __future__ import annotations

from datetime import date

from idic.domain.identify.enums import CustomerKind
from idic.foundation.accounts.enums import AttributeGroup
from idic.foundation.accounts.models import User
from idic.foundation.attributes.draft import Draft
from idic.foundation.attributes.enums import AppliesTo, AttributeType
from idic.foundation.attributes.models import AttributeDefinition, Choice
from idic.foundation.attributes.operations.definitions import create_attribute
from idic.sample.desk.bulk import change_many
from idic.sample.desk.cast import sample_customers

_CALL_TIME = Draft(
    "call_time", AttributeType.CHOICE, AttributeGroup.BEHAVIOURAL,
    {
        "en": "Preferred time to call", "th": "ช่วงเวลาที่สะดวกให้โทร", "zh-hans": "方便接听电话的时间",
        "zh-hant": "方便接聽電話的時段",
    },
    choices=(
        Choice("morning", {"en": "Morning", "th": "ช่วงเช้า", "zh-hans": "上午", "zh-hant": "早上"}),
        Choice("afternoon", {"en": "Afternoon", "th": "ช่วงบ่าย", "zh-hans": "下午", "zh-hant": "午後"}),
        Choice("evening", {"en": "Evening", "th": "ช่วงเย็น", "zh-hans": "晚上", "zh-hant": "傍晚"}),
    ),
)  # fmt: skip
_MEMBER_SINCE = Draft(
    "member_since", AttributeType.DATE, AttributeGroup.BEHAVIOURAL,
    {"en": "Member since", "th": "เป็นสมาชิกตั้งแต่", "zh-hans": "入会日期", "zh-hant": "入會日期"},
    applies_to=AppliesTo.PERSON,
)  # fmt: skip
_NEWSLETTER = Draft(
    "newsletter", AttributeType.YES_NO, AttributeGroup.PSYCHOGRAPHIC,
    {"en": "Newsletter", "th": "รับจดหมายข่าว", "zh-hans": "订阅电子报", "zh-hant": "訂閱電子報"},
)  # fmt: skip
_MOST = 200


def make_attributes(manager: User, *, today: date) -> None:
    """Told about people whom several sources know: there the desk's word makes nobody look known to one more."""
    years = tuple(f"{today.year - back}-{month:02}-01" for back, month in ((1, 3), (2, 9), (5, 6)))
    for draft, values in (
        (_CALL_TIME, ("morning", "evening", "afternoon")),
        (_MEMBER_SINCE, years),
        (_NEWSLETTER, ("yes", "no")),
    ):
        if AttributeDefinition.objects.filter(noun="customer", code=draft.code).exists():
            continue
        _tell(create_attribute("customer", draft, by=manager), values, manager)


def _tell(definition: AttributeDefinition, values: tuple[str, ...], manager: User) -> None:
    known = sample_customers().filter(kind=CustomerKind.PERSON, record_count__gt=1).order_by("pk")
    ids = list(known.values_list("pk", flat=True)[:_MOST])
    for value in dict.fromkeys(values):
        told = [pk for place, pk in enumerate(ids) if values[place % len(values)] == value]
        change_many(told, "set-value", {"field": definition.key, definition.key: value}, by=manager)
