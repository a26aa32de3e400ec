from idic.foundation.jobs.kinds import job_kind
from idic.sample.analytics.jobs import approve_job, list_job
from idic.sample.loading import load_sample_job
from idic.sample.removing import remove_sample_job

job_kind("sample.approve", permission="model.manage")(approve_job)
job_kind("sample.list", permission="model.manage")(list_job)
job_kind("sample.load", permission="sample.remove", apart=True)(load_sample_job)
job_kind("sample.remove", permission="sample.remove")(remove_sample_job)
