from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.house_mail.enums import TROUBLE, MailState
from idic.foundation.house_mail.models import HouseMail

#: For so long one that did not leave is told where nobody asked for it.
_LATELY = timedelta(days=7)


def access_mails(user: User) -> QuerySet[HouseMail]:
    require(user, "channel.manage")
    return HouseMail.objects.select_related("user")


def access_mail(user: User, pk: int) -> HouseMail:
    found = access_mails(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def troubled(mails: QuerySet[HouseMail]) -> QuerySet[HouseMail]:
    """Not sent, or perhaps; and what has been tried in vain so far."""
    return mails.filter(state__in=TROUBLE)


def lately_troubled() -> int:
    """Bounded: whether it is a hundred or a thousand says the same."""
    since = timezone.now() - _LATELY
    return HouseMail.objects.filter(state__in=TROUBLE, created_at__gte=since)[:1000].count()


def waits_in_vain() -> int:
    return HouseMail.objects.filter(state=MailState.WAITING, attempts__gt=0)[:1000].count()
