from __future__ import annotations

from django.db import transaction

from idic.domain.identify.arrivals.enums import ArrivalState
from idic.domain.identify.arrivals.errors import NotInQuarantine
from idic.domain.identify.arrivals.models import Arrival
from idic.domain.identify.errors import FileRefused, MappingIncomplete
from idic.domain.identify.operations.imports.start import start_import
from idic.domain.identify.operations.imports.upload import is_remembered, upload_import
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.files.pieces import pieces_of
from idic.foundation.files.storage import local_path, remove_file
from idic.foundation.tables.errors import TableError


def take_arrival(arrival: Arrival) -> Arrival:
    """Starts the import with the mapping that a person made for this source. Columns that nobody has mapped yet are not
    guessed in the night: such a file waits."""
    schedule, path = arrival.schedule, arrival.path
    try:
        with transaction.atomic():
            batch = upload_import(
                pieces_of(local_path(arrival.path)), file_name=arrival.file_name, kind=schedule.kind,
                source=schedule.source, by=None,
            )  # fmt: skip
            if not is_remembered(batch):
                raise FileRefused(str(arrival.file_name))
            start_import(batch, by=None)
            arrival.path = ""
            arrival.state, arrival.batch, arrival.error_code, arrival.error_data = ArrivalState.TAKEN, batch, "", {}
            arrival.save()
            transaction.on_commit(lambda: remove_file(path))
    except (FileRefused, MappingIncomplete) as refusal:
        arrival.state, arrival.batch = ArrivalState.QUARANTINED, None
        arrival.path = path
        arrival.error_code, arrival.error_data = _reason(refusal)
        arrival.save()
    return arrival


@transaction.atomic
def retry_arrival(arrival: Arrival, *, by: User) -> Arrival:
    require(by, "import.run")
    return take_arrival(_in_quarantine(arrival))


@transaction.atomic
def discard_arrival(arrival: Arrival, *, by: User) -> Arrival:
    """The file goes; its content stays known, so that it is not taken at the next visit."""
    require(by, "import.run")
    kept = _in_quarantine(arrival)
    path, kept.path, kept.state = kept.path, "", ArrivalState.DISCARDED
    kept.save(update_fields=["path", "state"])
    transaction.on_commit(lambda: remove_file(path))
    return kept


def _in_quarantine(arrival: Arrival) -> Arrival:
    kept = Arrival.objects.select_for_update(of=("self",)).select_related("schedule__source").get(pk=arrival.pk)
    if kept.state != ArrivalState.QUARANTINED:
        raise NotInQuarantine
    return kept


def _reason(refusal: Exception) -> tuple[str, dict[str, object]]:
    cause = refusal.__cause__
    if isinstance(cause, TableError):
        return cause.code, {name: str(value) for name, value in cause.values.items()}
    return "columns_unknown", {}
