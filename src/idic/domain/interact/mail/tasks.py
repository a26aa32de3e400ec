from procrastinate.contrib.django import app

from idic.domain.interact.mail.operations.filing import file_waiting
from idic.domain.interact.mail.operations.sending import take_up_left


@app.periodic(cron="* * * * *")
@app.task(name="idic.file_mails", queue="events", queueing_lock="file_mails")
def file_mails(timestamp: int) -> None:
    """What a reader files itself as it comes; this is for what was left when one ended."""
    file_waiting()
    take_up_left()
