from idic.domain.differentiate.behaviour.jobs import analysis_job, list_job
from idic.domain.differentiate.executive.operations.reading import reading_job
from idic.domain.differentiate.needs.jobs import cluster_job
from idic.domain.differentiate.operations.refresh import refresh_job
from idic.domain.differentiate.risk.jobs import look_job, train_job
from idic.foundation.jobs.kinds import job_kind

job_kind("refresh", permission="refresh.run")(refresh_job)
job_kind("executive.read", permission="refresh.run")(reading_job)
job_kind("model.look", permission="model.manage")(look_job)
job_kind("model.train", permission="model.manage")(train_job)
job_kind("model.cluster", permission="model.manage")(cluster_job)
job_kind("behaviour.analyse", permission="value.see")(analysis_job)
job_kind("behaviour.list", permission="segment.change")(list_job)
