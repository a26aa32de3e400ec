from idic.domain.identify.operations.imports.customers import import_customers
from idic.foundation.jobs.kinds import job_kind

job_kind("import.customers", permission="import.run")(import_customers)
