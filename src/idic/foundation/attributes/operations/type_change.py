"""Another type for an attribute that has values: every value is converted, or cleared where the person chose that, and
the values as they were are kept so that the change can be taken back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.attributes.draft import Draft, checked_draft, stored_choices
from idic.foundation.attributes.enums import AttributeType, IndexState
from idic.foundation.attributes.errors import AttributeOutdated, DefinitionRefused, TypeChangeRefused
from idic.foundation.attributes.memo import forget_definitions
from idic.foundation.attributes.models import AttributeBackup, AttributeDefinition
from idic.foundation.attributes.operations.definitions import INDEX_JOB, locked_definition, recorded
from idic.foundation.attributes.places import Place, places_of
from idic.foundation.attributes.problems import Unfit
from idic.foundation.attributes.queries.type_change import conversions, distinct_values, look_at_type_change
from idic.foundation.attributes.reading import Stored, as_typed, read_value
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.operations.jobs import start_job

RETYPE_JOB = "attributes.retype"
#: More values than these are converted by a job.
AT_ONCE = 5000


@dataclass(frozen=True)
class TypeChanged:
    definition: AttributeDefinition
    backup: AttributeBackup | None = None
    job: Job | None = None


def with_type(definition: AttributeDefinition, draft: Draft) -> AttributeDefinition:
    """The definition as it would be, not saved."""
    copy = AttributeDefinition.objects.get(pk=definition.pk)
    draft.fill(copy)
    copy.type = draft.type
    return copy


@transaction.atomic
def change_type(
    definition: AttributeDefinition, draft: Draft, *, clears_misfits: bool, version: int, by: User
) -> TypeChanged:
    require(by, "attribute.manage")
    definition = locked_definition(definition, version)
    draft = checked_draft(draft)
    if AttributeType.COMPUTED in (draft.type, definition.type):
        raise DefinitionRefused(
            "type", _("A computed attribute has no values of its own: make a new attribute instead.")
        )
    if draft.code != definition.code:
        raise DefinitionRefused("code", _("The code stays as it is."))
    look = look_at_type_change(definition, with_type(definition, draft))
    if look.misfits and not clears_misfits:
        raise TypeChangeRefused(look.misfits)
    if look.values <= AT_ONCE:
        return TypeChanged(
            definition, backup=apply_type_change(definition, draft, clears_misfits=clears_misfits, by=by)
        )
    arguments: dict[str, object] = {
        "attribute": definition.pk, "version": version, "clears": clears_misfits, "draft": as_data(draft),
        "by": by.pk,
    }  # fmt: skip
    return TypeChanged(definition, job=start_job(RETYPE_JOB, arguments, by=by))


@transaction.atomic
def apply_type_change(
    definition: AttributeDefinition, draft: Draft, *, clears_misfits: bool, by: User
) -> AttributeBackup:
    before = recorded(definition)
    after = with_type(definition, draft)
    found = conversions(definition, after)
    misfits = [old for old, new in found.values() if new is None]
    if misfits and not clears_misfits:
        raise TypeChangeRefused(len(misfits))
    backup = AttributeBackup.objects.create(
        attribute=definition, definition=_kept(definition), new_type=draft.type, taken_by=by
    )
    cleared = 0
    for place in places_of(definition.noun):
        if not place.as_received:
            _keep(backup, place, definition.key)
            cleared += _convert(place, definition.key, ((old, new) for old, new in found.values()))
    backup.converted, backup.cleared = backup.values.count() - cleared, cleared
    backup.save(update_fields=["converted", "cleared"])
    after.version += 1
    after.index_state = IndexState.WAITING
    after.save()
    forget_definitions()
    _tell(after, before, by, cleared=cleared)
    start_job(INDEX_JOB, {"attribute": after.pk}, by=by)
    return backup


@transaction.atomic
def undo_type_change(backup: AttributeBackup, *, by: User) -> AttributeDefinition:
    """Values that nobody touched since are as they were; later ones are read under the old type, and must fit it."""
    require(by, "attribute.manage")
    definition = AttributeDefinition.objects.select_for_update().get(pk=backup.attribute_id)
    latest = AttributeBackup.objects.filter(attribute=definition, restored_at__isnull=True).order_by("-pk").first()
    if latest is None or latest.pk != backup.pk:
        raise AttributeOutdated
    before = recorded(definition)
    old = AttributeDefinition.objects.get(pk=definition.pk)
    for name, value in backup.definition.items():
        setattr(old, name, value)
    converted = _converted_values(backup, old, definition)
    for place in places_of(definition.noun):
        if place.as_received:
            continue
        _put_back(backup, place, definition.key, converted)
        later = _later_values(backup, place, old, definition)
        _convert(place, definition.key, later, except_of=backup)
    old.version = definition.version + 1
    old.index_state = IndexState.WAITING
    old.save()
    backup.restored_at = timezone.now()
    backup.save(update_fields=["restored_at"])
    forget_definitions()
    _tell(old, before, by)
    start_job(INDEX_JOB, {"attribute": old.pk}, by=by)
    return old


def as_data(draft: Draft) -> dict[str, object]:
    return {
        "code": draft.code, "type": draft.type, "group": draft.group, "labels": dict(draft.labels),
        "hints": dict(draft.hints), "applies_to": draft.applies_to, "is_required": draft.is_required,
        "is_unique": draft.is_unique, "rules": dict(draft.rules), "formula": draft.formula,
        "choices": stored_choices(draft.choices),
    }  # fmt: skip


_KEPT = ("type", "choices", "rules", "is_unique")


def _kept(definition: AttributeDefinition) -> dict[str, object]:
    return {name: getattr(definition, name) for name in _KEPT}


def _keep(backup: AttributeBackup, place: Place, key: str) -> None:
    _run(
        f"INSERT INTO attributes_backupvalue (backup_id, place, record_id, value)"  # noqa: S608 -- registered places only
        f" SELECT %s, %s, id, {place.column}->%s FROM {place.table} WHERE {place.column} ? %s",
        backup.pk, place.name, key, key,
    )  # fmt: skip


def _convert(
    place: Place, key: str, found: Iterable[tuple[object, Stored | None]], *, except_of: AttributeBackup | None = None
) -> int:
    """Returns how many were cleared."""
    changed = [(_json(old), None if new is None else _json(new)) for old, new in found if new is None or old != new]
    if not changed:
        return 0
    kept = (
        f" AND NOT EXISTS (SELECT 1 FROM attributes_backupvalue b"  # noqa: S608 -- registered places only
        f" WHERE b.backup_id = %s AND b.place = %s AND b.record_id = {place.table}.id"
        f" AND {place.table}.{place.column}->%s = b.value)"
    )
    parameters: list[object] = [[old for old, _new in changed], [new for _old, new in changed], key, key, key, key]
    if except_of is not None:
        parameters += [except_of.pk, place.name, key]
    rows = _rows(
        f"UPDATE {place.table} SET {place.column} = CASE WHEN m.new IS NULL THEN {place.column} - m.key"  # noqa: S608
        f" ELSE jsonb_set({place.column}, ARRAY[m.key], m.new::jsonb) END"
        " FROM (SELECT unnest(%s::text[])::jsonb AS old, unnest(%s::text[]) AS new, %s::text AS key) AS m"
        f" WHERE {place.column} ? %s AND {place.column}->%s = m.old"
        f" AND {place.column} ? %s{kept if except_of is not None else ''} RETURNING m.new IS NULL",
        *parameters,
    )
    return sum(1 for (is_cleared,) in rows if is_cleared)


def _converted_values(
    backup: AttributeBackup, old: AttributeDefinition, new: AttributeDefinition
) -> list[tuple[object, Stored | None]]:
    """What the change had made of each value that is kept."""
    found: list[tuple[object, Stored | None]] = []
    for (text,) in _rows("SELECT DISTINCT value::text FROM attributes_backupvalue WHERE backup_id = %s", backup.pk):
        kept = json.loads(str(text))
        try:
            found.append((kept, read_value(new, as_typed(kept), decimal=".", stored=True)))
        except Unfit:
            found.append((kept, None))
    return found


def _put_back(backup: AttributeBackup, place: Place, key: str, converted: list[tuple[object, Stored | None]]) -> None:
    _run(
        f"UPDATE {place.table} SET {place.column} = jsonb_set({place.column}, ARRAY[%s], b.value)"  # noqa: S608
        " FROM attributes_backupvalue b"
        " JOIN (SELECT unnest(%s::text[])::jsonb AS old, unnest(%s::text[])::jsonb AS new) AS m ON m.old = b.value"
        f" WHERE b.backup_id = %s AND b.place = %s AND b.record_id = {place.table}.id"
        f" AND {place.table}.{place.column}->%s IS NOT DISTINCT FROM m.new",
        key, [_json(one) for one, _new in converted], [None if new is None else _json(new) for _old, new in converted],
        backup.pk, place.name, key,
    )  # fmt: skip


def _later_values(
    backup: AttributeBackup, place: Place, old: AttributeDefinition, new: AttributeDefinition
) -> list[tuple[object, Stored | None]]:
    kept = {
        _json(json.loads(str(text)))
        for (text,) in _rows("SELECT DISTINCT value::text FROM attributes_backupvalue WHERE backup_id = %s", backup.pk)
    }
    found: list[tuple[object, Stored | None]] = []
    misfits = 0
    for stored, count in distinct_values(new, place):
        if _json(stored) in kept:
            continue
        try:
            found.append((stored, read_value(old, as_typed(stored), decimal=".", stored=True)))
        except Unfit:
            misfits += count
    if misfits:
        raise TypeChangeRefused(misfits)
    return found


def _tell(definition: AttributeDefinition, before: dict[str, object], by: User, **more: object) -> None:
    changed_before, changed_after = changes_between(before, recorded(definition))
    named = {"name": definition.label, "code": definition.code}
    append_event(
        NewEvent(
            "attribute.changed", "attribute", definition.pk, before={**named, **changed_before},
            after={**named, **changed_after, **more},
        ),
        by=by,
    )  # fmt: skip


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _run(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _rows(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
