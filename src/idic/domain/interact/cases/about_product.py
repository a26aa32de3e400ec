"""About which product many cases are, said at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from idic.domain.catalogue.queries.products import products_by_code
from idic.foundation.accounts.models import User
from idic.foundation.nouns.errors import ValueRefused
from idic.foundation.nouns.fields import Field, Input
from idic.foundation.nouns.registry import fields_of
from idic.foundation.views.acts import BulkAct, Done, Values, register_act
from idic.foundation.views.each import changed_each

_PRODUCT = "product"


def _inputs(by: User) -> Sequence[Field]:
    """Nothing for whoever may not see products: the field is hidden from them."""
    return [replace(one, input=Input.FOUND) for one in fields_of("case", by).values() if one.name == _PRODUCT]


def _check(typed: Values, by: User) -> dict[str, Any]:
    """Nothing chosen is not the same as “no product”."""
    value = str(typed.get(_PRODUCT, "?"))
    if not _inputs(by) or (value and value not in products_by_code([value])):
        raise ValueRefused(_PRODUCT, _now("Choose a product first."))
    return {"field": _PRODUCT, "value": value}


def _apply(ids: Sequence[int], values: Values, by: User, at: datetime) -> Sequence[Done]:
    return changed_each("case", _PRODUCT, {pk: str(values["value"]) for pk in ids}, None, by)


def _restore(done: Sequence[Done], values: Values, by: User, at: datetime) -> set[int]:
    before = {one.record_id: str(one.before["value"]) for one in done}
    after = {one.record_id: str(one.after["value"]) for one in done}
    return {one.record_id for one in changed_each("case", _PRODUCT, before, after, by)}


register_act(
    BulkAct(
        "set-product", "case", _("Set the product"), "case.change", _inputs, _check, _apply, _restore, icon="package", order=25
    )
)  # fmt: skip
