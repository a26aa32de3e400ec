from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from idic.domain.differentiate.models import TrainedModel
from idic.domain.differentiate.needs.question import read_needs
from idic.domain.differentiate.registry.operations.models import keep_training
from idic.domain.differentiate.risk.jobs import Report, draft_of, nobody_of, star
from idic.foundation.accounts.models import User
from idic.foundation.jobs.errors import JobRefused
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.progress import Progress


def cluster_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    model = draft_of(arguments)
    job = Job.objects.select_related("created_by").filter(pk=progress.job_id).first()
    trained = find_clusters(model, report=progress.report, by=job.created_by if job else model.trained_by)
    return {"model": trained.pk}


def find_clusters(model: TrainedModel, *, report: Report, by: User | None) -> TrainedModel:
    from idic.domain.differentiate.needs.columns import needs_table
    from idic.domain.differentiate.needs.training import cluster
    from idic.domain.differentiate.risk.looking import known_days
    from idic.domain.differentiate.risk.question import Question

    question, currency = read_needs(model.definition), settings.CONFIGURATION.currency
    with star() as (snapshot, table):
        report("model_features", 0, 0)
        known = known_days(table, Question(), currency=currency, until=timezone.localdate())
        if known.last is None:
            raise JobRefused("history_too_short")
        rows = needs_table(table, question, known.last + timedelta(days=1), currency=currency, without=nobody_of())
    found = cluster(rows, question, seed=model.seed, report=report)
    return keep_training(
        model.pk, content=found.content, figures=found.figures,
        population={"rows": int(rows.customers.size), "last_day": known.last.isoformat()},
        features=[*rows.names, *rows.text_names], parameters={"k": question.k}, warnings=found.warnings,
        snapshot=snapshot.name, as_of=known.last, is_offered=found.is_offered, by=by,
        clusters=len(found.figures.get("sizes", ())),
    )  # fmt: skip
