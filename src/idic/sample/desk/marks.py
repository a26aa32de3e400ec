from __future__ import annotations

from collections.abc import Sequence

from idic.foundation.accounts.models import User
from idic.foundation.desk.operations.personal import follow, star
from idic.sample.desk.cast import organisations, persons


def make_marks(staff: Sequence[User]) -> None:
    """Everybody follows and stars a few whom they may see."""
    manager, first, second, seller, quality = staff
    mainland = persons("zh-hans").filter(owner=seller)
    for user, followed in (
        (manager, organisations()[:3]),
        (first, persons("th")[:4]),
        (second, persons("zh-hant")[:3]),
        (seller, mainland[:3]),
        (quality, persons("en")[:2]),
    ):
        for place, customer in enumerate(followed):
            follow("customer", customer.pk, by=user)
            if place < 2:
                star("customer", customer.pk, by=user)
