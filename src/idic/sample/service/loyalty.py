"""A loyalty programme that has been on for more than a year: its members' points come from the sample's own purchases, some were
redeemed at the desk, one was given for a mistake, and the oldest have expired."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from idic.domain.customize.loyalty.drafts import ProgrammeDraft
from idic.domain.customize.loyalty.models import Member, Programme
from idic.domain.customize.loyalty.operations.earning import earn_all
from idic.domain.customize.loyalty.operations.expiring import expire_all
from idic.domain.customize.loyalty.operations.members import join, leave
from idic.domain.customize.loyalty.operations.programmes import create_programme, switch_programme
from idic.domain.customize.loyalty.operations.taking import adjust, redeem
from idic.domain.customize.loyalty.queries.balances import held
from idic.domain.identify.models import Customer
from idic.foundation.accounts.models import User
from idic.sample.service.plan_words import Words

_NAME: Words = {
    "en": "Neighbourhood club",
    "th": "คลับเพื่อนบ้าน",
    "zh-hans": "邻里会员俱乐部",
    "zh-hant": "好鄰居會員俱樂部",
}
_UNIT: Words = {"en": "points", "th": "คะแนน", "zh-hans": "积分", "zh-hant": "點"}
_SORRY: Words = {
    "en": "The delivery came a day late", "th": "จัดส่งช้าไปหนึ่งวัน", "zh-hans": "送货晚了一天", "zh-hant": "送貨晚了一天",
}  # fmt: skip
_FOR: Words = {"en": "Shopping bag", "th": "ถุงผ้า", "zh-hans": "购物袋", "zh-hant": "購物袋"}
_MEMBERS = 60
_ON_FOR = timedelta(days=430)

# Of those who buy often, in an order that is nobody's and stays when the sample is loaded again under other numbers (records
# made by hand have keys by chance); who is restricted or was merged away joins nothing.
_REGULARS = """
SELECT c.id FROM identify_customer c
WHERE c.merged_into_id IS NULL AND NOT EXISTS (SELECT FROM privacy_processinglock k WHERE k.customer_id = c.id)
      AND (SELECT count(*) FROM sales_purchase p WHERE p.customer_id = c.id AND p.kind = 'sale') >= 5
ORDER BY md5((
    SELECT min(r.key) FROM identify_sourcerecord r JOIN identify_source s ON s.id = r.source_id AND s.is_sample
    WHERE r.customer_id = c.id
)), c.id LIMIT %s
"""


@transaction.atomic
def make_loyalty(staff: Sequence[User]) -> int:
    """Nothing where there is a programme already; how many joined."""
    if Programme.objects.exists():
        return 0
    manager, desk = staff[0], staff[1]
    now = timezone.now()
    draft = ProgrammeDraft(_said(_NAME), _said(_UNIT), points=1, per=Decimal(10), months=9)
    programme = create_programme(draft, by=manager)
    programme = switch_programme(programme, is_on=True, version=1, by=manager, at=now - _ON_FOR)
    with connection.cursor() as cursor:
        cursor.execute(_REGULARS, [_MEMBERS])
        chosen = [row[0] for row in cursor.fetchall()]
    found = Customer.objects.in_bulk(chosen)
    people = [found[pk] for pk in chosen]
    for place, person in enumerate(people):
        join(person, programme, by=desk, at=now - _ON_FOR + timedelta(days=place % 12 * 20))
    earn_all()
    for place, person in enumerate(people):
        if place % 3 == 0:
            _redeem_some(person, programme, desk, days_ago=20 + place * 5)
        if place % 17 == 5:
            adjust(person, programme, 50, reason=_said(_SORRY), by=manager, at=now - timedelta(days=place))
    if people:
        leave(people[-1], programme, by=desk)
    expire_all()
    return len(people)


def _redeem_some(person: Customer, programme: Programme, desk: User, *, days_ago: int) -> None:
    """Half of what there was on the day; nothing where that is nothing."""
    day = timezone.now() - timedelta(days=days_ago)
    members = list(Member.objects.filter(programme=programme, customer=person, joined_at__lte=day))
    there = sum(one.points for one in held(members, at=day)) if members else 0
    if there >= 2:
        redeem(person, programme, there // 2, by=desk, reason=_said(_FOR), at=day)


def _said(words: Words) -> str:
    return words.get(settings.LANGUAGE_CODE.lower(), words["en"])
