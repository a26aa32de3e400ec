from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from idic.domain.work.ical import Method
from idic.domain.work.operations.invitations import send_invitation_now
from idic.domain.work.operations.reminders import send_due_reminders


@app.periodic(cron="* * * * *")
@app.task(name="idic.remind_of_tasks", queue="events", queueing_lock="remind_of_tasks")
def remind_of_tasks(timestamp: int) -> None:
    send_due_reminders()


@app.task(name="idic.send_invitation", queue="work", retry=RetryStrategy(max_attempts=6, exponential_wait=4))
def send_invitation(*, task_id: int, address: str, method: Method, sequence: int) -> None:
    """A mail server that does not answer is asked again, later and later."""
    send_invitation_now(task_id=task_id, address=address, method=method, sequence=sequence)
