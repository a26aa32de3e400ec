from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from idic.domain.identify.privacy.enums import BreachKind, Decision
from idic.domain.identify.privacy.operations.breaches import (
    decide_on_authority,
    decide_on_people,
    describe_breach,
    log_breach,
    tell_authority,
)
from idic.foundation.accounts.models import User
from idic.foundation.attributes.models.definition import in_language

_TITLES = {
    "en": "Exercise: a list of guests went to the wrong address", "th": "ซ้อมแผน: ส่งรายชื่อแขกผิดที่อยู่",
    "zh-hans": "演练：来宾名单发错了地址", "zh-hant": "演練：來賓名單寄錯地址",
}  # fmt: skip


def make_breach(by: User) -> None:
    found = timezone.now() - timedelta(hours=50)
    breach = log_breach(
        title=in_language(_TITLES), found_at=found, kinds=[BreachKind.CONFIDENTIALITY.value], is_exercise=True, by=by
    )
    facts = {
        "started_at": found - timedelta(hours=3), "persons": {"TH": 11}, "records": 11,
        "classes": "Name, telephone, e-mail, day of birth", "cause": "A file was attached to the mail of another customer.",
        "effects": "One receiver could read the list.", "measures": "The receiver confirmed in writing that it is deleted.",
        "likelihood": 2, "severity": 2,
    }  # fmt: skip
    breach = describe_breach(breach, facts, version=breach.version, by=by)
    breach = decide_on_authority(
        breach, decision=Decision.NOTIFY, reason="To practise it", version=breach.version, by=by
    )
    breach = decide_on_people(
        breach, decision=Decision.NOT_NEEDED, reason="No high risk: one receiver, and deleted", version=breach.version,
        by=by,
    )  # fmt: skip
    tell_authority(breach, at=found + timedelta(hours=26), by=by)
