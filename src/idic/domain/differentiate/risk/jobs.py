"""What the worker does for a run: looking at the data, and training. Heavy libraries are loaded inside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from idic.domain.differentiate.models import TrainedModel
from idic.domain.differentiate.profiling import unprofiled
from idic.domain.differentiate.registry.enums import ModelState
from idic.domain.differentiate.registry.operations.models import keep_look, keep_training
from idic.domain.differentiate.risk.question import Kind, read_question
from idic.foundation.accounts.models import User
from idic.foundation.jobs.errors import JobRefused
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.progress import Progress
from idic.warehouse.errors import SparkUnavailable, WarehouseError
from idic.warehouse.snapshots import Snapshot, current_snapshot

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from idic.warehouse.marts.features import Tables

Report = Callable[[str, int, int], None]


def look_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    from idic.domain.differentiate.risk.looking import look

    model = draft_of(arguments)
    question = read_question(model.definition)
    with star() as (snapshot, table):
        found = look(
            table, question, currency=settings.CONFIGURATION.currency, until=timezone.localdate(snapshot.taken_at),
            without=nobody_of(), report=progress.report,
        )  # fmt: skip
    day = date.fromisoformat(found["last_day"]) if found["last_day"] else None
    keep_look(model.pk, population=found, snapshot=snapshot.name, as_of=day)
    return {"model": model.pk}


def train_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    model = draft_of(arguments)
    job = Job.objects.select_related("created_by").filter(pk=progress.job_id).first()
    trained = train_model(model, report=progress.report, by=job.created_by if job else model.trained_by)
    return {"model": trained.pk}


def train_model(model: TrainedModel, *, report: Report, by: User | None) -> TrainedModel:
    from idic.domain.differentiate.risk.examples import examples, feature_names
    from idic.domain.differentiate.risk.looking import known_days, span_of
    from idic.domain.differentiate.risk.signals import signal_records
    from idic.domain.differentiate.risk.training import train

    question, currency = read_question(model.definition), settings.CONFIGURATION.currency
    with star() as (snapshot, table):
        known = known_days(table, question, currency=currency, until=timezone.localdate(snapshot.taken_at))
        span = span_of(question, known)
        if question.is_dated and not span.days:
            raise JobRefused("history_too_short")
        question = replace(question, feature_days=span.feature_days)
        rows = examples(table, question, span, currency=currency, without=nobody_of(), seed=model.seed, report=report)
        signals: list[dict[str, object]] = []
        if question.kind == Kind.SILENCE and known.last is not None:
            report("model_signals", 0, 0)
            signals = signal_records(table, question, currency=currency, as_of=known.last, seed=model.seed)
    trained = train(rows, question, seed=model.seed, report=report)
    if trained.figures:
        trained.figures["signals"] = signals
    population = {
        **model.population, "periods": rows.counts, "rows": int(rows.customers.size), "feature_days": span.feature_days,
        "events": int(rows.outcome.sum()),
        "first_day": known.first.isoformat() if known.first else None,
        "last_day": known.last.isoformat() if known.last else None,
    }  # fmt: skip
    return keep_training(
        model.pk, content=trained.content, figures=trained.figures, population=population,
        features=feature_names(question), parameters={"learner": question.learner, "calibration": "platt"},
        warnings=trained.warnings, snapshot=snapshot.name, as_of=known.last, is_offered=trained.is_offered, by=by,
    )  # fmt: skip


@contextmanager
def star() -> Iterator[tuple[Snapshot, Tables]]:
    """The published snapshot, opened; a refusal of the job where there is none."""
    from idic.warehouse.reading import opened

    try:
        snapshot = current_snapshot(settings.CONFIGURATION.warehouse_folder)
        with opened(snapshot) as found:
            yield snapshot, found.table
    except SparkUnavailable:
        raise
    except WarehouseError as error:
        raise JobRefused("no_snapshot", error=type(error).__name__) from error


def nobody_of() -> NDArray[np.int64]:
    """Of whom nothing may be computed."""
    import numpy as np

    return np.array(unprofiled(timezone.now()).ids, dtype=np.int64)


def draft_of(arguments: dict[str, object]) -> TrainedModel:
    model = TrainedModel.objects.filter(pk=int(str(arguments["model"]))).first()
    if model is None or model.state != ModelState.DRAFT:
        raise JobRefused("model_gone")
    return model
