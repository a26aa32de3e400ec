from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from idic.domain.identify.enums import Attitude, RelationType, Stake
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.relations import RelationFacts, add_relation
from idic.foundation.accounts.models import User
from idic.sample.desk.cast import named, persons

_FIRMS = {
    "kitchen": "Khrua Suan Tuayang", "sweets": "Ban Tuayang Sweets", "curry": "Lung Tuayang Curry",
    "coffee": "กาแฟดอยสมมติ", "school": "โรงเรียนสมมติศึกษา", "travel": "示例国际旅行社",
}  # fmt: skip


def make_relations(manager: User, *, today: date) -> None:
    firms = {key: named(part) for key, part in _FIRMS.items()}
    thai, mainland, english = (list(persons(code)[3:8]) for code in ("th", "zh-hans", "en"))
    _work(firms, thai, mainland, english, manager, today)
    _parents(firms, manager, today)
    _stakes(firms, thai, mainland, manager)
    for customer, referrer, days in ((thai[3], thai[0], 210), (thai[4], thai[3], 95), (english[2], english[0], 40)):
        facts = RelationFacts(starts_on=today - timedelta(days=days))
        add_relation(customer, referrer, type_=RelationType.REFERRED_BY, facts=facts, by=manager)


def _work(
    firms: Mapping[str, Customer], thai: list[Customer], mainland: list[Customer], english: list[Customer],
    manager: User, today: date,
) -> None:  # fmt: skip
    changed = today - timedelta(days=60)
    for person, firm, title, starts, ends in (
        (thai[0], "kitchen", "ผู้จัดการฝ่ายจัดซื้อ", today - timedelta(days=1100), None),
        (thai[1], "kitchen", "หัวหน้าครัว", today - timedelta(days=430), None),
        (thai[2], "school", "เจ้าหน้าที่พัสดุ", today - timedelta(days=900), None),
        (mainland[0], "travel", "采购主管", today - timedelta(days=640), None),
        (english[0], "curry", "Assistant buyer", today - timedelta(days=1400), changed),
        (english[0], "coffee", "Buyer", changed, None),
    ):
        facts = RelationFacts(starts_on=starts, ends_on=ends, job_title=title, is_main=True)
        add_relation(person, firms[firm], type_=RelationType.WORKS_AT, facts=facts, by=manager)


def _parents(firms: Mapping[str, Customer], manager: User, today: date) -> None:
    for firm, days in (("sweets", 800), ("curry", 365)):
        facts = RelationFacts(starts_on=today - timedelta(days=days))
        add_relation(firms[firm], firms["kitchen"], type_=RelationType.PART_OF, facts=facts, by=manager)


def _stakes(firms: Mapping[str, Customer], thai: list[Customer], mainland: list[Customer], manager: User) -> None:
    for person, firm, stake, attitude in (
        (thai[0], "kitchen", Stake.DECISION_MAKER, Attitude.SUPPORTIVE),
        (thai[1], "kitchen", Stake.INFLUENCER, Attitude.CRITICAL),
        (thai[2], "school", Stake.GATEKEEPER, Attitude.NEUTRAL),
        (mainland[0], "travel", Stake.CHAMPION, Attitude.SUPPORTIVE),
    ):
        facts = RelationFacts(stake=stake, attitude=attitude)
        add_relation(person, firms[firm], type_=RelationType.STAKEHOLDER_OF, facts=facts, by=manager)
