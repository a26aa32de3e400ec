"""The act of nouns that only their own `change` can write: record by record, each with its event."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from idic.foundation.accounts.enums import GroupAccess
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.choices import people_choices, team_choices
from idic.foundation.nouns.errors import NounError, ValueRefused
from idic.foundation.nouns.fields import Choices, Field, Input, ReadChoices
from idic.foundation.nouns.registry import fields_of, noun_of
from idic.foundation.views.acts import BulkAct, Done, Values
from idic.foundation.views.columns import checked_value
from idic.foundation.views.groups import access_to
from idic.methods.predicate import FieldType

_PEOPLE: dict[Input, Choices] = {Input.USER: ReadChoices(people_choices), Input.TEAM: ReadChoices(team_choices)}


def each_act(noun: str) -> BulkAct:
    def inputs(by: User) -> Sequence[Field]:
        """What may be the same for many: not the text that tells one record from another."""
        return [
            replace(one, choices=_PEOPLE[one.input]) if one.input in _PEOPLE else one
            for one in fields_of(noun, by).values()
            if one.input is not Input.NONE
            and not (one.input is Input.TEXT and one.is_required)
            and access_to(by, noun, one) == GroupAccess.CHANGED
        ]

    def check(typed: Values, by: User) -> dict[str, Any]:
        name = str(typed.get("field") or "")
        one = next((field for field in inputs(by) if field.name == name), None)
        if one is None:
            raise ValueRefused("field", _now("Choose what to change."))
        checked_value(one, typed.get(name))
        return {"field": name, "value": str(typed.get(name) or "").strip()}

    def apply(ids: Sequence[int], values: Values, by: User, at: datetime) -> Sequence[Done]:
        return changed_each(noun, values["field"], {pk: str(values["value"]) for pk in ids}, None, by)

    def restore(done: Sequence[Done], values: Values, by: User, at: datetime) -> set[int]:
        before = {one.record_id: one.before["value"] for one in done}
        after = {one.record_id: one.after["value"] for one in done}
        return {one.record_id for one in changed_each(noun, values["field"], before, after, by)}

    return BulkAct(
        "set-value",
        noun,
        _("Change a field"),
        f"{noun}.change",
        inputs,
        check,
        apply,
        restore,
        order=20,
        is_choice=True,
    )


def changed_each(
    noun: str, name: str, wanted: Mapping[int, str], still: Mapping[int, str] | None, by: User
) -> list[Done]:
    """A record that its own rules keep from changing is left as it is."""
    known, one = noun_of(noun), fields_of(noun)[name]
    if known.change is None or one.value is None:
        return []
    done = []
    for record in known.visible(by, known.permission("change")).filter(pk__in=list(wanted)).order_by("pk"):
        before = written(one, one.value(record))
        if before == wanted[record.pk] or (still is not None and still[record.pk] != before):
            continue
        try:
            changed = known.change(record, {name: wanted[record.pk]}, version=known.version_of(record), by=by)
        except NounError:
            continue
        done.append(Done(record.pk, {"value": before}, {"value": written(one, one.value(changed))}))
    return done


def written(one: Field, value: object) -> str:
    """A value as a form would type it."""
    if value is None:
        return ""
    if one.type is FieldType.BOOLEAN:
        return "true" if value else "false"
    isoformat: Callable[[], str] | None = getattr(value, "isoformat", None)
    return isoformat() if isoformat else str(value)
