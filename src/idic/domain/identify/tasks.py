from idic.domain.identify.operations.imports.customers import CustomerTaking, import_customers
from idic.domain.identify.operations.imports.kinds import register_taking
from idic.domain.identify.operations.renormalising import JOB, renormalise_job
from idic.foundation.jobs.kinds import job_kind

job_kind("import.customers", permission="import.run")(import_customers)
job_kind(JOB, permission="import.run")(renormalise_job)
register_taking("customers", CustomerTaking)
