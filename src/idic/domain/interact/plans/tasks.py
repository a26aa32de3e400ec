from procrastinate.contrib.django import app

from idic.domain.interact.plans.operations.sweeping import sweep_plans as sweep_plans_now


@app.periodic(cron="30 5 * * *")
@app.task(name="idic.sweep_plans", queue="events", queueing_lock="sweep_plans")
def sweep_plans(timestamp: int) -> None:
    sweep_plans_now()
