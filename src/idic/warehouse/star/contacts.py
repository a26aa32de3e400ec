from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.warehouse.star.declaration import Column, Invariant, Kind, Mart, Part, Watched

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from idic.warehouse.reading import Star


def _twice(star: Star) -> ir.Table:
    rows = star.table("contacts").group_by("contact_id").agg(rows=lambda t: t.count())
    return rows.filter(rows.rows > 1)


CONTACTS = Mart(
    "contacts",
    _("Contacts"),
    _("One row per task, call, visit, meeting and follow-up."),
    Kind.FACT,
    (
        Column(
            "contact_id", "string", _("Which one: its source and number."), ("work_task.id", "interact_followup.id")
        ),
        Column(
            "customer_id",
            "int64",
            _("With whom; empty where a task is about nobody."),
            ("work_task.customer_id", "interact_followup.customer_id"),
        ),
        Column("source", "string", _("Task or follow-up."), ()),
        Column(
            "kind",
            "string",
            _("Kind of task, or how the follow-up is made."),
            ("work_task.kind", "interact_followup.method"),
        ),
        Column(
            "state",
            "string",
            _("Open, done or cancelled, and what lies between."),
            ("work_task.state", "interact_followup.state"),
        ),
        Column(
            "day",
            "date32",
            _("Day on which it takes place or is due."),
            ("work_task.sorted_at", "interact_followup.due_on"),
        ),
        Column(
            "due_on",
            "date32",
            _("Day by which it is due, where one was set."),
            ("work_task.due_on", "interact_followup.due_on"),
        ),
        Column(
            "done_on", "date32", _("Day on which it was closed."), ("work_task.done_at", "interact_followup.closed_at")
        ),
        Column("owner_id", "int64", _("User who does it."), ("work_task.owner_id", "interact_followup.owner_id")),
        Column(
            "outcome",
            "string",
            _("What came of a follow-up, as a code; the notes of tasks stay in the records."),
            ("interact_followup.outcome",),
        ),
    ),
    parts=(
        Part(
            "FROM work_task t",
            {
                "contact_id": "'task:' || t.id",
                "customer_id": "t.customer_id",
                "source": "'task'::text",
                "kind": "t.kind",
                "state": "t.state",
                "day": "(t.sorted_at AT TIME ZONE '{zone}')::date",
                "due_on": "t.due_on",
                "done_on": "(t.done_at AT TIME ZONE '{zone}')::date",
                "owner_id": "t.owner_id",
                "outcome": "''::text",
            },
            # the head of a series stands for its next occurrence, as in the list of tasks
            order="t.id",
            table="work_task",
            key="id",
            bounds=("t.id",),
            shift=16,
            where="t.deleted_at IS NULL",
            name="tasks",
            watched=(Watched("work_task", "id", 16),),
        ),
        Part(
            "FROM interact_followup f",
            {
                "contact_id": "'follow_up:' || f.id",
                "customer_id": "f.customer_id",
                "source": "'follow_up'::text",
                "kind": "f.method",
                "state": "f.state",
                "day": "f.due_on",
                "due_on": "f.due_on",
                "done_on": "(f.closed_at AT TIME ZONE '{zone}')::date",
                "owner_id": "f.owner_id",
                "outcome": "f.outcome",
            },
            order="f.id",
            table="interact_followup",
            key="id",
            bounds=("f.id",),
            shift=16,
            name="follow_ups",
            watched=(Watched("interact_followup", "id", 16),),
        ),
    ),
    invariants=(Invariant("contact_once", _("Each contact stands here once."), _twice),),
)
