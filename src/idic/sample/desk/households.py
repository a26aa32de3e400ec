from __future__ import annotations

from datetime import date

from idic.domain.identify.enums import HouseholdRole
from idic.domain.identify.operations.households import MemberFacts, add_member, create_household
from idic.foundation.accounts.models import User
from idic.sample.desk.cast import named

#: Name, the head, another member and what that one is; each found by the words of the name.
_HOUSEHOLDS = (
    ("ครอบครัวสุขเกษม", ("สุรศักดิ์", "สุขเกษม"), ("น้ำฝน", "สุขเกษม"), HouseholdRole.SPOUSE),
    ("Phillips family", ("Edward", "Phillips"), ("Helen", "Phillips"), HouseholdRole.SPOUSE),
    ("Morris family", ("Sandra", "Morris"), ("Douglas", "Morris"), HouseholdRole.SPOUSE),
    ("石家", ("石家明",), ("石佳颖",), HouseholdRole.CHILD),
)


def make_households(by: User, *, today: date) -> None:
    for name, head, member, role in _HOUSEHOLDS:
        household = create_household(named(*head), name, starts_on=date(today.year - 4, 1, 1), by=by)
        add_member(household, named(*member), MemberFacts(role, date(today.year - 4, 1, 1)), by=by)
