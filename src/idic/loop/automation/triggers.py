"""Which events a rule may wait for, and the noun of the record that it then looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Trigger:
    """`about_customer`: the record is the event's customer, not its subject."""

    verb: str
    noun: str
    label: _StrPromise
    has_fields: bool = False
    about_customer: bool = False


TRIGGERS: dict[str, Trigger] = {
    one.verb: one
    for one in (
        Trigger("customer.created", "customer", _("a customer is added")),
        Trigger("customer.changed", "customer", _("a customer is changed"), has_fields=True),
        Trigger("customer.assigned", "customer", _("a customer gets another owner or team"), has_fields=True),
        Trigger("follow_up.done", "customer", _("a follow-up is completed"), about_customer=True),
        Trigger("tag.added", "customer", _("a customer gets a tag")),
        Trigger("note.added", "customer", _("a note is written on a customer")),
        Trigger("task.created", "task", _("a task is made")),
        Trigger("task.changed", "task", _("a task is changed"), has_fields=True),
        Trigger("task.assigned", "task", _("a task is given to somebody")),
        Trigger("task.completed", "task", _("a task is completed")),
    )
}
