from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.letters.enums import TROUBLE, DeliveryState
from idic.foundation.letters.models import Delivery
from idic.foundation.nouns.registry import access_record

#: For so long one that did not leave is told where nobody asked for it.
LATELY = timedelta(days=7)


def access_delivery(user: User, pk: int) -> Delivery:
    """Of a record that the user sees."""
    require(user, "letter.see")
    found = Delivery.objects.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    access_record(user, found.noun, found.subject_id)
    return found


def access_unsent(user: User) -> QuerySet[Delivery]:
    """Of every record, without a word of what stands in them."""
    require(user, "channel.manage")
    return Delivery.objects.filter(state__in=TROUBLE).select_related("created_by")


def lately_unsent() -> int:
    """Bounded: whether it is a hundred or a thousand says the same."""
    since = timezone.now() - LATELY
    return Delivery.objects.filter(state__in=TROUBLE, created_at__gte=since)[:1000].count()


def due_since(moment: datetime) -> int:
    return Delivery.objects.filter(state=DeliveryState.WAITING, next_at__lt=moment)[:1000].count()
