"""Who stands around a customer, two steps out: what the picture of relations draws."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from idic.domain.identify.enums import HouseholdRole, RelationSide
from idic.domain.identify.models import Customer, HouseholdMember, Relation
from idic.domain.identify.queries.relations import in_force, named_customers
from idic.foundation.accounts.models import User

MOST_NODES = 80
#: Nobody's first step takes all the room.
_FIRST_STEP = 40


@dataclass(frozen=True)
class Tie:
    """`side` as seen from `near`, the customer nearer to the middle; None for two of one household."""

    near: int
    far: int
    side: RelationSide | None
    job_title: str = ""
    stake: str = ""
    household: str = ""
    household_role: str = ""


@dataclass(frozen=True)
class RelationPicture:
    """`ties` lead outwards, each customer reached once; `again` are further relations of the same two, and `cross` tie
    customers that both stand in the picture already.

    `left_out` is true where more stand around than are drawn; `out_of_reach` counts those whom the reader may not see.
    """

    centre: Customer
    customers: dict[int, Customer]
    ties: list[Tie]
    again: list[Tie]
    cross: list[Tie]
    left_out: bool
    out_of_reach: int


def relation_picture(user: User, customer: Customer, *, today: date, most: int = MOST_NODES) -> RelationPicture:
    """At most `most` customers; relations of today only. `customer` has passed its access function."""
    seen: dict[int, Customer] = {customer.pk: customer}
    ties: list[Tie] = []
    again: list[Tie] = []
    cross: dict[tuple[int, int], Tie] = {}
    hidden: set[int] = set()
    tied: set[tuple[int, int]] = set()
    left_out = False
    border: Sequence[int] = [customer.pk]
    for room in (_FIRST_STEP, most):
        found, is_cut = _ties(border, today=today, limit=4 * most)
        left_out |= is_cut
        named = named_customers(user, {tie.far for tie in found} - set(seen))
        reached: list[int] = []
        for tie in found:
            pair = (min(tie.near, tie.far), max(tie.near, tie.far))
            if (tie.near, tie.far) in tied:
                again.append(tie)
            elif tie.far in seen:
                # That the members of a household belong to one another goes without a line.
                if pair not in {(min(one), max(one)) for one in tied} and tie.side is not None:
                    cross.setdefault(pair, tie)
            elif tie.far not in named:
                hidden.add(tie.far)
            elif len(seen) >= min(room, most):
                left_out = True
            else:
                seen[tie.far] = named[tie.far]
                ties.append(tie)
                tied.add((tie.near, tie.far))
                reached.append(tie.far)
        border = reached
        if not border:
            break
    return RelationPicture(customer, seen, ties, again, list(cross.values()), left_out, len(hidden))


def _ties(border: Collection[int], *, today: date, limit: int) -> tuple[list[Tie], bool]:
    """Outwards from each of `border`, in two queries."""
    relations = list(
        Relation.objects.filter(in_force(today), Q(source__in=border) | Q(target__in=border)).order_by(
            "-type", "-is_main", "-id"
        )[: limit + 1]
    )
    inside = set(border)
    found: list[Tie] = []
    for one in relations[:limit]:
        for near, far, is_source in (
            (one.source_id, one.target_id, True),
            (one.target_id, one.source_id, False),
        ):
            if near in inside:
                side = RelationSide.of(one.type, is_source=is_source)
                found.append(Tie(near, far, side, job_title=one.job_title, stake=one.stake))
    mine = HouseholdMember.objects.filter(in_force(today), customer__in=border).values("household_id")
    members = list(
        HouseholdMember.objects.filter(in_force(today), household_id__in=mine)
        .select_related("household")
        .order_by("household_id", "id")[: limit + 1]
    )
    by_household: dict[int, list[HouseholdMember]] = {}
    for member in members[:limit]:
        by_household.setdefault(member.household_id, []).append(member)
    for together in by_household.values():
        for near_member in together:
            if near_member.customer_id not in inside:
                continue
            found += [
                Tie(
                    near_member.customer_id, other.customer_id, None, household=other.household.name,
                    household_role=HouseholdRole(other.role).value,
                )
                for other in together
                if other.customer_id != near_member.customer_id
            ]  # fmt: skip
            break
    return found, len(relations) > limit or len(members) > limit
