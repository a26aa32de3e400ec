"""The noun “privacy”: what a person asks about their own data."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from idic.domain.identify.privacy.enums import RequestKind, RequestState, RequestWay
from idic.domain.identify.privacy.models import PrivacyRequest
from idic.domain.identify.privacy.queries.requests import access_request, access_requests
from idic.foundation.nouns.fields import Field, Shown
from idic.foundation.nouns.noun import Noun
from idic.foundation.nouns.registry import extend_noun, register_noun
from idic.methods.predicate import FieldType

#: The last day of its age by the calendar of the house: that of the answer, else today.
_UNTIL = f"(coalesce(q.answered_at, now()) AT TIME ZONE '{settings.TIME_ZONE}')::date"

FIELDS = (
    Field("number", "record", FieldType.NUMBER, _("Number"), "q.id", shown=Shown.NUMBER, value=lambda one: one.pk),
    Field("customer", "record", FieldType.TEXT, _("Customer"), "c.name", value=lambda one: one.customer.name, group="name"),
    Field(
        "kind", "record", FieldType.CODE, _("What is asked"), "q.kind", RequestKind.choices, shown=Shown.CODE,
        value=lambda one: one.kind,
    ),
    Field(
        "state", "record", FieldType.CODE, _("State"), "q.state", RequestState.choices, shown=Shown.CODE,
        value=lambda one: one.state,
    ),
    Field(
        "way", "record", FieldType.CODE, _("Came by"), "q.way", RequestWay.choices, shown=Shown.CODE,
        value=lambda one: one.way,
    ),
    Field("received", "record", FieldType.DATE, _("Received"), "q.received_on", shown=Shown.DAY,
          value=lambda one: one.received_on),
    Field("due", "record", FieldType.DATE, _("Due"), "q.due_on", shown=Shown.DAY, value=lambda one: one.due_on,
          order="due_on"),
    Field("age", "record", FieldType.NUMBER, _("Age in days"), f"({_UNTIL} - q.received_on)", shown=Shown.NUMBER,
          value=lambda one: one.age_days),
    Field("law", "record", FieldType.TEXT, _("Law"), "j.code",
          value=lambda one: one.jurisdiction.code if one.jurisdiction else None),
    Field("owner", "record", FieldType.TEXT, _("Who"), "u.display_name",
          value=lambda one: one.owner.display_name if one.owner else None),
)  # fmt: skip

register_noun(
    Noun(
        code="privacy",
        label=_("Request about personal data"),
        plural=_("Requests about personal data"),
        icon="shield-lock",
        model=PrivacyRequest,
        table="privacy_privacyrequest",
        alias="q",
        fields=FIELDS,
        visible=access_requests,
        access=access_request,
        title=lambda one: f"{one.get_kind_display()} {one.pk}",
        columns=("number", "customer", "kind", "state", "received", "age", "due", "owner"),
        order="due",
        customer_of=lambda one: one.customer_id,
        listed=lambda rows: rows.select_related("customer", "jurisdiction", "owner"),
    )
)
extend_noun(
    "privacy", [],
    join="JOIN identify_customer c ON c.id = q.customer_id LEFT JOIN privacy_jurisdiction j ON j.id = q.jurisdiction_id"
    " LEFT JOIN accounts_user u ON u.id = q.owner_id",
)  # fmt: skip
