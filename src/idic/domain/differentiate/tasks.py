from idic.domain.differentiate.operations.refresh import refresh_job
from idic.foundation.jobs.kinds import job_kind

job_kind("refresh", permission="refresh.run")(refresh_job)
