from __future__ import annotations

from collections.abc import Iterator

from idic.domain.identify.models import Customer
from idic.foundation.accounts.models import User
from idic.foundation.attributes.models.definition import in_language
from idic.foundation.desk.enums import TagColour
from idic.foundation.desk.models import Tag
from idic.foundation.desk.operations.tags import add_tag, change_tag, put_tag
from idic.sample.desk.cast import organisations, persons

_TAGS = {
    "guest": (
        {"en": "Invited to the tasting", "th": "เชิญร่วมชิมสินค้า", "zh-hans": "受邀试吃", "zh-hant": "受邀試吃"},
        TagColour.PURPLE,
    ),
    "wholesale": (
        {"en": "Wholesale price", "th": "ราคาส่ง", "zh-hans": "批发价", "zh-hant": "批發價"},
        TagColour.BLUE,
    ),
    "invoice": (
        {"en": "Tax invoice", "th": "ใบกำกับภาษี", "zh-hans": "需要发票", "zh-hant": "需要發票"},
        TagColour.TEAL,
    ),
    "chinese": (
        {"en": "Write in Chinese", "th": "ติดต่อเป็นภาษาจีน", "zh-hans": "请用中文联系", "zh-hant": "請用中文聯絡"},
        TagColour.ORANGE,
    ),
    "complaint": (
        {"en": "Complaint", "th": "ร้องเรียน", "zh-hans": "投诉", "zh-hant": "客訴"},
        TagColour.RED,
    ),
    "delivery": (
        {"en": "Home delivery", "th": "ส่งถึงบ้าน", "zh-hans": "送货上门", "zh-hant": "宅配"},
        TagColour.GREEN,
    ),
    "vegetarian": (
        {"en": "Vegetarian", "th": "มังสวิรัติ", "zh-hans": "素食", "zh-hant": "素食"},
        TagColour.GREEN,
    ),
    "allergy": (
        {"en": "Nut allergy", "th": "แพ้ถั่ว", "zh-hans": "坚果过敏", "zh-hant": "堅果過敏"},
        TagColour.YELLOW,
    ),
}  # fmt: skip


def make_tags(manager: User) -> None:
    """Eight words on about sixty customers; a word that is in use already keeps its colour."""
    known = {name.lower() for name in Tag.objects.filter(noun="customer").values_list("name", flat=True)}
    for code, customers in _chosen():
        labels, colour = _TAGS[code]
        name = in_language(labels)
        tag = add_tag("customer", customers[0].pk, name=name, by=manager)
        for customer in customers[1:]:
            put_tag("customer", customer.pk, tag_id=tag.pk, by=manager)
        if name.lower() not in known:
            change_tag(tag.pk, name=tag.name, colour=colour, by=manager)


def _chosen() -> Iterator[tuple[str, list[Customer]]]:
    firms = list(organisations()[:14])
    thai, english = list(persons("th")[:24]), list(persons("en")[:14])
    mainland, taiwanese = list(persons("zh-hans")[:6]), list(persons("zh-hant")[:6])
    yield "guest", [*thai[:6], *english[:3], *taiwanese[:2]]
    yield "wholesale", firms[:8]
    yield "invoice", firms[4:14]
    yield "chinese", [*mainland, *taiwanese]
    yield "complaint", [thai[2], thai[9], english[4], mainland[1]]
    yield "delivery", [*thai[8:16], *english[6:10]]
    yield "vegetarian", [*thai[16:22], *taiwanese[3:5]]
    yield "allergy", [*thai[22:24], *english[10:13]]
