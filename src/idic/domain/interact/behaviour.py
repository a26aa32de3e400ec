"""What a rule may ask about follow-ups."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.differentiate.behaviour.kinds import BehaviourKind, Narrowing, chosen_from, declare_behaviour
from idic.domain.interact.enums import FollowUpMethod, FollowUpOutcome, FollowUpReason, FollowUpState
from idic.methods.predicate import Measure

FOLLOW_UP = BehaviourKind(
    "follow_up", _("Follow-ups"),
    {
        Measure.TIMES: _("Number of follow-ups"), Measure.FIRST: _("First follow-up"),
        Measure.LAST: _("Last follow-up"),
    },
    source="interact_followup f", customer="f.customer_id", id="f.id",
    # an open one stands on the day on which it is due
    day="coalesce((f.closed_at AT TIME ZONE '{zone}')::date, f.due_on)", permission="follow_up.see",
    counts="f.state <> 'cancelled'", told="concat_ws(' · ', f.method, f.reason, f.state)",
    narrowings=(
        Narrowing("method", _("Method"), "f.method", *chosen_from(FollowUpMethod.choices)),
        Narrowing("reason", _("Reason"), "f.reason", *chosen_from(FollowUpReason.choices)),
        Narrowing("state", _("State"), "f.state", *chosen_from(FollowUpState.choices)),
        Narrowing("outcome", _("Outcome"), "f.outcome", *chosen_from(FollowUpOutcome.choices)),
    ),
    verbs=("follow_up.created", "follow_up.done", "follow_up.cancelled", "follow_up.reopened", "follow_up.rescheduled"),
)  # fmt: skip

declare_behaviour(FOLLOW_UP)
