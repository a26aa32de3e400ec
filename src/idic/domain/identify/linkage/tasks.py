from idic.domain.identify.linkage.operations.after_import import queueing_job
from idic.domain.identify.linkage.operations.groups import merge_job
from idic.domain.identify.linkage.operations.runs import give_up_run, match_job
from idic.foundation.jobs.kinds import job_kind

job_kind("match", permission="linkage.manage", given_up=give_up_run, apart=True)(match_job)
job_kind("match.merge", permission="linkage.manage")(merge_job)
job_kind("match.import", permission="linkage.manage", apart=True)(queueing_job)
