from procrastinate.contrib.django import app

from idic.domain.interact.knowledge.operations.forgetting import forget_old_gaps as forget_old_gaps_now


@app.periodic(cron="41 3 * * *")
@app.task(name="idic.forget_old_gaps", queue="events", queueing_lock="forget_old_gaps")
def forget_old_gaps(timestamp: int) -> None:
    forget_old_gaps_now()
