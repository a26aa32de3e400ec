"""The noun “consent”: one word in the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from idic.domain.identify.privacy.enums import Channel, ConsentKind, Method
from idic.domain.identify.privacy.models import ConsentEvent, Purpose
from idic.domain.identify.privacy.queries.consents import access_consent, access_consents, found_by, with_names
from idic.domain.identify.privacy.queries.purposes import name_of
from idic.foundation.nouns.fields import Choice, Field, ReadChoices, Shown
from idic.foundation.nouns.noun import Noun
from idic.foundation.nouns.registry import extend_noun, register_noun
from idic.methods.predicate import FieldType


def _purposes() -> Sequence[Choice]:
    return [(one.code, name_of(one)) for one in Purpose.objects.all()]


FIELDS = (
    Field(
        "customer", "record", FieldType.TEXT, _("Customer"), "c.name", value=lambda one: one.customer.name, group="name"
    ),
    Field(
        "purpose", "record", FieldType.CODE, _("Purpose"), "p.code", ReadChoices(_purposes), shown=Shown.CODE,
        value=lambda one: one.purpose.code,
    ),
    Field(
        "channel", "record", FieldType.CODE, _("Channel"), "nullif(e.channel, '')", Channel.choices, shown=Shown.CODE,
        value=lambda one: one.channel,
    ),
    Field(
        "kind", "record", FieldType.CODE, _("What was said"), "e.kind", ConsentKind.choices, shown=Shown.CODE,
        value=lambda one: one.kind,
    ),
    Field(
        "at", "record", FieldType.DATE, _("When"), f"(e.at AT TIME ZONE '{settings.TIME_ZONE}')::date",
        shown=Shown.MOMENT, value=lambda one: one.at, order="at",
    ),
    Field(
        "valid_until", "record", FieldType.DATE, _("Valid until"),
        f"(e.valid_until AT TIME ZONE '{settings.TIME_ZONE}')::date", shown=Shown.MOMENT,
        value=lambda one: one.valid_until,
    ),
    Field(
        "method", "record", FieldType.CODE, _("How"), "e.method", Method.choices, shown=Shown.CODE,
        value=lambda one: one.method,
    ),
    Field(
        "by_guardian", "record", FieldType.BOOLEAN, _("By a guardian"), "e.by_guardian", shown=Shown.YES_NO,
        value=lambda one: one.by_guardian,
    ),
    Field(
        "source", "record", FieldType.TEXT, _("Source"), "s.name", value=lambda one: one.record.source.name
    ),
    Field(
        "actor", "record", FieldType.TEXT, _("Written down by"), "u.display_name",
        value=lambda one: one.actor.display_name if one.actor is not None else "",
    ),
)  # fmt: skip

register_noun(
    Noun(
        code="consent",
        label=_("Consent"),
        plural=_("Consents"),
        icon="user-check",
        model=ConsentEvent,
        table="privacy_consentevent",
        alias="e",
        fields=FIELDS,
        visible=access_consents,
        access=access_consent,
        title=str,
        columns=("customer", "purpose", "channel", "kind", "at", "method"),
        order="-at",
        customer_of=lambda one: one.customer_id,
        search=found_by,
        listed=with_names,
    )
)
extend_noun(
    "consent", [],
    join="JOIN identify_customer c ON c.id = e.customer_id JOIN privacy_purpose p ON p.id = e.purpose_id"
    " JOIN identify_sourcerecord r ON r.id = e.record_id JOIN identify_source s ON s.id = r.source_id"
    " LEFT JOIN accounts_user u ON u.id = e.actor_id",
)  # fmt: skip
