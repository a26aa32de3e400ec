from procrastinate.contrib.django import app

from idic.domain.interact.complaints.operations.watching import tell_what_is_due


@app.periodic(cron="0 7 * * *")
@app.task(name="idic.tell_complaints_due", queue="events", queueing_lock="tell_complaints_due")
def tell_complaints_due(timestamp: int) -> None:
    tell_what_is_due()
