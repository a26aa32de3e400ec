from procrastinate.contrib.django import app

from idic.domain.differentiate.behaviour.jobs import analysis_job, list_job
from idic.domain.differentiate.executive.operations.reading import reading_job
from idic.domain.differentiate.needs.jobs import cluster_job
from idic.domain.differentiate.operations.changes import evaluate_on_a_new_day, work_out
from idic.domain.differentiate.operations.refresh import refresh_job
from idic.domain.differentiate.risk.jobs import look_job, train_job
from idic.foundation.jobs.kinds import job_kind

job_kind("refresh", permission="refresh.run", apart=True)(refresh_job)
job_kind("executive.read", permission="refresh.run", apart=True)(reading_job)
job_kind("model.look", permission="model.manage", apart=True)(look_job)
job_kind("model.train", permission="model.manage", apart=True)(train_job)
job_kind("model.cluster", permission="model.manage", apart=True)(cluster_job)
job_kind("behaviour.analyse", permission="value.see", apart=True)(analysis_job)
job_kind("behaviour.list", permission="segment.change", apart=True)(list_job)


@app.task(name="idic.work_out_segments", queue="events", queueing_lock="work_out_segments")
def work_out_segments() -> None:
    work_out()


@app.periodic(cron="7 * * * *")
@app.task(name="idic.new_day_in_segments", queue="work", queueing_lock="new_day_in_segments")
def new_day_in_segments(timestamp: int) -> None:
    """Every hour, for midnight comes where the business is and not where the clock of the server stands."""
    evaluate_on_a_new_day()
