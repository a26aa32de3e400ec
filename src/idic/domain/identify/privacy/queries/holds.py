from __future__ import annotations

from idic.domain.identify.privacy.models import LegalHold
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def open_holds(user: User) -> list[LegalHold]:
    require(user, "privacy.see")
    return list(LegalHold.objects.select_related("customer", "set_by").filter(released_at__isnull=True)[:200])


def access_hold(user: User, pk: int) -> LegalHold:
    require(user, "privacy.manage")
    found = LegalHold.objects.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
