"""What the customers' own word says about being reached by a method for the purpose of a plan."""

from __future__ import annotations

from collections.abc import Sequence

from idic.domain.identify.privacy.errors import ChannelUnknown
from idic.domain.identify.privacy.models import Purpose
from idic.domain.identify.privacy.queries.basis import verdicts_of
from idic.domain.interact.enums import FollowUpState
from idic.domain.interact.plans.channels import use_for
from idic.domain.interact.plans.enums import StartState, Why
from idic.domain.interact.plans.models import Touch


def against_their_word(purpose: Purpose | None, method: str, customers: Sequence[int]) -> dict[int, str]:
    """Customer -> why not; who may be reached is not among them."""
    if purpose is None:
        return {}
    try:
        use = use_for(purpose, method)
    except ChannelUnknown:
        return dict.fromkeys(customers, Why.NO_CHANNEL.value)
    return {pk: verdict.value for pk, verdict in verdicts_of(customers, use).items() if not verdict.may}


def begun_against_their_word(customers: Sequence[int] | None) -> dict[int, str]:
    """Start -> why, of those whose open step may no longer be taken."""
    open_ones = Touch.objects.filter(
        start__state=StartState.OPEN, start__version__use__isnull=False, follow_up__state=FollowUpState.OPEN
    )
    if customers is not None:
        open_ones = open_ones.filter(start__customer__in=customers)
    asked: dict[tuple[int | None, str], list[tuple[int, int]]] = {}
    wanted = open_ones.values_list("start__version__use_id", "step__method", "start__customer_id", "start_id")
    for use_id, method, customer_id, start_id in wanted:
        asked.setdefault((use_id, method), []).append((customer_id, start_id))
    purposes = Purpose.objects.in_bulk({key for key, _method in asked if key is not None})
    found: dict[int, str] = {}
    for (key, method), rows in asked.items():
        why = against_their_word(purposes.get(key or 0), method, [customer_id for customer_id, _start in rows])
        found |= {start_id: why[customer_id] for customer_id, start_id in rows if customer_id in why}
    return found
