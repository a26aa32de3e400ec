"""The noun “case”: everything that lists, filters, inline edit, bulk changes, exports and templates may ask of one."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from idic.domain.catalogue.queries.products import found_products, products_by_code
from idic.domain.interact.cases.enums import CaseState, Outcome, Verdict
from idic.domain.interact.cases.inline import change_from_texts
from idic.domain.interact.cases.models import NEVER, Case
from idic.domain.interact.cases.queries.cases import found_by, with_names
from idic.domain.interact.cases.queries.topics import topic_choices, topics_by_code
from idic.domain.interact.cases.rules import visible_cases
from idic.domain.interact.contact import AccessMode, Priority, Purpose
from idic.foundation.accounts.queries.names import teams_by_code, users_by_code
from idic.foundation.nouns.fields import Field, Input, ReadChoices, Shown
from idic.foundation.nouns.noun import Noun
from idic.foundation.nouns.registry import extend_noun, register_noun
from idic.methods.predicate import FieldType


def _wall(column: str) -> str:
    """On the wall clock of this installation."""
    return f"(k.{column} AT TIME ZONE '{settings.TIME_ZONE}')"


def _day(column: str) -> str:
    return f"{_wall(column)}::date"


_TODAY = f"(now() AT TIME ZONE '{settings.TIME_ZONE}')::date"
WEEKDAYS = (
    ("1", _("Monday")), ("2", _("Tuesday")), ("3", _("Wednesday")), ("4", _("Thursday")), ("5", _("Friday")),
    ("6", _("Saturday")), ("7", _("Sunday")),
)  # fmt: skip


FIELDS = (
    Field("number", "case", FieldType.NUMBER, _("Number"), "k.id", shown=Shown.NUMBER, value=lambda one: one.pk),
    Field("title", "case", FieldType.TEXT, _("What it is about"), "k.title", value=lambda one: one.title,
          input=Input.TEXT, is_required=True),
    Field("mode", "case", FieldType.CODE, pgettext_lazy("contact", "Channel"), "k.mode", choices=AccessMode.choices,
          shown=Shown.CODE, value=lambda one: one.mode),
    Field("purpose", "case", FieldType.CODE, pgettext_lazy("contact", "Purpose"), "k.purpose", choices=Purpose.choices,
          shown=Shown.CODE, value=lambda one: one.purpose, input=Input.CHOICE, is_required=True),
    Field("state", "case", FieldType.CODE, _("State"), "k.state", choices=CaseState.choices, shown=Shown.CODE,
          value=lambda one: one.state),
    Field("priority", "case", FieldType.CODE, _("Priority"), "k.priority", choices=Priority.choices, shown=Shown.CODE,
          value=lambda one: one.priority, input=Input.CHOICE, is_required=True),
    Field("topic", "case", FieldType.CODE, _("Topic"), "k.topic_id::text", choices=ReadChoices(topic_choices),
          shown=Shown.PERSON, value=lambda one: str(one.topic_id) if one.topic_id else None, input=Input.CHOICE,
          names=topics_by_code),
    Field("product", "case", FieldType.CODE, _("Product"), "k.product_id::text", shown=Shown.CODE,
          value=lambda one: str(one.product_id) if one.product_id else None, names=products_by_code, found=found_products,
          permission="product.see"),
    Field("owner", "case", FieldType.CODE, _("Who"), "k.owner_id::text", shown=Shown.PERSON,
          value=lambda one: str(one.owner_id) if one.owner_id else None, input=Input.USER, names=users_by_code),
    Field("team", "case", FieldType.CODE, _("Team"), "k.team_id::text", shown=Shown.PERSON,
          value=lambda one: str(one.team_id) if one.team_id else None, input=Input.TEAM, names=teams_by_code),
    Field("due", "case", FieldType.DATE, _("Due"), f"NULLIF({_day('due_at')}, '{NEVER:%Y-%m-%d}')", shown=Shown.MOMENT,
          value=lambda one: None if one.due_at == NEVER else one.due_at, order="due_at"),
    Field("waits", "case", FieldType.BOOLEAN, _("Waits for our answer"), "k.waits_for_us", shown=Shown.YES_NO,
          value=lambda one: one.waits_for_us),
    Field("open", "case", FieldType.BOOLEAN, _("Still open"), "k.state IN ('new', 'open', 'waiting', 'held')",
          shown=Shown.YES_NO, value=lambda one: one.is_open),
    Field("overdue", "case", FieldType.BOOLEAN, _("Overdue"), "k.due_at < now()", shown=Shown.YES_NO,
          value=lambda one: one.is_overdue),
    Field("runs_out", "case", FieldType.BOOLEAN, _("Runs out within the hour"),
          "k.due_at >= now() AND k.due_at < now() + interval '1 hour'", shown=Shown.YES_NO,
          value=lambda one: timedelta() <= one.due_at - timezone.now() < timedelta(hours=1)),
    Field("snoozed", "case", FieldType.BOOLEAN, _("Put off"), "coalesce(k.snoozed_until > now(), false)",
          shown=Shown.YES_NO, value=lambda one: one.is_snoozed),
    Field("message", "case", FieldType.DATE, _("Last message"), _day("last_message_at"), shown=Shown.MOMENT,
          value=lambda one: one.last_message_at, order="last_message_at"),
    Field("received", "case", FieldType.DATE, _("Received"), _day("received_at"), shown=Shown.MOMENT,
          value=lambda one: one.received_at, order="received_at"),
    Field("age", "case", FieldType.NUMBER, _("Age in days"),
          f"{_TODAY} - {_day('received_at')}", shown=Shown.NUMBER,
          value=lambda one: (timezone.localdate() - timezone.localdate(one.received_at)).days),
    Field("weekday", "case", FieldType.CODE, _("Weekday received"),
          f"extract(isodow FROM {_wall('received_at')})::int::text", choices=WEEKDAYS, shown=Shown.CODE,
          value=lambda one: str(timezone.localtime(one.received_at).isoweekday())),
    Field("hour", "case", FieldType.NUMBER, _("Hour received"), f"extract(hour FROM {_wall('received_at')})",
          shown=Shown.NUMBER, value=lambda one: timezone.localtime(one.received_at).hour),
    Field("counted", "case", FieldType.BOOLEAN, _("Counts in the figures"),
          "k.state <> 'merged' AND k.outcome <> 'spam'", shown=Shown.YES_NO,
          value=lambda one: one.state != CaseState.MERGED and one.outcome != Outcome.SPAM),
    Field("responded", "case", FieldType.DATE, _("First response"), _day("first_response_at"), shown=Shown.MOMENT,
          value=lambda one: one.first_response_at),
    Field("resolved", "case", FieldType.DATE, _("Resolved"), _day("resolved_at"), shown=Shown.MOMENT,
          value=lambda one: one.resolved_at),
    Field("closed", "case", FieldType.DATE, _("Closed on"), _day("closed_at"), shown=Shown.MOMENT,
          value=lambda one: one.closed_at),
    Field("outcome", "case", FieldType.CODE, _("Outcome"), "NULLIF(k.outcome, '')", choices=Outcome.choices,
          shown=Shown.CODE, value=lambda one: one.outcome or None),
    Field("verdict", "case", FieldType.CODE, _("The customer's word"), "NULLIF(k.verdict, '')",
          choices=[choice for choice in Verdict.choices if choice[0]], shown=Shown.CODE,
          value=lambda one: one.verdict or None),
    Field("reopened", "case", FieldType.NUMBER, _("Times reopened"), "k.reopened", shown=Shown.NUMBER,
          value=lambda one: one.reopened),
    Field("text", "case", FieldType.TEXT, _("In the customer's words"), "NULLIF(k.text, '')", shown=Shown.LONG_TEXT,
          value=lambda one: one.text, input=Input.LONG_TEXT, brief=40),
)  # fmt: skip

CUSTOMER = Field(
    "customer", "case", FieldType.TEXT, _("Customer"), "coalesce(c.name, NULLIF(k.contact_name, ''))",
    value=lambda one: one.customer.name if one.customer else one.contact_name or None, permission="customer.see",
)  # fmt: skip


register_noun(
    Noun(
        code="case",
        label=_("Case"),
        plural=_("Cases"),
        icon="inbox",
        model=Case,
        table="cases_case",
        alias="k",
        where="k.deleted_at IS NULL",
        fields=FIELDS,
        visible=visible_cases,
        title=lambda case: case.title,
        columns=("number", "title", "customer", "mode", "purpose", "state", "due", "owner"),
        order="-message",
        customer_of=lambda case: case.customer_id,
        change=change_from_texts,
        search=found_by,
        listed=with_names,
        attributes="k.attributes",
        attributes_of=lambda case: case.attributes,
        board="state",
        first=("topic", "product", "purpose", "owner", "team", "received", "outcome", "verdict", "text"),
    )
)
extend_noun("case", [CUSTOMER], join="LEFT JOIN identify_customer c ON c.id = k.customer_id")
