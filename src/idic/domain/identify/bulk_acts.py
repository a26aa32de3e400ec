"""What may be done to many customers at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from idic.domain.identify.operations.bulk import PLACE, Word, take_back, tell_customers
from idic.foundation.accounts.enums import GroupAccess
from idic.foundation.accounts.models import User
from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.attributes.problems import Unfit
from idic.foundation.attributes.reading import as_typed, read_value
from idic.foundation.nouns.errors import ValueRefused
from idic.foundation.nouns.fields import Field, Input
from idic.foundation.nouns.registry import fields_of
from idic.foundation.texts import trimmed
from idic.foundation.views.acts import BulkAct, Done, Values, page_act, register_act
from idic.foundation.views.columns import checked_value, column_act
from idic.foundation.views.groups import access_to
from idic.methods.normalise.text import normalise

# An address is one person's own; what may be the same for many is offered.
_OFFERED = frozenset({*PLACE, "sex", "note"}) - {"address"}
_LONGEST = {"district": 120, "province": 120, "postcode": 12, "country": 60}


def _inputs(by: User) -> Sequence[Field]:
    return [
        one
        for one in fields_of("customer", by).values()
        if (one.name in _OFFERED or one.attribute_id is not None)
        and one.input is not Input.NONE
        and access_to(by, "customer", one) == GroupAccess.CHANGED
    ]


def _check(typed: Values, by: User) -> dict[str, Any]:
    name = str(typed.get("field") or "")
    one = next((field for field in _inputs(by) if field.name == name), None)
    if one is None:
        raise ValueRefused("field", _now("Choose what to change."))
    written = typed.get(name) or ""
    if one.attribute_id is not None:
        definition = AttributeDefinition.objects.get(pk=one.attribute_id)
        if definition.is_unique:
            raise ValueRefused(
                "field", _now("Each record has a value of its own here, so many cannot get the same one.")
            )
        try:
            value = read_value(definition, written if isinstance(written, list) else str(written), decimal=".")
            if value is None and definition.is_required:
                raise Unfit("attribute_missing")
        except Unfit as error:
            raise ValueRefused(name, str(error)) from error
        return {"field": name, "key": definition.key, "typed": as_typed(value), "value": value}
    text = trimmed(normalise(str(checked_value(one, written) or "")), _LONGEST.get(name, 300))
    kept = one.spelling.stored(text) if one.spelling is not None else text
    return {"field": name, "key": name, "typed": text, "value": kept}


def _apply(ids: Sequence[int], values: Values, by: User, at: datetime) -> Sequence[Done]:
    return tell_customers(ids, Word(values["key"], values["typed"], values["value"]), by=by, at=at)


def _restore(done: Sequence[Done], values: Values, by: User, at: datetime) -> set[int]:
    return take_back(done, at=at)


def register() -> None:
    column_act("customer", "owner", "owner_id", icon="user", order=10, touched="updated_at")
    column_act("customer", "team", "team_id", icon="users", order=11, touched="updated_at")
    register_act(page_act("customer", "merge", _("Merge two"), "customer.merge", page="customers:merge", order=15))
    register_act(
        BulkAct(
            "set-value", "customer", _("Change a field"), "customer.change", _inputs, _check, _apply, _restore,
            icon="edit", order=20, is_choice=True,
            hint=_("The desk's word: it is believed before other sources, and they stay as they are."),
        )
    )  # fmt: skip
