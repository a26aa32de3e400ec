from idic.foundation.jobs.kinds import job_kind
from idic.foundation.views.operations.bulk import bulk_job, undo_job
from idic.foundation.views.operations.exports import export_job

# Who may start one is asked for each noun and act; stopping one takes the right to bulk changes.
job_kind("bulk.change", permission="bulk.change")(bulk_job)
job_kind("bulk.undo", permission="bulk.change")(undo_job)
job_kind("list.export", permission="job.see")(export_job)
