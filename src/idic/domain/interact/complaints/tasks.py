from procrastinate.contrib.django import app

from idic.domain.interact.complaints.operations.step_dues import keep_all_step_dues, keep_unknown_step_dues
from idic.domain.interact.complaints.operations.watching import tell_what_is_due
from idic.foundation.jobs.daily import daily


# whatever was missed meanwhile
@daily("idic.keep_step_dues", hour=6, minute=20, queue="events")
def keep_step_dues() -> None:
    keep_all_step_dues()


@app.periodic(cron="50 * * * *")
@app.task(name="idic.find_step_dues", queue="events", queueing_lock="find_step_dues")
def find_step_dues(timestamp: int) -> None:
    keep_unknown_step_dues()


# before the day's work begins
@daily("idic.tell_complaints_due", hour=7, minute=0, queue="events")
def tell_complaints_due() -> None:
    tell_what_is_due()
