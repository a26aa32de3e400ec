from procrastinate.contrib.django import app

from idic.domain.work.operations.reminders import send_due_reminders


@app.periodic(cron="* * * * *")
@app.task(name="idic.remind_of_tasks", queue="events", queueing_lock="remind_of_tasks")
def remind_of_tasks(timestamp: int) -> None:
    send_due_reminders()
