from idic.domain.identify.merging.operations.survivorship import apply_job
from idic.foundation.jobs.kinds import job_kind

job_kind("survivorship", permission="survivorship.manage")(apply_job)
