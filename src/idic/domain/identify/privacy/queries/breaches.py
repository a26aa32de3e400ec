from __future__ import annotations

from django.db.models import QuerySet

from idic.domain.identify.privacy.models import Breach
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def access_breaches(user: User) -> QuerySet[Breach]:
    require(user, "privacy.see")
    return Breach.objects.all()


def access_breach(user: User, pk: int, *, permission: str = "privacy.see") -> Breach:
    require(user, permission)
    found = Breach.objects.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
