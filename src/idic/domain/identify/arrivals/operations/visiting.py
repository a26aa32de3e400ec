"""Looking at a place for files that have not been there before, and taking them."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.arrivals.enums import ArrivalState
from idic.domain.identify.arrivals.errors import PlaceError
from idic.domain.identify.arrivals.models import Arrival, Schedule
from idic.domain.identify.arrivals.operations.taking import take_arrival
from idic.domain.identify.arrivals.places import Found, open_place
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.files.storage import remove_file, store_file
from idic.foundation.jobs.errors import JobRefused
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.operations.jobs import start_job_once
from idic.foundation.jobs.progress import Progress

FOLDER = "quarantine"


def visit_due_schedules() -> None:
    """Each is claimed by moving its next time, so that two clocks start one visit."""
    now = timezone.now()
    for schedule in Schedule.objects.filter(is_active=True, next_at__lte=now).order_by("next_at"):
        following = now + timedelta(minutes=schedule.minutes)
        with transaction.atomic():
            if Schedule.objects.filter(pk=schedule.pk, next_at=schedule.next_at).update(next_at=following):
                start_job_once("import.visit", {"schedule": schedule.pk}, by=None)


def start_visit(schedule: Schedule, *, by: User) -> Job:
    require(by, "import.run")
    return start_job_once("import.visit", {"schedule": schedule.pk}, by=by)


def visit_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    schedule = Schedule.objects.select_related("source").filter(pk=int(str(arguments["schedule"]))).first()
    if schedule is None:
        return {}
    taken = quarantined = 0
    try:
        with open_place(schedule) as found:
            for file in found:
                progress.report("visit", taken + quarantined)
                arrival = receive(schedule, file)
                taken += arrival is not None and arrival.state == ArrivalState.TAKEN
                quarantined += arrival is not None and arrival.state == ArrivalState.QUARANTINED
    except PlaceError as error:
        Schedule.objects.filter(pk=schedule.pk).update(error_code=error.code, last_at=timezone.now())
        raise JobRefused("place", place_code=error.code) from error
    Schedule.objects.filter(pk=schedule.pk).update(error_code="", last_at=timezone.now())
    return {"taken": taken, "quarantined": quarantined}


def receive(schedule: Schedule, file: Found) -> Arrival | None:
    """None where this content was here before. A file that cannot be taken waits in quarantine with its reason."""
    if file.stamp and Arrival.objects.filter(schedule=schedule, stamp=file.stamp).exists():
        return None
    stored = store_file(file.read(), folder=FOLDER, suffix="")
    known = Arrival.objects.filter(schedule=schedule, digest=stored.digest).first()
    if known is not None:
        remove_file(stored.path)
        if file.stamp:
            known.stamp = file.stamp
            known.save(update_fields=["stamp"])
        return None
    arrival = Arrival.objects.create(
        schedule=schedule, file_name=file.name[:255], digest=stored.digest, size=stored.size, path=stored.path,
        state=ArrivalState.QUARANTINED, stamp=file.stamp[:400], seen_at=timezone.now(),
    )  # fmt: skip
    return take_arrival(arrival)
