from __future__ import annotations

from idic.domain.identify.arrivals.enums import Place
from idic.domain.identify.arrivals.operations.schedules import Wish, save_schedule
from idic.domain.identify.enums import ImportKind
from idic.domain.identify.models import Source
from idic.foundation.accounts.models import User
from idic.foundation.attributes.models.definition import in_language

_NAMES = {
    "en": "Web shop customers, every night", "th": "ลูกค้าร้านออนไลน์ ทุกคืน", "zh-hans": "网店客户，每晚一次",
    "zh-hant": "網路商店顧客，每晚一次",
}  # fmt: skip


def make_schedule(by: User) -> None:
    """Switched off: nothing is looked for because somebody looks at a sample."""
    source = Source.objects.get(code="web_shop", is_sample=True)
    wish = Wish(
        in_language(_NAMES), ImportKind.CUSTOMERS, source, Place.FOLDER, "web_shop", pattern="customers-*.csv",
        minutes=1440, is_active=False,
    )  # fmt: skip
    save_schedule(None, wish, by=by)
