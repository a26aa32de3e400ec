from idic.domain.sales.operations.imports.purchases import import_purchases
from idic.foundation.jobs.kinds import job_kind

job_kind("import.purchases", permission="import.run")(import_purchases)
