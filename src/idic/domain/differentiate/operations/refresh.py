from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from time import sleep
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from idic.domain.differentiate.models import Refresh
from idic.domain.differentiate.operations.leaving import leave_segments
from idic.domain.differentiate.operations.segments import ensure_ready_segments, evaluate_all_segments
from idic.domain.differentiate.profiling import Unprofiled, drop_at_hand, forget_at_hand, keep_at_hand, unprofiled
from idic.domain.differentiate.scoring.parameters import Parameters, parameters_in_use
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.operations.jobs import start_job_once
from idic.foundation.jobs.progress import Progress

if TYPE_CHECKING:
    from idic.domain.differentiate.scoring.phases import Phases
    from idic.domain.differentiate.scoring.standing import Standing
    from idic.domain.differentiate.scoring.steps import Turn
    from idic.warehouse.drafts import Draft
    from idic.warehouse.snapshots import Snapshot

logger = logging.getLogger(__name__)

Report = Callable[[str, int, int], None]

_FRESH_DAYS = 7
_WAIT_SECONDS = 0.5
# After which somebody may be of those of whom nothing is computed.
_AGAINST = ("consent.withdrawn", "consent.expired", "customer.restricted", "customer.erased")


def start_refresh(*, by: User | None, as_of: date | None = None) -> Job:
    """Joins a refresh that is waiting already: two people pressing the button get one."""
    if by is not None:
        require(by, "refresh.run")
    arguments: dict[str, object] = {"as_of": as_of.isoformat()} if as_of else {}
    return start_job_once("refresh", arguments, by=by)


def refresh_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    written = arguments.get("as_of")
    job = Job.objects.select_related("created_by").filter(pk=progress.job_id).first()
    refresh = refresh_scores(
        report=progress.report,
        as_of=date.fromisoformat(str(written)) if written else None,
        job=job,
        by=job.created_by if job else None,
    )
    return {"snapshot": refresh.snapshot, **refresh.figures}


def refresh_scores(
    *, report: Report, as_of: date | None = None, parameters: Parameters | None = None, job: Job | None = None,
    by: User | None = None, full: bool = False,
) -> Refresh:  # fmt: skip
    """Snapshot, mart, methods, scores, segments. `full` reads all records anew instead of those that have changed.

    Killed before the scores stand, it leaves the last turn as it was; killed after, memberships are those of before until
    segments are next evaluated, and the snapshot of before is read on. One at a time: an older turn that ends later must
    not overwrite a newer one.

    Raises SparkUnavailable, before anything is touched, where the installation works with Spark and it does not answer.
    """
    from idic.warehouse.spark import spark_where_chosen

    # One session for all that is read here, whoever opens the marts again.
    with _one_at_a_time(report), spark_where_chosen():
        return _refreshed(report, as_of, parameters or parameters_in_use(), job, by, full=full)


def _refreshed(
    report: Report, as_of: date | None, parameters: Parameters, job: Job | None, by: User | None, *, full: bool
) -> Refresh:
    from idic.domain.differentiate.scoring.phases import Phases
    from idic.warehouse.extract import drafted, publish_draft

    started, phases = timezone.now(), Phases()
    folder, zone = settings.CONFIGURATION.warehouse_folder, settings.TIME_ZONE
    with drafted(folder, at=started, time_zone=zone, report=report, full=full) as draft:
        phases.ended("extract")
        left_out = unprofiled(started)
        phases.ended("profiling")
        turn, figures, standing = _computed(draft.snapshot, as_of, parameters, left_out, started, report, phases)
        report("store", 0, turn.customers)
        refresh = _stored(turn, figures, standing, draft.snapshot, job, by, started, report)
        phases.ended("store")
        _evaluated(refresh, turn, draft, left_out, phases)
        publish_draft(draft)
        phases.ended("publish")
    _tell(refresh, by, phases)
    for customer_id in _said_since(refresh.watermark):
        leave_segments(customer_id)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE differentiate_customerscore")
    return refresh


def _computed(
    snapshot: Snapshot,
    as_of: date | None,
    parameters: Parameters,
    left_out: Unprofiled,
    started: datetime,
    report: Report,
    phases: Phases,
) -> tuple[Turn, dict[str, Any], Standing | None]:
    """The scores, what of the refresh's figures does not come from them, and what stands in the records before."""
    from idic.domain.differentiate.queries.life import life_series, told_for_series
    from idic.domain.differentiate.scoring.base import without
    from idic.domain.differentiate.scoring.beside import one_thread_for_products, working_beside
    from idic.domain.differentiate.scoring.holdout import tried_on_the_past
    from idic.domain.differentiate.scoring.scores import score_base
    from idic.domain.differentiate.scoring.standing import standing_read_by
    from idic.warehouse.marts.base import last_purchase_day, monthly_figures, purchases_in_other_currencies
    from idic.warehouse.marts.customers import customer_mart
    from idic.warehouse.marts.held_days import held_days

    currency = settings.CONFIGURATION.currency
    today = timezone.localdate(started)
    last_purchase = last_purchase_day(snapshot, until=today)
    day = as_of or _day_of_figures(last_purchase, today)
    report("mart", 0, 0)
    days = held_days(snapshot, until=day, currency=currency)
    told = told_for_series(day)
    with working_beside() as reading, working_beside() as beside, one_thread_for_products():
        life = beside.start(lambda: life_series(snapshot, told, days))
        monthly = beside.start(lambda: monthly_figures(snapshot, as_of=day, currency=currency, days=days))
        other = beside.start(lambda: purchases_in_other_currencies(snapshot, currency=currency))
        mart = without(customer_mart(snapshot, as_of=day, currency=currency, days=days), left_out.ids)
        phases.ended("mart")
        report("score", 0, mart.num_rows)
        standing = standing_read_by(reading, mart.num_rows)
        tried = beside.start(lambda: tried_on_the_past(snapshot, mart, day, currency, left_out.ids, days))
        turn = score_base(
            mart, as_of=day, parameters=parameters, tried=tried, snapshot=snapshot, currency=currency,
            beside=beside, days=days,
        )  # fmt: skip
        figures = {
            "monthly": monthly(), "life": life(), "last_purchase": last_purchase.isoformat() if last_purchase else None,
        }  # fmt: skip
        elsewhere, stands = other(), standing()
    if left_out.ids:
        turn.warnings.append({"code": "left_out_of_scores", "count": len(left_out.ids), "reasons": left_out.reasons})
    if elsewhere:
        turn.warnings.append({"code": "other_currencies", "purchases": elsewhere})
    phases.ended("score")
    return turn, figures, stands


def _stored(
    turn: Turn, figures: dict[str, Any], standing: Standing | None, snapshot: Snapshot, job: Job | None,
    by: User | None, started: datetime, report: Report,
) -> Refresh:  # fmt: skip
    """One transaction, which ends right after the scores have changed places."""
    from idic.domain.differentiate.scoring.storing import store_scores

    with transaction.atomic():
        refresh = Refresh.objects.create(
            snapshot=snapshot.name, as_of=turn.as_of, watermark=snapshot.watermark,
            parameters={**turn.parameters.as_dict(), "currency": turn.currency}, fitted=turn.fitted,
            warnings=turn.warnings, job=job if job and job.pk else None, created_by=by, started_at=started,
            finished_at=started,
        )  # fmt: skip
        report("segments", 0, 0)
        counted = store_scores(turn, refresh.pk, standing=standing)
        refresh.figures = {**counted, **figures, "segments": 0}
        refresh.save(update_fields=["figures"])
    return refresh


def _evaluated(refresh: Refresh, turn: Turn, draft: Draft, left_out: Unprofiled, phases: Phases) -> None:
    """Segments follow the new scores, and both go into the snapshot."""
    from idic.domain.differentiate.scoring.exporting import memberships_table, scores_table
    from idic.domain.differentiate.scoring.storing import drop_merged

    with transaction.atomic():
        drop_merged()
        ensure_ready_segments()
        with connection.cursor() as cursor:
            keep_at_hand(cursor, left_out)
            forget_at_hand(cursor, at=refresh.started_at)
        segments = evaluate_all_segments(at=refresh.started_at, as_of=turn.as_of, at_hand=True)
        phases.ended("segments")
        draft.write("scores", scores_table(turn))
        draft.write("memberships", memberships_table())
        refresh.figures = {**refresh.figures, "segments": segments}
        refresh.finished_at = timezone.now()
        refresh.save(update_fields=["figures", "finished_at"])
        with connection.cursor() as cursor:
            drop_at_hand(cursor)


def _tell(refresh: Refresh, by: User | None, phases: Phases) -> None:
    """Only now: whoever is told reads the published snapshot."""
    logger.info("refresh %s: %s", refresh.pk, phases.told())
    refresh.seconds = phases.seconds
    after = {"snapshot": refresh.snapshot, "as_of": refresh.as_of.isoformat()}
    with transaction.atomic():
        refresh.save(update_fields=["seconds"])
        append_event(NewEvent("refresh.finished", "refresh", refresh.pk, after=after), by=by, agent="refresh")


def _said_since(watermark: int) -> list[int]:
    """Who said no while this refresh was at work: their scores went, and it has just written them again."""
    said = Event.objects.filter(id__gt=watermark, verb__in=_AGAINST, customer_id__isnull=False)
    return sorted({int(pk) for pk in said.values_list("customer_id", flat=True) if pk is not None})


def _day_of_figures(last: date | None, today: date) -> date:
    """Today, unless the purchases end more than a week ago: then it is the files that are old, not the customers
    who have stopped, and the figures are as of the last day that the purchases tell about."""
    return last if last is not None and last < today - timedelta(days=_FRESH_DAYS) else today


@contextmanager
def _one_at_a_time(report: Report) -> Iterator[None]:
    """Held by the connection: the lock of a killed refresh goes with it."""
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT pg_try_advisory_lock(hashtextextended('idic.refresh', 0))")
            if cursor.fetchone()[0]:
                break
            report("wait", 0, 0)
            sleep(_WAIT_SECONDS)
    try:
        yield
    finally:
        # A broken connection has let the lock go already.
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended('idic.refresh', 0))")
