from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from idic.domain.identify.enums import HouseholdRole
from idic.domain.identify.models import Customer, Household, HouseholdMember
from idic.domain.identify.queries.relations import named_customers
from idic.domain.identify.rules import visible_customers
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User

_MOST = 60


@dataclass(frozen=True)
class Member:
    """`customer` is None where the reader may not see that person."""

    membership: HouseholdMember
    customer: Customer | None


@dataclass(frozen=True)
class HouseholdShown:
    household: Household
    current: list[Member]
    past: list[Member]

    @property
    def has_head(self) -> bool:
        return any(one.membership.role == HouseholdRole.HEAD for one in self.current)


def household_of(user: User, customer: Customer, *, today: date) -> HouseholdShown | None:
    """The one of today, else the one to come, else the last; `customer` has passed its access function."""
    latest = (
        HouseholdMember.objects.filter(customer=customer)
        .order_by(F("ends_on").desc(nulls_first=True), F("starts_on").desc(nulls_last=True), "-id")
        .values("household_id")[:1]
    )
    members = list(
        HouseholdMember.objects.filter(household_id__in=latest)
        .select_related("household")
        .order_by(F("ends_on").asc(nulls_first=True), F("starts_on").asc(nulls_first=True), "id")[:_MOST]
    )
    if not members:
        return None
    named = named_customers(user, (one.customer_id for one in members))
    shown = [Member(one, named.get(one.customer_id)) for one in members]
    shown.sort(key=lambda one: one.membership.role != HouseholdRole.HEAD)
    return HouseholdShown(
        members[0].household,
        [one for one in shown if one.membership.ends_on is None or one.membership.ends_on > today],
        [one for one in shown if one.membership.ends_on is not None and one.membership.ends_on <= today],
    )


def access_household(user: User, pk: int, *, permission: str = "customer.see") -> Household:
    """Through any of its members."""
    found = Household.objects.filter(
        pk=pk,
        pk__in=HouseholdMember.objects.filter(customer__in=visible_customers(user, permission)).values("household_id"),
    ).first()
    if found is None:
        raise NotVisible
    return found


def access_member(user: User, pk: int, *, permission: str = "customer.see") -> HouseholdMember:
    found = (
        HouseholdMember.objects.select_related("household", "customer")
        .filter(pk=pk, customer__in=visible_customers(user, permission))
        .first()
    )
    if found is None:
        raise NotVisible
    return found
