"""The noun “task”: everything that lists, filters, inline edit, bulk changes, exports and templates may ask of one."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from idic.domain.work.enums import Priority, TaskKind, TaskState
from idic.domain.work.inline import change_from_texts
from idic.domain.work.models import Task
from idic.domain.work.queries.tasks import found_by, with_names
from idic.domain.work.rules import visible_tasks
from idic.foundation.accounts.queries.names import teams_by_code, users_by_code
from idic.foundation.nouns.fields import Field, Input, Shown
from idic.foundation.nouns.noun import Noun
from idic.foundation.nouns.registry import extend_noun, register_noun
from idic.methods.predicate import FieldType


def _day(column: str) -> str:
    """The day on the wall clock of this installation."""
    return f"(t.{column} AT TIME ZONE '{settings.TIME_ZONE}')::date"


FIELDS = (
    Field(
        "title", "work", FieldType.TEXT, _("What is to be done"), "t.title", value=lambda one: one.title, input=Input.TEXT,
        is_required=True,
    ),
    Field(
        "kind", "work", FieldType.CODE, _("Kind"), "t.kind", choices=TaskKind.choices, shown=Shown.CODE,
        value=lambda one: one.kind, input=Input.CHOICE, is_required=True,
    ),
    Field(
        "state", "work", FieldType.CODE, _("State"), "t.state", choices=TaskState.choices, shown=Shown.CODE,
        value=lambda one: one.state, input=Input.CHOICE, is_required=True,
    ),
    Field(
        "priority", "work", FieldType.CODE, _("Priority"), "t.priority", choices=Priority.choices, shown=Shown.CODE,
        value=lambda one: one.priority, input=Input.CHOICE, is_required=True,
    ),
    Field(
        "due", "work", FieldType.DATE, _("Due"), "t.due_on", shown=Shown.DAY, value=lambda one: one.due_on,
        order="sorted_at", input=Input.DAY,
    ),
    Field("starts", "work", FieldType.DATE, _("Begins"), _day("starts_at"), shown=Shown.MOMENT,
          value=lambda one: one.starts_at, order="sorted_at"),
    Field("place", "work", FieldType.TEXT, _("Place"), "NULLIF(t.place, '')", value=lambda one: one.place,
          input=Input.TEXT),
    Field("text", "work", FieldType.TEXT, _("Details"), "NULLIF(t.text, '')", shown=Shown.LONG_TEXT,
          value=lambda one: one.text, input=Input.LONG_TEXT),
    Field(
        "owner", "work", FieldType.CODE, _("Who"), "t.owner_id::text", shown=Shown.PERSON,
        value=lambda one: str(one.owner_id), input=Input.USER, is_required=True, names=users_by_code,
    ),
    Field(
        "team", "work", FieldType.CODE, _("Team"), "t.team_id::text", shown=Shown.PERSON,
        value=lambda one: str(one.team_id) if one.team_id else None, input=Input.TEAM, names=teams_by_code,
    ),
    Field("created", "record", FieldType.DATE, _("Created"), _day("created_at"), shown=Shown.MOMENT,
          value=lambda one: one.created_at, order="created_at"),
    Field("changed", "record", FieldType.DATE, _("Changed"), _day("updated_at"), shown=Shown.MOMENT,
          value=lambda one: one.updated_at, order="updated_at"),
    Field("done", "record", FieldType.DATE, _("Done"), _day("done_at"), shown=Shown.MOMENT,
          value=lambda one: one.done_at),
    Field("outcome", "work", FieldType.TEXT, _("Outcome"), "NULLIF(t.outcome, '')", shown=Shown.LONG_TEXT,
          value=lambda one: one.outcome),
    Field("repeats", "work", FieldType.BOOLEAN, _("Repeats"), "t.rule <> ''", shown=Shown.YES_NO,
          value=lambda one: bool(one.rule)),
)  # fmt: skip

CUSTOMER = Field(
    "customer", "work", FieldType.TEXT, _("Customer"), "c.name",
    value=lambda one: one.customer.name if one.customer else None, permission="customer.see",
)  # fmt: skip


register_noun(
    Noun(
        code="task",
        label=_("Task"),
        plural=_("Tasks"),
        icon="checkbox",
        model=Task,
        table="work_task",
        alias="t",
        where="t.deleted_at IS NULL",
        fields=FIELDS,
        visible=visible_tasks,
        title=lambda task: task.title,
        columns=("title", "kind", "state", "due", "owner", "customer"),
        order="due",
        customer_of=lambda task: task.customer_id,
        change=change_from_texts,
        search=found_by,
        listed=with_names,
        attributes="t.attributes",
        attributes_of=lambda task: task.attributes,
        board="state",
    )
)
extend_noun("task", [CUSTOMER], join="LEFT JOIN identify_customer c ON c.id = t.customer_id")
