from __future__ import annotations

from django.db.models import QuerySet

from idic.domain.interact.telephony.models import Exchange, Extension
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def access_exchanges(user: User) -> QuerySet[Exchange]:
    require(user, "channel.manage")
    return Exchange.objects.defer("secret").order_by("name", "pk")


def access_exchange(user: User, pk: int) -> Exchange:
    require(user, "channel.manage")
    found = Exchange.objects.defer("secret").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def extension_of(user: User) -> str:
    return Extension.objects.filter(user=user).values_list("number", flat=True).first() or ""


def extensions() -> dict[int, str]:
    return dict(Extension.objects.values_list("user_id", "number"))


def can_dial() -> bool:
    return Exchange.objects.filter(is_active=True).exclude(dial_url="").exists()
