"""What a rule may ask about tasks, calls, visits and meetings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.differentiate.behaviour.kinds import BehaviourKind, Narrowing, chosen_from, declare_behaviour
from idic.domain.work.enums import TaskKind, TaskState
from idic.methods.predicate import Measure

CONTACT = BehaviourKind(
    "contact", _("Tasks, calls, visits and meetings"),
    {
        Measure.TIMES: _("Number of tasks and contacts"), Measure.FIRST: _("First task or contact"),
        Measure.LAST: _("Last task or contact"),
    },
    source="work_task t", customer="t.customer_id", id="t.id",
    # what was done stands on the day on which it was done, what is open on the day for which it is planned
    day="coalesce((coalesce(t.done_at, t.starts_at, t.due_at) AT TIME ZONE '{zone}')::date, t.due_on,"
        " (t.created_at AT TIME ZONE '{zone}')::date)",
    permission="task.see", where="t.deleted_at IS NULL", counts="t.state <> 'cancelled'", told="t.title",
    narrowings=(
        Narrowing("kind", _("Kind"), "t.kind", *chosen_from(TaskKind.choices)),
        Narrowing("state", _("State"), "t.state", *chosen_from(TaskState.choices)),
    ),
    verbs=(
        "task.created", "task.changed", "task.moved", "task.completed", "task.cancelled", "task.reopened",
        "task.deleted", "task.restored",
    ),
)  # fmt: skip

declare_behaviour(CONTACT)
