"""A search for records that are one: asked for by a manager, done by a job, kept with all that it found."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version
from math import exp2
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.linkage.enums import RunState
from idic.domain.identify.linkage.errors import NothingToMatch, RerunNeeded, RunNotFinished, ThresholdsCrossed
from idic.domain.identify.linkage.kinds import REGION
from idic.domain.identify.linkage.models import LinkageRun
from idic.domain.identify.linkage.operations.groups import merge_groups
from idic.domain.identify.linkage.reading import read_records
from idic.domain.identify.linkage.storing import retire_earlier_pairs, store_pairs
from idic.domain.identify.merging.queries.cannot_links import forbidden_customer_pairs
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.events.operations.seal import advance_horizon
from idic.foundation.jobs.errors import JobCancelled, JobRefused
from idic.foundation.jobs.operations.jobs import start_job
from idic.foundation.jobs.progress import Progress
from idic.warehouse.errors import SparkUnavailable

if TYPE_CHECKING:
    from idic.domain.identify.linkage.finding import Found

_FAILURES = {JobCancelled: "cancelled", NothingToMatch: "nothing"}
_LIBRARIES = ("splink", "duckdb", "idic")


@transaction.atomic
def start_run(
    *, by: User, kind: str = CustomerKind.PERSON, false_per_1000: float = 1.0, missed_share: float = 0.02,
    reuse: bool = False, merges_itself: bool = False,
) -> LinkageRun:  # fmt: skip
    """Queued for a worker. `reuse` takes the weights of the newest approved run instead of learning; `merges_itself`
    merges what lies above the upper threshold without asking anybody."""
    require(by, "linkage.manage")
    run = _new_run(by, kind, false_per_1000, missed_share, reuse=reuse, merges_itself=merges_itself)
    run.job = start_job("match", {"run": run.pk}, by=by)
    run.save(update_fields=["job"])
    append_event(
        NewEvent("linkage.started", "linkage_run", run.pk, after={"run": run.pk, "customer_kind": kind}), by=by
    )
    return run


def match_now(
    progress: Progress, *, by: User | None, kind: str = CustomerKind.PERSON, false_per_1000: float = 1.0,
    missed_share: float = 0.02, reuse: bool = False, merges_itself: bool = False,
) -> LinkageRun:  # fmt: skip
    """The same at once, for a command. Raises NothingToMatch."""
    run = _new_run(by, kind, false_per_1000, missed_share, reuse=reuse, merges_itself=merges_itself)
    perform_run(run.pk, progress)
    return LinkageRun.objects.get(pk=run.pk)


def match_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    try:
        return perform_run(int(str(arguments["run"])), progress)
    except NothingToMatch as error:
        raise JobRefused("nothing_to_match") from error
    except SparkUnavailable as error:
        raise JobRefused("spark_unavailable", why=error.why) from error


def perform_run(run_id: int, progress: Progress) -> dict[str, object]:
    """Safe to repeat: what a run found is kept in one transaction, and a finished run is not done again."""
    run = LinkageRun.objects.select_related("by").get(pk=run_id)
    if run.state != RunState.DONE:
        run.state, run.started_at, run.error_code = RunState.RUNNING, timezone.now(), ""
        run.save(update_fields=["state", "started_at", "error_code"])
        try:
            advance_horizon()
            run.watermark = advance_horizon()
            found = search(run, progress)
            _keep(run, found)
        except BaseException as error:
            code = next((name for kind, name in _FAILURES.items() if isinstance(error, kind)), "unexpected")
            LinkageRun.objects.filter(pk=run_id).update(
                state=RunState.FAILED, error_code=code, finished_at=timezone.now()
            )
            raise
    if run.merges_itself:
        merge_groups(run, progress, by=run.by)
    run.refresh_from_db()
    return {"run": run.pk, **run.figures}


def give_up_run(job_id: int) -> None:
    LinkageRun.objects.filter(job_id=job_id, state__in=[RunState.QUEUED, RunState.RUNNING]).update(
        state=RunState.FAILED, error_code="unexpected", finished_at=timezone.now()
    )


def search(run: LinkageRun, progress: Progress) -> Found:
    """Nothing is written; a dry run ends here. Raises NothingToMatch."""
    from idic.domain.identify.linkage.finding import Asked, find_pairs  # late: heavy, and pages load this module
    from idic.methods.linkage import LinkageError, Model

    progress.report("linkage_read")
    records = read_records(run.kind)
    reused = run.reused
    asked = Asked(
        run.kind, REGION, run.false_per_1000, run.missed_share,
        Model.from_json(LinkageRun.objects.values_list("model", flat=True).get(pk=reused.pk)) if reused else None,
    )  # fmt: skip
    try:
        return find_pairs(
            records, asked, forbidden=forbidden_customer_pairs(),
            said=lambda step: progress.report(f"linkage_{step}"),
        )  # fmt: skip
    except LinkageError as error:
        raise NothingToMatch from error


def dry_run(
    progress: Progress, *, kind: str, false_per_1000: float, missed_share: float, reuse: bool
) -> Found:  # fmt: skip
    return search(
        LinkageRun(
            kind=kind,
            false_per_1000=false_per_1000,
            missed_share=missed_share,
            reused=approved_run(kind) if reuse else None,
        ),
        progress,
    )


def approved_run(kind: str) -> LinkageRun | None:
    """The run whose weights score what is typed and imported."""
    return (
        LinkageRun.objects.filter(kind=kind, approved_at__isnull=False, state=RunState.DONE)
        .defer("model", "curve", "histogram", "blocking")
        .order_by("-approved_at")
        .first()
    )


@transaction.atomic
def approve_run(run: LinkageRun, *, by: User) -> LinkageRun:
    """From now on these weights score what is typed and imported."""
    require(by, "linkage.manage")
    run = LinkageRun.objects.select_for_update().get(pk=run.pk)
    if run.state != RunState.DONE:
        raise RunNotFinished
    run.approved_at, run.approved_by = timezone.now(), by
    run.save(update_fields=["approved_at", "approved_by"])
    append_event(NewEvent("linkage.approved", "linkage_run", run.pk, after={"run": run.pk}), by=by)
    return run


@transaction.atomic
def move_thresholds(run: LinkageRun, *, upper: float, lower: float, by: User) -> LinkageRun:
    """Weights. What waits below the lower one leaves the queue, and comes back when it is moved down again."""
    require(by, "linkage.manage")
    run = LinkageRun.objects.select_for_update().get(pk=run.pk)
    if run.state != RunState.DONE or run.kept_from is None:
        raise RunNotFinished
    if lower > upper:
        raise ThresholdsCrossed
    if lower < run.kept_from - 0.05:
        raise RerunNeeded(f"{run.kept_from:.1f}")
    before = {"upper": run.upper_weight, "lower": run.lower_weight}
    run.upper_weight, run.lower_weight = upper, lower
    prior = float(run.model["prior"])
    run.model["thresholds"] = {"link": probability_of(upper, prior), "review": probability_of(lower, prior)}
    run.save(update_fields=["upper_weight", "lower_weight", "model"])
    append_event(
        NewEvent(
            "linkage.thresholds_moved", "linkage_run", run.pk, before=before,
            after={"run": run.pk, "upper": round(upper, 2), "lower": round(lower, 2)},
        ),
        by=by,
    )  # fmt: skip
    return run


def probability_of(weight: float, prior: float) -> float:
    odds = prior / (1 - prior) * exp2(max(min(weight, 900.0), -900.0))
    return odds / (1 + odds)


def _new_run(
    by: User | None, kind: str, false_per_1000: float, missed_share: float, *, reuse: bool, merges_itself: bool
) -> LinkageRun:
    return LinkageRun.objects.create(
        kind=kind, by=by, created_at=timezone.now(), false_per_1000=false_per_1000, missed_share=missed_share,
        merges_itself=merges_itself, reused=approved_run(kind) if reuse else None,
    )  # fmt: skip


@transaction.atomic
def _keep(run: LinkageRun, found: Found) -> None:
    moment: datetime = timezone.now()
    retire_earlier_pairs(run)
    store_pairs(run, found.pairs, at=moment)
    run.state, run.finished_at = RunState.DONE, moment
    run.model, run.upper_weight, run.lower_weight = found.model.to_json(), found.upper_weight, found.lower_weight
    run.kept_from = found.lower_weight
    run.comparisons = [[one.name, list(one.labels)] for one in found.model.comparisons]
    run.figures = {**found.figures, "learned": found.learned}
    run.blocking, run.curve, run.histogram = found.blocking, found.curve, found.histogram
    run.versions = {name: version(name) for name in _LIBRARIES}
    run.save()
    append_event(
        NewEvent(
            "linkage.finished", "linkage_run", run.pk,
            after={"run": run.pk, "records": found.figures["records"], "pairs": len(found.pairs)},
        ),
        by=run.by, agent="linkage",
    )  # fmt: skip
