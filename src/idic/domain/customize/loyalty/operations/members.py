from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.domain.customize.loyalty.errors import PointsRefused
from idic.domain.customize.loyalty.models import Member, Programme
from idic.domain.customize.loyalty.operations.rows import living, locked_members, reached, record_member
from idic.domain.customize.loyalty.rules import REDEEMS
from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.locks import why_locked
from idic.foundation.accounts.models import User


@transaction.atomic
def join(customer: Customer, programme: Programme, *, by: User | None, at: datetime | None = None) -> Member:
    """Purchases from this day on earn points. Whoever is in it already stays as they are; whoever had left comes back to
    what is left of their points."""
    person, moment = reached(customer, REDEEMS, by), at or timezone.now()
    living(Programme.objects.get(pk=programme.pk))
    if why := why_locked(person.pk):
        raise PointsRefused("customer", why)
    if moment > timezone.now():
        raise PointsRefused("at", _("This moment has not come yet."))
    # two desks at once make one member
    Customer.objects.select_for_update(of=("self",)).only("pk").get(pk=person.pk)
    known = list(Member.objects.filter(programme=programme, customer=person).order_by("joined_at", "pk"))
    for one in known:
        if one.left_at is None:
            return one
    if known:
        member = known[0]
        member.joined_at, member.left_at = moment, None
        member.save(update_fields=["joined_at", "left_at"])
    else:
        member = Member.objects.create(programme=programme, customer=person, joined_at=moment)
    record_member("loyalty_member.joined", member, programme, by=by, at=moment)
    return member


@transaction.atomic
def leave(customer: Customer, programme: Programme, *, by: User | None, at: datetime | None = None) -> None:
    """Nothing is earned from now on; what is there may be redeemed until it expires."""
    person, moment = reached(customer, REDEEMS, by), at or timezone.now()
    members = [one for one in locked_members(programme, person) if one.left_at is None]
    for one in members:
        one.left_at = moment
        one.save(update_fields=["left_at"])
    if members:
        record_member("loyalty_member.left", members[0], programme, by=by, at=moment)
