from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from idic.loop.automation.operations.webhooks import ATTEMPTS, deliver_now


@app.task(name="idic.deliver_webhook", queue="events", retry=RetryStrategy(max_attempts=ATTEMPTS, exponential_wait=20))
def deliver_webhook(*, delivery_id: int) -> None:
    deliver_now(delivery_id)
