"""Putting many customers on a list at once, as an act of the customer list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.operations.static_lists import create_static_list, put_on_list, take_from_list
from idic.foundation.accounts.models import User
from idic.foundation.nouns.errors import ValueRefused
from idic.foundation.nouns.fields import Field, Input
from idic.foundation.texts import one_line
from idic.foundation.views.acts import BulkAct, Done, Values, register_act
from idic.methods.predicate import FieldType


def _inputs(by: User) -> Sequence[Field]:
    return (Field("list", "value", FieldType.TEXT, _("Name of the list"), "", input=Input.TEXT, is_required=True),)


def _check(typed: Values, by: User) -> dict[str, Any]:
    name = one_line(str(typed.get("list") or ""), 120)
    if not name:
        raise ValueRefused("list", _now("Give the list a name. A list of that name gets further customers."))
    return {"name": name}


def _apply(ids: Sequence[int], values: Values, by: User, at: datetime) -> Sequence[Done]:
    """The first part of a long selection makes the list, the others come to it."""
    found = _known(values["name"])
    if found is None:
        create_static_list(name=values["name"], customer_ids=ids, by=by, source="selection")
        return [Done(pk, {"listed": False}, {"listed": True}) for pk in ids]
    return [Done(pk, {"listed": False}, {"listed": True}) for pk in put_on_list(found, ids, by=by, source="selection")]


def _restore(done: Sequence[Done], values: Values, by: User, at: datetime) -> set[int]:
    found = _known(values["name"])
    if found is None:
        return set()
    ids = [one.record_id for one in done]
    take_from_list(found, ids, by=by)
    return set(ids)


def _known(name: str) -> Segment | None:
    return Segment.objects.filter(name=name, is_static=True, is_archived=False).order_by("-id").first()


register_act(
    BulkAct(
        "list", "customer", _("Put on a list"), "segment.change", _inputs, _check, _apply, _restore,
        icon="list-check", order=31,
        hint=_("A list is a segment whose members are named. One that has this name already gets further customers."),
    )
)  # fmt: skip
