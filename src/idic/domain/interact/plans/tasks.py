from idic.domain.interact.plans.operations.findings import remind_of_promises
from idic.domain.interact.plans.operations.sweeping import sweep_plans as sweep_plans_now
from idic.foundation.jobs.daily import daily


@daily("idic.sweep_plans", hour=5, minute=30, queue="events")
def sweep_plans() -> None:
    sweep_plans_now()


# before the day's work begins, as of complaints
@daily("idic.remind_of_promises", hour=7, minute=5, queue="events")
def tell_promises_due() -> None:
    remind_of_promises()
