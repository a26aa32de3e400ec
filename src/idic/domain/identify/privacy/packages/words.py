"""A row of a package as a person reads it: the column in words, codes by their names, days and moments as people write."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idic.domain.identify.belongings import belongings
from idic.foundation.languages import formats

_WORDS = {
    "kind": gettext_lazy("Kind"), "title": gettext_lazy("Title"), "given_name": gettext_lazy("Given name"),
    "family_name": gettext_lazy("Family name"), "name": gettext_lazy("Name"), "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"), "national_id": gettext_lazy("National id"), "tax_id": gettext_lazy("Tax id"),
    "sex": gettext_lazy("Sex"), "language": gettext_lazy("Language"), "address": gettext_lazy("Address"),
    "district": gettext_lazy("District"), "province": gettext_lazy("Province"), "postcode": gettext_lazy("Postcode"),
    "country": gettext_lazy("Country"), "birth_date": gettext_lazy("Birth date"), "facts": gettext_lazy("Further facts"),
    "created_at": gettext_lazy("Created"), "received_at": gettext_lazy("Received"), "key": gettext_lazy("Number"),
    "payload": gettext_lazy("As received"), "source_id": gettext_lazy("Source"), "raw": gettext_lazy("As received"),
    "value": gettext_lazy("Value"), "text": gettext_lazy("Text"), "at": gettext_lazy("When"), "state": gettext_lazy("State"),
    "verb": gettext_lazy("What happened"), "before": gettext_lazy("Before"), "after": gettext_lazy("Afterwards"),
    "purpose_id": gettext_lazy("Purpose"), "channel": gettext_lazy("Channel"), "method": gettext_lazy("How"),
    "valid_until": gettext_lazy("Valid until"), "evidence": gettext_lazy("Proof"), "reason": gettext_lazy("Reason"),
    "valid_from": gettext_lazy("From"), "valid_to": gettext_lazy("Until"), "note": gettext_lazy("Note"),
    "currency": gettext_lazy("Currency"), "place": gettext_lazy("Place"), "total": gettext_lazy("Total"),
    "payment_kind": gettext_lazy("Paid by"), "product_id": gettext_lazy("Product"), "quantity": gettext_lazy("Quantity"),
    "unit_price": gettext_lazy("Price"), "discount": gettext_lazy("Discount"), "amount": gettext_lazy("Amount"),
    "due_on": gettext_lazy("Due"), "outcome": gettext_lazy("Outcome"), "subject": gettext_lazy("Subject"),
    "body": gettext_lazy("Text"), "sent_at": gettext_lazy("Sent"), "to_address": gettext_lazy("To"),
    "segment_id": gettext_lazy("Segment"), "campaign_id": gettext_lazy("Campaign"), "tag_id": gettext_lazy("Tag"),
    "tense": gettext_lazy("Past, current or future customer"), "tier": gettext_lazy("Value tier"),
    "first_at": gettext_lazy("First purchase"), "last_at": gettext_lazy("Last purchase"),
    "received_on": gettext_lazy("Received on"), "asked": gettext_lazy("In the person's words"),
}  # fmt: skip
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def model_of(code: str) -> type[Model] | None:
    tables = {one.code: one.table for one in belongings()}
    return next((model for model in apps.get_models() if model._meta.db_table == tables[code]), None)


def worded(code: str, row: Mapping[str, Any], names: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str]]:
    """(label, text) of everything that the row tells; `names` is the legend of numbers."""
    model = model_of(code)
    choices = {field.column: dict(field.flatchoices) for field in model._meta.concrete_fields} if model else {}
    return [
        (label_of(column), _text(value, choices.get(column, {}), names.get(column, {})))
        for column, value in row.items()
        if value not in (None, "", [], {})
    ]


def label_of(column: str) -> str:
    return str(_WORDS.get(column, column.removesuffix("_id").replace("_", " ")))


def _text(value: Any, choices: Mapping[Any, Any], names: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str) and value in choices:
        return str(choices[value])
    if str(value) in names:
        return names[str(value)]
    if isinstance(value, float):
        return formats.number(value, 2)
    if isinstance(value, dict):
        return "; ".join(
            f"{label_of(str(name))}: {_plain(inner)}" for name, inner in value.items() if inner not in (None, "")
        )
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value)
    if isinstance(value, str) and _MOMENT.match(value):
        return formats.moment(datetime.fromisoformat(value))
    if isinstance(value, str) and _DAY.fullmatch(value):
        return formats.day(date.fromisoformat(value))
    return str(value)


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
