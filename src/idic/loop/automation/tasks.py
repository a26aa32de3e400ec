from procrastinate.contrib.django import app

from idic.loop.automation.operations.webhooks import deliver_due, deliver_now


@app.task(name="idic.deliver_webhook", queue="events")
def deliver_webhook(*, delivery_id: int) -> None:
    deliver_now(delivery_id)


@app.periodic(cron="* * * * *")
@app.task(name="idic.deliver_webhooks", queue="events", queueing_lock="deliver_webhooks")
def deliver_webhooks(timestamp: int) -> None:
    """What was tried in vain, and what a worker that ended left."""
    deliver_due()
