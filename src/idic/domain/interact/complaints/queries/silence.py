"""How many customers are dissatisfied and have said nothing: complaints are a floor and not the measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from idic.domain.identify.rules import visible_customers
from idic.domain.interact.cases.models import Case
from idic.domain.interact.complaints.models import SilenceFigures
from idic.domain.interact.enums import FollowUpOutcome, FollowUpReason, FollowUpState
from idic.domain.interact.rules import visible_follow_ups
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.methods.iceberg import Iceberg, Silent, iceberg, silent

#: A complaint of so many days before we asked counts as having spoken up.
WITHIN_DAYS = 90
_MOST = 50_000


@dataclass(frozen=True)
class FromContacts:
    """What customers said when we got in touch with them on our own account, each by their last answer; `base`: all
    customers that the reader may see."""

    asked: int
    dissatisfied: int
    voiced: int
    base: int

    @property
    def estimate(self) -> Iceberg:
        return iceberg(self.asked, self.dissatisfied, self.voiced, base=max(self.base, self.asked))


def said_figures() -> SilenceFigures | None:
    """Where people say the figures themselves, with their source."""
    return SilenceFigures.objects.select_related("said_by").filter(pk=1).exclude(source="").first()


def silent_by(said: SilenceFigures) -> Silent:
    return silent(float(said.dissatisfied_share), float(said.voiced_share), base=said.base, asked=said.asked)


def from_contacts(user: User, since: datetime, until: datetime) -> FromContacts | None:
    """None where nobody was asked, or the reader may not see whom we asked. Whoever was called because of a case is left
    out: they had spoken up already."""
    if not (may(user, "follow_up.see") and may(user, "customer.see")):
        return None
    answers = visible_follow_ups(user).filter(
        state=FollowUpState.DONE, closed_at__gte=since, closed_at__lt=until,
        outcome__in=(FollowUpOutcome.REACHED_SATISFIED, FollowUpOutcome.REACHED_UNHAPPY),
    ).exclude(reason=FollowUpReason.AFTER_CASE)  # fmt: skip
    last: dict[int, tuple[str, datetime]] = {}
    for customer, outcome, at in answers.order_by("-closed_at", "-pk").values_list("customer", "outcome", "closed_at")[
        :_MOST
    ]:
        if at is not None:
            last.setdefault(customer, (outcome, at))
    if not last:
        return None
    unhappy = {customer: at for customer, (outcome, at) in last.items() if outcome == FollowUpOutcome.REACHED_UNHAPPY}
    return FromContacts(len(last), len(unhappy), _spoke_up(unhappy), visible_customers(user).count())


def _spoke_up(unhappy: Mapping[int, datetime]) -> int:
    """Of these, who had complained before we asked; what we wrote down when we asked is no complaint of theirs."""
    if not unhappy:
        return 0
    told = Case.objects.filter(
        customer__in=unhappy, purpose="complain", finding__isnull=True, deleted_at__isnull=True,
        received_at__gte=min(unhappy.values()) - timedelta(days=WITHIN_DAYS), received_at__lt=max(unhappy.values()),
    ).exclude(outcome="spam")  # fmt: skip
    rows = told.order_by().values_list("customer", "received_at")
    return len({
        customer for customer, at in rows
        if unhappy[customer] - timedelta(days=WITHIN_DAYS) <= at < unhappy[customer]
    })  # fmt: skip
