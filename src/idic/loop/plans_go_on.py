"""After the result of a step the next one begins by itself; a step opened again takes back what came after it."""

from idic.domain.interact.plans.operations.going_on import go_on, stop, take_back
from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import caused_by
from idic.foundation.events.subscriptions import on

_ACTS = {"follow_up.done": go_on, "follow_up.reopened": take_back, "follow_up.cancelled": stop}


@on(*_ACTS, name="plans_go_on")
def plans_go_on(event: Event) -> None:
    with caused_by(event.pk):
        _ACTS[event.verb](event.subject_id)
