from idic.foundation.jobs.kinds import job_kind
from idic.foundation.views import kinds
from idic.foundation.views.operations.bulk import bulk_job, undo_job
from idic.foundation.views.operations.exports import export_job

# Who may start one is asked for each noun and act; stopping one takes the right to bulk changes.
job_kind(kinds.CHANGE, permission="bulk.change")(bulk_job)
job_kind(kinds.UNDO, permission="bulk.change")(undo_job)
job_kind(kinds.EXPORT, permission="job.see")(export_job)
