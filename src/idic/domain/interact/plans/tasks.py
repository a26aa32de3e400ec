from idic.domain.interact.plans.operations.findings import remind_of_promises
from idic.domain.interact.plans.operations.sweeping import sweep_plans as sweep_plans_now
from idic.foundation.jobs.daily import daily


@daily("idic.sweep_plans", hour=5, minute=30, queue="events")
def sweep_plans() -> None:
    sweep_plans_now()
    remind_of_promises()
