from procrastinate.contrib.django import app

from idic.domain.identify.operations.imports.cancel import give_up_import
from idic.domain.identify.operations.imports.customers import CustomerTaking, import_customers
from idic.domain.identify.operations.imports.kinds import register_taking
from idic.domain.identify.operations.renormalising import JOB, renormalise_job
from idic.domain.identify.operations.search_upkeep import sort_in_new_tokens
from idic.foundation.jobs.kinds import job_kind

job_kind("import.customers", permission="import.run", given_up=give_up_import)(import_customers)
job_kind(JOB, permission="import.run", apart=True)(renormalise_job)
register_taking("customers", CustomerTaking)


@app.periodic(cron="* * * * *")
@app.task(name="idic.sort_in_new_tokens", queue="events", queueing_lock="sort_in_new_tokens")
def sort_in_new_tokens_now(timestamp: int) -> None:
    sort_in_new_tokens()
