from __future__ import annotations

from dataclasses import replace

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.attributes.draft import Draft, checked_draft
from idic.foundation.attributes.enums import IndexState
from idic.foundation.attributes.errors import AttributeOutdated, ConfirmationMissing, DefinitionRefused
from idic.foundation.attributes.memo import forget_definitions
from idic.foundation.attributes.models import AttributeDefinition, Choice
from idic.foundation.attributes.places import own_place
from idic.foundation.attributes.queries.formulas import checked_formula
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.operations.jobs import start_job
from idic.foundation.nouns.registry import noun_of

MOST = 200
INDEX_JOB = "attributes.index"
DELETE_JOB = "attributes.delete"


@transaction.atomic
def create_attribute(noun_code: str, draft: Draft, *, by: User) -> AttributeDefinition:
    """At once part of every form, list, filter, file and export; its index is built by a job beside that."""
    require(by, "attribute.manage")
    noun = noun_of(noun_code)
    if not noun.attributes:
        raise DefinitionRefused("noun", _("This kind of record takes no custom attributes."))
    _lock_noun(noun_code)
    draft = checked_draft(draft)
    mine = AttributeDefinition.objects.filter(noun=noun_code)
    if mine.filter(code=draft.code).exists():
        raise DefinitionRefused("code", _("There is an attribute of this code already; it may be in the archive."))
    if mine.count() >= MOST:
        raise DefinitionRefused("code", str(_("There may be at most %(most)s attributes.")) % {"most": MOST})
    last = mine.aggregate(last=Max("position"))["last"] or 0
    definition = draft.fill(AttributeDefinition(noun=noun_code, code=draft.code, type=draft.type, position=last + 1))
    if definition.is_computed:
        checked_formula(noun, definition)
    definition.save()
    forget_definitions()
    append_event(NewEvent("attribute.created", "attribute", definition.pk, after=recorded(definition)), by=by)
    start_job(INDEX_JOB, {"attribute": definition.pk}, by=by)
    return definition


@transaction.atomic
def change_attribute(definition: AttributeDefinition, draft: Draft, *, version: int, by: User) -> AttributeDefinition:
    """Names, rules, choices and formula; the code stays, and the type changes by `change_type`.

    A choice that is left out is retired: records that hold it keep it.
    """
    require(by, "attribute.manage")
    definition = locked_definition(definition, version)
    draft = checked_draft(_with_retired(definition, draft))
    if draft.code != definition.code or draft.type != definition.type:
        raise DefinitionRefused("type", _("The code and the type stay as they are here."))
    before = recorded(definition)
    was_unique, formula = definition.is_unique, definition.formula
    draft.fill(definition)
    if definition.is_unique and not was_unique and (count := _repeated(definition)):
        raise DefinitionRefused(
            "is_unique",
            str(_("%(count)s values are held by more than one record. Make them differ first.")) % {"count": count},
        )
    if definition.is_computed:
        checked_formula(noun_of(definition.noun), definition)
    definition.version += 1
    if definition.formula != formula:
        definition.index_state = IndexState.WAITING
    definition.save()
    forget_definitions()
    _tell_change(definition, before, by)
    if definition.formula != formula:
        start_job(INDEX_JOB, {"attribute": definition.pk}, by=by)
    return definition


@transaction.atomic
def move_attribute(definition: AttributeDefinition, *, steps: int, by: User) -> AttributeDefinition:
    """Among those of its noun and group that are in use; beyond the ends it stays."""
    require(by, "attribute.manage")
    _lock_noun(definition.noun)
    mine = list(
        AttributeDefinition.objects.select_for_update()
        .filter(noun=definition.noun, archived_at__isnull=True)
        .order_by("group", "position", "id")
    )
    group = [one for one in mine if one.group == definition.group]
    place = next((index for index, one in enumerate(group) if one.pk == definition.pk), None)
    if place is None:
        return definition
    moved = group.pop(place)
    group.insert(max(0, min(len(group), place + steps)), moved)
    for position, one in enumerate(group, start=1):
        one.position = position
    AttributeDefinition.objects.bulk_update(group, ["position"])
    forget_definitions()
    return moved


@transaction.atomic
def archive_attribute(definition: AttributeDefinition, *, version: int, by: User) -> AttributeDefinition:
    """It disappears everywhere; its values stay and come back with it."""
    require(by, "attribute.manage")
    definition = locked_definition(definition, version)
    if definition.is_archived:
        return definition
    definition.archived_at = timezone.now()
    definition.version += 1
    definition.save(update_fields=["archived_at", "version"])
    forget_definitions()
    append_event(NewEvent("attribute.archived", "attribute", definition.pk, before=recorded(definition)), by=by)
    return definition


@transaction.atomic
def restore_attribute(definition: AttributeDefinition, *, version: int, by: User) -> AttributeDefinition:
    require(by, "attribute.manage")
    definition = locked_definition(definition, version)
    if not definition.is_archived:
        return definition
    definition.archived_at = None
    definition.version += 1
    definition.save(update_fields=["archived_at", "version"])
    forget_definitions()
    append_event(NewEvent("attribute.restored", "attribute", definition.pk, after=recorded(definition)), by=by)
    return definition


@transaction.atomic
def delete_attribute(definition: AttributeDefinition, *, confirmation: str, by: User) -> Job:
    """For good, with every value: only out of the archive, and only by whoever writes its code."""
    require(by, "attribute.manage")
    definition = AttributeDefinition.objects.select_for_update().get(pk=definition.pk)
    if not definition.is_archived:
        raise DefinitionRefused("", _("Put the attribute into the archive first."))
    if confirmation.strip() != definition.code:
        raise ConfirmationMissing
    return start_job(DELETE_JOB, {"attribute": definition.pk}, by=by)


def recorded(definition: AttributeDefinition) -> dict[str, object]:
    return {
        "name": definition.label, "noun": definition.noun, "code": definition.code, "type": definition.type,
        "group": definition.group, "labels": definition.labels, "choices": definition.choices,
        "applies_to": definition.applies_to, "is_required": definition.is_required, "is_unique": definition.is_unique,
        "rules": definition.rules, "formula": definition.formula,
    }  # fmt: skip


def locked_definition(definition: AttributeDefinition, version: int) -> AttributeDefinition:
    found = AttributeDefinition.objects.select_for_update().filter(pk=definition.pk).first()
    if found is None or found.version != version:
        raise AttributeOutdated
    return found


def _tell_change(definition: AttributeDefinition, before: dict[str, object], by: User) -> None:
    changed_before, changed_after = changes_between(before, recorded(definition))
    named = {"name": definition.label, "code": definition.code}
    append_event(
        NewEvent(
            "attribute.changed", "attribute", definition.pk, before={**named, **changed_before},
            after={**named, **changed_after},
        ),
        by=by,
    )  # fmt: skip


def _with_retired(definition: AttributeDefinition, draft: Draft) -> Draft:
    kept = {one.code for one in draft.choices}
    gone = [Choice(one.code, one.labels, True) for one in definition.choice_list if one.code not in kept]
    return replace(draft, choices=[*draft.choices, *gone])


def _repeated(definition: AttributeDefinition) -> int:
    place = own_place(definition.noun)
    noun = noun_of(definition.noun)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM {place.table} {noun.alias} WHERE {noun.where}"  # noqa: S608 -- declared
            f" AND {noun.attributes} ? %s GROUP BY {noun.attributes}->%s HAVING count(*) > 1) AS repeated",
            [definition.key, definition.key],
        )
        return int((cursor.fetchone() or (0,))[0])


def _lock_noun(noun_code: str) -> None:
    """Two people who add or move at once take turns."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('idic.attributes.' || %s, 0))", [noun_code])
