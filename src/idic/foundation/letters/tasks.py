from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from idic.foundation.letters.operations.deliveries import ATTEMPTS
from idic.foundation.letters.operations.delivering import deliver_now


@app.task(
    name="idic.deliver_letter",
    queue="events",
    retry=RetryStrategy(max_attempts=ATTEMPTS, exponential_wait=30),
)
def deliver(*, delivery_id: int) -> None:
    deliver_now(delivery_id)
