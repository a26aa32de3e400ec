from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from idic.domain.identify.enums import ShareSource
from idic.domain.identify.operations.wallet_shares import record_share
from idic.foundation.accounts.models import User
from idic.sample.desk.cast import named

#: Invented, like every other name of the sample.
_MARKET, _WHOLESALE = "Sommut Fresh Market", "Tuayang Wholesale"
#: Customer, days ago, who told it, and (seller, percent); no seller is ourselves.
_TOLD = (
    ("Khrua Suan Tuayang", 200, ShareSource.ESTIMATE, (("", 35), (_MARKET, 40), (_WHOLESALE, 25))),
    ("Khrua Suan Tuayang", 20, ShareSource.CUSTOMER, (("", 55), (_MARKET, 30), (_WHOLESALE, 15))),
    ("กาแฟดอยสมมติ", 45, ShareSource.CUSTOMER, (("", 70), (_WHOLESALE, 20))),
    ("示例国际旅行社", 90, ShareSource.SURVEY, (("", 25), (_MARKET, None))),
)


def make_wallet_shares(manager: User, *, today: date) -> None:
    for name, days, told_by, shares in _TOLD:
        customer = named(name)
        for seller, percent in shares:
            record_share(
                customer, competitor=seller, percent=None if percent is None else Decimal(percent),
                as_of=today - timedelta(days=days), told_by=told_by, by=manager,
            )  # fmt: skip
