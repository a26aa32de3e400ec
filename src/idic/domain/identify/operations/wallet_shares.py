"""What part of a customer's spend goes to whom, as told of one day."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.identify.enums import ShareSource
from idic.domain.identify.errors import InvalidValue, TooMuch
from idic.domain.identify.models import Competitor, Customer, WalletShare
from idic.domain.identify.operations.relations import locked_customers
from idic.domain.identify.validators import checked_days, checked_text
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.events.undoing import ChangedSince, undoes

WHOLE = Decimal(100)


@transaction.atomic
def record_share(
    customer: Customer,
    *,
    competitor: str = "",
    category: str = "",
    percent: Decimal | None,
    as_of: date,
    told_by: str = ShareSource.ESTIMATE,
    note: str = "",
    by: User,
    at: datetime | None = None,
) -> WalletShare:
    """An empty `competitor` speaks of ourselves; a name that is not known yet joins the list of competitors.

    The same seller, category and day again corrects what was told; any other day is one more point of the history.
    """
    moment = at or timezone.now()
    locked = locked_customers(by, customer.pk)[customer.pk]
    today = timezone.localdate(moment)
    checked_days(as_of, None, today=today)
    if as_of > today:
        raise InvalidValue("as_of", _("A share is told of a day that has come. Give today or an earlier day."))
    if told_by not in ShareSource.values:
        raise InvalidValue("told_by", _("Choose who told it."))
    seller = competitor_named(competitor, by=by, at=moment) if competitor.strip() else None
    _check_percent(percent, ours=seller is None)
    of = checked_text("category", category, longest=120)
    of = _as_spelled(of)
    share = WalletShare.objects.filter(customer=locked, category=of, competitor=seller, as_of=as_of).first()
    before = _recorded(share) if share else {}
    if share is None:
        share = WalletShare(customer=locked, category=of, competitor=seller, as_of=as_of, created_at=moment)
    share.percent, share.told_by = percent, told_by
    share.note = checked_text("note", note, longest=300)
    _check_whole(share)
    share.save()
    after = _recorded(share)
    if after != before:
        append_event(
            NewEvent(
                "wallet_share.recorded", "wallet_share", share.pk, customer_id=locked.pk, before=before, after=after
            ),
            by=by,
            at=moment,
        )
    return share


@transaction.atomic
def remove_share(share: WalletShare, *, by: User, at: datetime | None = None) -> None:
    """For a mistake only: the event keeps what was told."""
    locked_customers(by, share.customer_id)
    found = WalletShare.objects.select_for_update(of=("self",)).select_related("competitor").filter(pk=share.pk).first()
    if found is None:
        raise NotVisible
    append_event(
        NewEvent(
            "wallet_share.removed", "wallet_share", found.pk, customer_id=found.customer_id, before=_recorded(found)
        ),
        by=by,
        at=at,
    )
    found.delete()


def competitor_named(name: str, *, by: User, at: datetime | None = None) -> Competitor:
    """Found under any use of capitals, else added; the caller's transaction and right hold."""
    words = checked_text("competitor", name, longest=120)
    if not words:
        raise InvalidValue("competitor", _("Give the name of the competitor."))
    known = Competitor.objects.filter(name__iexact=words).first()
    if known is not None:
        return known
    competitor, is_new = Competitor.objects.get_or_create(name=words)
    if is_new:
        append_event(
            NewEvent("competitor.created", "competitor", competitor.pk, after={"name": competitor.name}), by=by, at=at
        )
    return competitor


def _as_spelled(category: str) -> str:
    """One history, however the next writer uses capitals."""
    if not category:
        return ""
    known = WalletShare.objects.filter(category__iexact=category).values_list("category", flat=True).first()
    return known or category


def _check_percent(percent: Decimal | None, *, ours: bool) -> None:
    if percent is None:
        if ours:
            raise InvalidValue("percent", _("Give our own share in percent; an estimate will do."))
    elif not (percent.is_finite() and 0 <= percent <= WHOLE):
        raise InvalidValue("percent", _("Give a percentage between 0 and 100."))


def _check_whole(share: WalletShare) -> None:
    if share.percent is None:
        return
    others = WalletShare.objects.filter(customer=share.customer, category=share.category, as_of=share.as_of).exclude(
        pk=share.pk
    )
    total = (others.aggregate(total=Sum("percent"))["total"] or Decimal(0)) + share.percent
    if total > WHOLE:
        raise TooMuch(share.category, total.normalize() if total % 1 else int(total))


def _recorded(share: WalletShare) -> dict[str, object]:
    return {
        "competitor": share.competitor.name if share.competitor else "",
        "category": share.category,
        "percent": None if share.percent is None else format(Decimal(share.percent).normalize(), "f"),
        "as_of": share.as_of.isoformat(),
        "told_by": share.told_by,
        "note": share.note,
        "customer_id": share.customer_id,
    }


@undoes("wallet_share.recorded")
def _take_back_recording(event: Event, by: User) -> None:
    share = WalletShare.objects.select_related("competitor", "customer").filter(pk=event.subject_id).first()
    if share is None or _recorded(share) != event.after:
        raise ChangedSince
    if event.before:
        _record_again(event.before, by=by)
    else:
        remove_share(share, by=by)


@undoes("wallet_share.removed")
def _take_back_removal(event: Event, by: User) -> None:
    told = event.before
    taken = WalletShare.objects.filter(
        customer_id=told["customer_id"], category=told["category"], as_of=told["as_of"],
        competitor__name=told["competitor"] or None,
    )  # fmt: skip
    if taken.exists():
        raise ChangedSince
    _record_again(told, by=by)


def _record_again(told: dict[str, str], *, by: User) -> None:
    customer_id = int(told["customer_id"])
    try:
        record_share(
            locked_customers(by, customer_id)[customer_id], competitor=told["competitor"], category=told["category"],
            percent=None if told["percent"] is None else Decimal(told["percent"]), as_of=date.fromisoformat(told["as_of"]),
            told_by=told["told_by"], note=told["note"], by=by,
        )  # fmt: skip
    except (InvalidValue, TooMuch) as error:
        raise ChangedSince from error
