"""One task for each of many customers: chosen in a list, or everybody of a segment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from idic.domain.identify.models import Customer
from idic.domain.identify.queries.customers import access_customers
from idic.domain.work.drafts import TaskDraft
from idic.domain.work.errors import WorkError
from idic.domain.work.models import Task
from idic.domain.work.operations.create import create_task
from idic.domain.work.operations.removal import delete_task
from idic.domain.work.queries.people import assignable
from idic.domain.work.times import Times
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.nouns.errors import ValueRefused
from idic.foundation.nouns.fields import Choice, Field, Input
from idic.foundation.texts import one_line
from idic.foundation.views.acts import BulkAct, Done, Values, register_act
from idic.methods.predicate import FieldType


def _inputs(by: User) -> Sequence[Field]:
    people: list[Choice] = [("", _("Whoever keeps the customer, else me"))]
    people += [(str(one.pk), one.display_name) for one in assignable(by).order_by("display_name", "pk")]
    return (
        Field("title", "work", FieldType.TEXT, _("What is to be done"), "", input=Input.TEXT, is_required=True),
        Field("due", "work", FieldType.DATE, _("Due on"), "", input=Input.DAY),
        Field("person", "work", FieldType.CODE, _("Who does it"), "", people, input=Input.CHOICE),
    )


def _check(typed: Values, by: User) -> dict[str, Any]:
    title = one_line(str(typed.get("title") or ""), 300)
    if not title:
        raise ValueRefused("title", _now("Write what is to be done."))
    due, person = str(typed.get("due") or ""), str(typed.get("person") or "")
    try:
        day = date.fromisoformat(due).isoformat() if due else ""
    except ValueError as error:
        raise ValueRefused("due", _now("Write a day, or leave it empty.")) from error
    if person and not (person.isascii() and person.isdecimal() and assignable(by).filter(pk=int(person)).exists()):
        raise ValueRefused("person", _now("Choose one from the list."))
    return {"name": title, "due": day, "person": int(person) if person else None}


def _apply(ids: Sequence[int], values: Values, by: User, at: datetime) -> Sequence[Done]:
    """Who is restricted, or out of the reader's sight, gets none."""
    person = User.with_rights.filter(pk=values["person"]).first() if values["person"] else None
    reachable = set(assignable(by).values_list("pk", flat=True))
    times = Times(due_on=date.fromisoformat(values["due"]) if values["due"] else None)
    done = []
    for customer in access_customers(by).filter(pk__in=ids).select_related("owner").order_by("pk"):
        try:
            task = create_task(
                TaskDraft(
                    values["name"], times=times, customer=customer, owner=person or _keeper(customer, reachable) or by
                ),
                by=by,
            )
        except WorkError:
            continue
        done.append(Done(customer.pk, {}, {"task": task.pk, "version": task.version}))
    return done


def _keeper(customer: Customer, reachable: set[int]) -> User | None:
    return customer.owner if customer.owner_id in reachable else None


def _restore(done: Sequence[Done], values: Values, by: User, at: datetime) -> set[int]:
    """A task that somebody has begun to work on stays."""
    if not may(by, "task.delete"):
        return set()
    made = {one.after["task"]: one for one in done}
    restored = set()
    for task in Task.objects.filter(pk__in=made, deleted_at__isnull=True).order_by("pk"):
        if task.version == made[task.pk].after["version"]:
            delete_task(task, by=by)
            restored.add(made[task.pk].record_id)
    return restored


register_act(
    BulkAct(
        "task", "customer", _("Create a task for each"), "task.create", _inputs, _check, _apply, _restore,
        icon="checklist", order=30, hint=_("Each customer gets a task of their own; all can be taken back together."),
    )
)  # fmt: skip
