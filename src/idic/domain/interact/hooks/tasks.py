from procrastinate.contrib.django import app

from idic.domain.interact.hooks.operations.sending import deliver, deliver_due


@app.task(name="idic.deliver_answer", queue="events")
def deliver_answer(*, delivery_id: int) -> None:
    deliver(delivery_id)


@app.periodic(cron="* * * * *")
@app.task(name="idic.deliver_answers", queue="events", queueing_lock="deliver_answers")
def deliver_answers(timestamp: int) -> None:
    deliver_due()
