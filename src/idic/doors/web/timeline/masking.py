"""No reader learns from a history what a page masks."""

from __future__ import annotations

from collections.abc import Iterable

from idic.foundation.accounts.enums import AttributeGroup
from idic.foundation.accounts.masking import PERSONAL_FIELDS, masked_values
from idic.foundation.accounts.models import User
from idic.foundation.events.models import Event
from idic.foundation.nouns.registry import nouns


def mask_events(events: Iterable[Event], *, reader: User) -> None:
    """In these objects only, before anything is worded. What hangs on a customer tells of that person, whatever it is
    itself."""
    groups = _groups_of_fields()
    for event in events:
        noun = event.subject_kind if event.subject_kind in groups else "customer"
        if noun == "customer" and event.customer_id is None and event.subject_kind != "customer":
            continue
        fields = groups.get(noun, PERSONAL_FIELDS)
        event.before = masked_values(reader, noun, event.before, fields)
        event.after = masked_values(reader, noun, event.after, fields)


def _groups_of_fields() -> dict[str, dict[str, str]]:
    found = {}
    for noun in nouns():
        if noun.groups:
            continue
        own = {one.name: one.group for one in noun.fields if one.group in AttributeGroup.values}
        found[noun.code] = {**PERSONAL_FIELDS, **own}
    return found
