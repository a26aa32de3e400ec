from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, QuerySet

from idic.domain.differentiate.models import Segment
from idic.domain.identify.models import Customer
from idic.domain.identify.rules import free_of_locks, visible_customers
from idic.domain.interact.enums import FollowUpState
from idic.domain.interact.models import FollowUp
from idic.foundation.accounts.models import User
from idic.foundation.paging.keyset import BoundedCount, bounded_count


@dataclass(frozen=True)
class Candidate:
    customer: Customer
    value: Decimal | None


def members_without_follow_up(user: User, segment_id: int) -> QuerySet[Customer]:
    """Members of the segment, within the user's reach and free of locks, for whom none is open for this segment."""
    planned = FollowUp.objects.filter(customer_id=OuterRef("pk"), segment_id=segment_id, state=FollowUpState.OPEN)
    return visible_customers(user).filter(free_of_locks(), ~Exists(planned), score__segment_ids__contains=[segment_id])


def count_unplanned(user: User, segment_id: int) -> BoundedCount:
    return bounded_count(members_without_follow_up(user, segment_id))


def first_in_line(user: User, segment: Segment, *, limit: int = 5) -> list[Candidate]:
    """Whom a plan would take first: the most valuable."""
    found = members_without_follow_up(user, segment.pk).select_related("score")
    found = found.order_by(F("score__lifetime_value").desc(nulls_last=True), "pk")
    return [Candidate(customer, customer.score.lifetime_value) for customer in found[:limit]]
