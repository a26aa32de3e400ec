from __future__ import annotations

from collections.abc import Mapping

from django.db import connection, transaction

from idic.foundation.accounts.models import User
from idic.foundation.attributes.draft import Draft
from idic.foundation.attributes.errors import TypeChangeRefused
from idic.foundation.attributes.memo import forget_definitions
from idic.foundation.attributes.models import AttributeDefinition, Choice
from idic.foundation.attributes.operations.definitions import DELETE_JOB, INDEX_JOB, recorded
from idic.foundation.attributes.operations.indexing import build_index, drop_index
from idic.foundation.attributes.operations.type_change import RETYPE_JOB, apply_type_change
from idic.foundation.attributes.places import Place, places_of
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.jobs.errors import JobRefused
from idic.foundation.jobs.kinds import job_kind
from idic.foundation.jobs.progress import Progress

_WIPED_AT_ONCE = 20_000


@job_kind(INDEX_JOB, permission="attribute.manage")
def index_attribute(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    definition = AttributeDefinition.objects.filter(pk=int(str(arguments["attribute"]))).first()
    if definition is None:
        return {}
    progress.report("index")
    return {"attribute": definition.label, "state": build_index(definition).value}


@job_kind(RETYPE_JOB, permission="attribute.manage")
def retype_attribute(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    """All or nothing. Done again after a crash, it finds the version moved on where it had ended."""
    progress.report("convert")
    with transaction.atomic():
        definition = AttributeDefinition.objects.select_for_update().filter(pk=int(str(arguments["attribute"]))).first()
        if definition is None or definition.version != arguments["version"]:
            return {}
        by = User.objects.get(pk=int(str(arguments["by"])))
        data = arguments["draft"]
        assert isinstance(data, dict)
        try:
            backup = apply_type_change(definition, _draft(data), clears_misfits=bool(arguments["clears"]), by=by)
        except TypeChangeRefused as refusal:
            raise JobRefused("attribute_misfits", count=refusal.misfits) from refusal
    return {"attribute": definition.label, "converted": backup.converted, "cleared": backup.cleared}


@job_kind(DELETE_JOB, permission="attribute.manage")
def delete_attribute_for_good(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    """Piece by piece, so that nobody waits long; what is wiped already is passed over when it is done again."""
    definition = AttributeDefinition.objects.filter(pk=int(str(arguments["attribute"]))).first()
    if definition is None or not definition.is_archived:
        return {}
    wiped = 0
    for place in places_of(definition.noun):
        while count := _wipe(place, definition.key):
            wiped += count
            progress.report("wipe", wiped, wiped)
    drop_index(definition)
    with transaction.atomic():
        definition = AttributeDefinition.objects.select_for_update().get(pk=definition.pk)
        told = recorded(definition)
        pk = definition.pk
        definition.delete()
        forget_definitions()
        append_event(
            NewEvent("attribute.deleted", "attribute", pk, before={"name": told["name"], "code": told["code"]}),
            by=User.objects.filter(pk=_starter(progress)).first(),
        )
    return {"wiped": wiped}


def _starter(progress: Progress) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(created_by_id, 0) FROM jobs_job WHERE id = %s", [progress.job_id])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _wipe(place: Place, key: str) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {place.table} SET {place.column} = {place.column} - %s WHERE id IN"  # noqa: S608 -- registered
            f" (SELECT id FROM {place.table} WHERE {place.column} ? %s LIMIT {_WIPED_AT_ONCE})",
            [key, key],
        )
        return int(cursor.rowcount)


def _draft(data: Mapping[str, object]) -> Draft:
    choices = data["choices"]
    assert isinstance(choices, list)
    more = {name: value for name, value in data.items() if name != "choices"}
    return Draft(choices=[Choice(**one) for one in choices], **more)  # type: ignore[arg-type]  # written by as_data
