from procrastinate.contrib.django import app

from idic.foundation.letters.operations.delivering import deliver_due, deliver_now


@app.task(name="idic.deliver_letter", queue="mail")
def deliver(*, delivery_id: int) -> None:
    deliver_now(delivery_id)


@app.periodic(cron="* * * * *")
@app.task(name="idic.deliver_letters", queue="mail", queueing_lock="deliver_letters")
def deliver_letters(timestamp: int) -> None:
    """What was tried in vain, what waits for an hour, and what a worker that ended left."""
    deliver_due()
