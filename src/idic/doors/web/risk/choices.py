"""What a question can be about: the categories, the campaigns and the attributes that this installation has."""

from __future__ import annotations

from django.utils.translation import gettext as _

from idic.domain.catalogue.queries.categories import root_names
from idic.domain.customize.queries.campaigns import access_campaigns
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.nouns.registry import fields_of
from idic.methods.predicate import FieldType

_MOST = 200


def choices_for(user: User) -> dict[str, list[tuple[str, str]]]:
    attributes: list[tuple[str, str]] = []
    dates: list[tuple[str, str]] = []
    for name, field in fields_of("customer", user).items():
        if "c.facts" not in field.expression and field.attribute_id is None:
            continue
        (dates if field.type == FieldType.DATE else attributes).append((name, str(field.label)))
    campaigns = []
    if may(user, "campaign.see"):
        campaigns = [(one.code, one.name) for one in access_campaigns(user).order_by("-starts_on", "-pk")[:_MOST]]
    return {
        "attribute": sorted(attributes, key=lambda one: one[1]),
        "contract": sorted(dates, key=lambda one: one[1]),
        "category": [(name, name) for name in root_names(_MOST)],
        "campaign": [("*", _("Any campaign")), *campaigns] if campaigns else [],
    }
