from idic.domain.identify.arrivals.operations.undoing import take_back_first
from idic.domain.identify.operations.imports.cancel import give_up_import
from idic.domain.identify.operations.imports.kinds import register_taking
from idic.domain.sales.operations.imports.purchases import PurchaseTaking, import_purchases
from idic.domain.sales.operations.imports.taking_back import take_back_purchases
from idic.foundation.jobs.kinds import job_kind

job_kind("import.purchases", permission="import.run", given_up=give_up_import, apart=True)(import_purchases)
register_taking("purchases", PurchaseTaking)
take_back_first("purchases", take_back_purchases)
