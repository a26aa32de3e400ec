"""The noun “call”: what lists, filters, exports and templates may ask of one. Whoever may see cases may see calls; of a case
that is kept from them a call tells nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from idic.domain.interact.cases.enums import ENDED_STATES, MessageKind, Outcome
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.noun import WEEKDAYS
from idic.domain.interact.cases.queries.seen import seen_case
from idic.domain.interact.cases.queries.topics import topic_choices, topics_by_code
from idic.domain.interact.cases.rules import seen_sql
from idic.domain.interact.telephony.enums import CallState, Direction
from idic.domain.interact.telephony.models import Call
from idic.domain.interact.telephony.queries.calls import with_names
from idic.domain.interact.telephony.rules import visible_calls
from idic.domain.interact.telephony.search import found_by
from idic.foundation.accounts.enums import AttributeGroup
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.names import teams_by_code, users_by_code
from idic.foundation.languages import formats
from idic.foundation.nouns.fields import Field, ReadChoices, Shown
from idic.foundation.nouns.noun import Noun
from idic.foundation.nouns.registry import extend_noun, register_noun
from idic.foundation.views.looks import quick_lookup
from idic.methods.predicate import FieldType

_BEGAN = f"(a.rang_at AT TIME ZONE '{settings.TIME_ZONE}')"
#: Seconds, as `Call.wait` and `Call.talk` reckon them.
_WAIT = "extract(epoch FROM greatest(coalesce(a.answered_at, a.ended_at) - a.rang_at, interval '0'))::int"
_TALK = "extract(epoch FROM greatest(a.ended_at - a.answered_at, interval '0'))::int"
_SAID = "(SELECT count(*) FROM cases_message m WHERE m.case_id = k.id AND m.kind = '{}'{})"
_ANSWERS = _SAID.format(MessageKind.OUTBOUND.value, " AND m.author_id IS NOT NULL")
#: As the warehouse counts it: ended, never opened again, and no second word from either side.
_AT_ONCE = (
    "CASE WHEN k.state IN ('resolved', 'closed') AND k.outcome <> 'spam' THEN k.reopened = 0"
    f" AND {_ANSWERS} <= 1 AND {_SAID.format(MessageKind.INBOUND.value, '')} <= 1 END"
)


#: A call of ours that nobody took was missed by nobody here.
UNANSWERED = "unanswered"
_STATES = [*CallState.choices, (UNANSWERED, _("Nobody answered"))]
_VAIN = "a.state = 'missed' AND a.direction = '{}'"
_STATE = f"CASE WHEN {_VAIN.format('outbound')} THEN '{UNANSWERED}' ELSE a.state END"


def _state(one: Call) -> str:
    return UNANSWERED if one.state == CallState.MISSED and not one.is_inbound else one.state


def _in_state(value: str) -> Q:
    """As an index serves it."""
    if value in (CallState.MISSED, UNANSWERED):
        direction = Direction.INBOUND if value == CallState.MISSED else Direction.OUTBOUND
        return Q(state=CallState.MISSED, direction=direction)
    return Q(state=value)


def _case(one: Call) -> Case | None:
    return getattr(one, "seen_case", None)


def _at_once(one: Call) -> bool | None:
    case = _case(one)
    if case is None or case.state not in ENDED_STATES or case.outcome == Outcome.SPAM:
        return None
    return case.reopened == 0 and one.answers <= 1 and one.messages_in <= 1  # type: ignore[attr-defined]  # annotated


def _seconds(one: Call, name: str) -> int | None:
    lasted = getattr(one, name)
    return None if lasted is None else int(lasted.total_seconds())


def _topic(one: Call) -> str | None:
    case = _case(one)
    return str(case.topic_id) if case is not None and case.topic_id else None


FIELDS = (
    Field("began", "call", FieldType.DATE, _("Began"), f"{_BEGAN}::date", shown=Shown.MOMENT, value=lambda one: one.rang_at,
          order="rang_at"),
    Field("phone", "call", FieldType.TEXT, _("Phone"), "NULLIF(a.number, '')", value=lambda one: one.number,
          group=AttributeGroup.CONTACT),
    Field("direction", "call", FieldType.CODE, _("Direction"), "a.direction", Direction.choices, Shown.CODE,
          lambda one: one.direction),
    Field("state", "call", FieldType.CODE, _("What became of it"), _STATE, _STATES, Shown.CODE,
          _state),
    Field("missed", "call", FieldType.BOOLEAN, pgettext_lazy("call", "Missed"),
          _VAIN.format("inbound"), shown=Shown.YES_NO,
          value=lambda one: one.state == CallState.MISSED and one.is_inbound),
    Field("agent", "call", FieldType.CODE, _("Agent"), "a.agent_id::text", shown=Shown.PERSON,
          value=lambda one: str(one.agent_id) if one.agent_id else None, names=users_by_code),
    Field("team", "call", FieldType.CODE, _("Team"), "u.team_id::text", shown=Shown.PERSON,
          value=lambda one: str(one.agent.team_id) if one.agent and one.agent.team_id else None, names=teams_by_code),
    Field("queue", "call", FieldType.TEXT, _("Queue"), "NULLIF(a.queue, '')", value=lambda one: one.queue),
    Field("line", "call", FieldType.TEXT, _("Our number"), "NULLIF(a.line, '')", value=lambda one: one.line),
    Field("wait", "call", FieldType.NUMBER, _("Waited (seconds)"), _WAIT, shown=Shown.NUMBER,
          value=lambda one: _seconds(one, "wait")),
    Field("talk", "call", FieldType.NUMBER, _("Talked (seconds)"), _TALK, shown=Shown.NUMBER,
          value=lambda one: _seconds(one, "talk")),
    Field("case", "call", FieldType.NUMBER, _("Case"), "k.id", shown=Shown.NUMBER,
          value=lambda one: case.pk if (case := _case(one)) is not None else None),
    Field("topic", "call", FieldType.CODE, _("Topic"), "k.topic_id::text", ReadChoices(topic_choices), Shown.PERSON,
          _topic, names=topics_by_code),
    Field("first_contact", "call", FieldType.BOOLEAN, _("Solved at the first contact"), _AT_ONCE, shown=Shown.YES_NO,
          value=_at_once),
    Field("weekday", "call", FieldType.CODE, _("Weekday"), f"extract(isodow FROM {_BEGAN})::int::text", WEEKDAYS,
          Shown.CODE, lambda one: str(timezone.localtime(one.rang_at).isoweekday())),
    Field("hour", "call", FieldType.NUMBER, _("Hour"), f"extract(hour FROM {_BEGAN})", shown=Shown.NUMBER,
          value=lambda one: timezone.localtime(one.rang_at).hour),
    Field("note", "call", FieldType.TEXT, _("Note"), "NULLIF(a.note, '')", shown=Shown.LONG_TEXT,
          value=lambda one: one.note),
)  # fmt: skip

CUSTOMER = Field(
    "customer", "call", FieldType.TEXT, _("Customer"), "c.name",
    value=lambda one: one.customer.name if one.customer else None, permission="customer.see",
)  # fmt: skip


def _title(call: Call) -> str:
    who = call.customer.name if call.customer else call.get_direction_display()
    return f"{who} · {formats.moment(call.rang_at)}"


def _listed(calls: QuerySet[Call]) -> QuerySet[Call]:
    said = Message.objects.filter(case=OuterRef("case")).order_by().values("case").annotate(n=Count("pk")).values("n")
    return with_names(calls).annotate(
        answers=_counted(said.filter(kind=MessageKind.OUTBOUND, author__isnull=False)),
        messages_in=_counted(said.filter(kind=MessageKind.INBOUND)),
    )


def _counted(said: QuerySet[Any, Any]) -> Coalesce:
    return Coalesce(Subquery(said), 0, output_field=IntegerField())


#: What a call tells of its case.
_OF_CASE = ("case", "topic", "first_contact")


def _asked_by(field: Field, user: User) -> Field:
    if field.name not in _OF_CASE:
        return field
    return replace(field, expression=f"CASE WHEN {seen_sql(user, 'k')} THEN {field.expression} END")


def _ready(calls: Sequence[Call], user: User) -> None:
    prefetch_related_objects(calls, seen_case(user))
    bare = [one for one in calls if not hasattr(one, "answers")]
    if bare:
        counted = {one.pk: one for one in _listed(Call.objects.filter(pk__in=[one.pk for one in bare]))}
        for one in bare:
            one.answers, one.messages_in = counted[one.pk].answers, counted[one.pk].messages_in  # type: ignore[attr-defined]


register_noun(
    Noun(
        code="call",
        label=_("Call"),
        plural=_("Calls"),
        icon="phone",
        model=Call,
        table="telephony_call",
        alias="a",
        fields=FIELDS,
        visible=visible_calls,
        title=_title,
        columns=("began", "customer", "state", "direction", "phone", "agent", "talk"),
        order="-began",
        customer_of=lambda call: call.customer_id,
        search=found_by,
        listed=_listed,
        rights="case",
        groups="customer",
        asked_by=_asked_by,
        ready=_ready,
    )
)
extend_noun(
    "call", [CUSTOMER],
    join="LEFT JOIN identify_customer c ON c.id = a.customer_id LEFT JOIN accounts_user u ON u.id = a.agent_id"
    " LEFT JOIN cases_case k ON k.id = a.case_id AND k.deleted_at IS NULL",
)  # fmt: skip
quick_lookup("call", "direction", lambda value: Q(direction=value))
quick_lookup("call", "state", _in_state)
