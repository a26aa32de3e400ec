"""Points that a person books: redeemed, given, taken."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.domain.customize.loyalty.arithmetic import Held, last_day, taken_from
from idic.domain.customize.loyalty.enums import EntryKind
from idic.domain.customize.loyalty.errors import PointsRefused, TooFewPoints
from idic.domain.customize.loyalty.models import Entry, Lot, Member, Programme
from idic.domain.customize.loyalty.operations.expiring import expire
from idic.domain.customize.loyalty.operations.rows import entry, locked_members, reached, record_member
from idic.domain.customize.loyalty.operations.settling import settle
from idic.domain.customize.loyalty.queries.balances import balance, held
from idic.domain.customize.loyalty.queries.programmes import rule_at
from idic.domain.customize.loyalty.rules import ADJUSTS, REDEEMS
from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.locks import why_locked
from idic.foundation.accounts.models import User
from idic.foundation.texts import one_line

MOST = 1_000_000
LONGEST_REASON = 300


@transaction.atomic
def redeem(
    customer: Customer, programme: Programme, points: int, *, by: User | None, source: str = "", reason: str = "",
    at: datetime | None = None,
) -> int:  # fmt: skip
    """Returns what is left. The same `source` again redeems nothing more. A till that was off the line says when it was:
    what had not expired then may still be taken, and what lapsed meanwhile comes back for it."""
    person, moment, why = reached(customer, REDEEMS, by), at or timezone.now(), one_line(reason, LONGEST_REASON)
    _check(person, points)
    if moment > timezone.now():
        raise PointsRefused("at", _("This moment has not come yet."))
    members = locked_members(programme, person)
    key = f"redeem:{source or uuid4().hex}"
    if not Entry.objects.filter(member__in=members, kind=EntryKind.REDEEM, source=key).exists():
        _take(programme, person, members, points, EntryKind.REDEEM, key, at=moment, by=by, reason=why)
        record_member(
            "loyalty_member.redeemed",
            members[0],
            programme,
            by=by,
            at=moment,
            after={"points": points, "note": why},
        )
    return balance(programme, person)


@transaction.atomic
def adjust(
    customer: Customer, programme: Programme, points: int, *, reason: str, by: User | None, source: str = "",
    at: datetime | None = None,
) -> int:  # fmt: skip
    """Given where `points` is above zero, taken where below; never more than there is. Returns what is left."""
    person, moment, why = reached(customer, ADJUSTS, by), at or timezone.now(), one_line(reason, LONGEST_REASON)
    _check(person, abs(points))
    if not why:
        raise PointsRefused("reason", _("Say why."))
    members = locked_members(programme, person)
    key = f"adjust:{source or uuid4().hex}"
    if not Entry.objects.filter(member__in=members, kind=EntryKind.ADJUST, source=key).exists():
        if points > 0:
            _give(programme, members, points, key, at=moment, by=by, reason=why)
        else:
            _take(programme, person, members, -points, EntryKind.ADJUST, key, at=moment, by=by, reason=why)
        told = {"points": points, "note": why}
        record_member("loyalty_member.adjusted", members[0], programme, by=by, at=moment, after=told)
    return balance(programme, person)


def _check(customer: Customer, points: int) -> None:
    if why := why_locked(customer.pk):
        raise PointsRefused("customer", why)
    if not 1 <= points <= MOST:
        raise PointsRefused("points", _("Between 1 and 1,000,000 points."))


def _give(
    programme: Programme, members: list[Member], points: int, key: str, *, at: datetime, by: User | None, reason: str
) -> None:
    rule = rule_at(programme, at)
    lot = Lot.objects.create(
        programme=programme, member=members[0], source=key, rule=rule, earned_at=at,
        expires_on=last_day(timezone.localdate(at, timezone.get_default_timezone()), rule.months),
    )  # fmt: skip
    entry(
        lot.pk, members[0], programme, EntryKind.ADJUST, points, at=at, source=key, rule=rule, user=by, reason=reason
    ).save()
    settle(programme, members, at=at)


def _take(
    programme: Programme, customer: Customer, members: list[Member], points: int, kind: EntryKind, key: str, *,
    at: datetime, by: User | None, reason: str,
) -> None:  # fmt: skip
    settle(programme, members, at=at)
    expire(programme, at=at, customer_id=customer.pk)
    usable = held(members, at=at)
    there = sum(one.points for one in usable)
    if there < points:
        raise TooFewPoints(there)
    now = {one.lot_id: one.points for one in held(members)}
    for lot, part in taken_from(usable, points):
        _bring_back(programme, lot, part - max(0, now.get(lot.lot_id, 0)))
        entry(lot.lot_id, lot.member_id, programme, kind, -part, at=at, source=key, user=by, reason=reason).save()


def _bring_back(programme: Programme, lot: Held, points: int) -> None:
    """What lapsed after the moment at which it was redeemed had not lapsed."""
    if points > 0 and lot.expires_on is not None:
        midnight = datetime.combine(lot.expires_on + timedelta(days=1), time(), timezone.get_default_timezone())
        turn = Entry.objects.filter(lot=lot.lot_id, kind=EntryKind.EXPIRE).count()
        entry(
            lot.lot_id, lot.member_id, programme, EntryKind.EXPIRE, points, at=midnight, source="expiry", turn=turn
        ).save()
