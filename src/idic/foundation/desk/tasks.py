from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from idic.foundation.desk.operations.checking import check, check_left
from idic.foundation.desk.operations.mailing import ask_due_mail
from idic.foundation.house_mail.operations.sending import send_due


@app.task(name="idic.check_attachment", queue="files", retry=RetryStrategy(max_attempts=5, wait=60))
def check_attachment(*, attachment_id: int) -> None:
    check(attachment_id)


@app.periodic(cron="*/10 * * * *")
@app.task(name="idic.check_attachments", queue="files", queueing_lock="check_attachments")
def check_attachments(timestamp: int) -> None:
    """Those that a scanner which did not answer left."""
    check_left()


@app.periodic(cron="* * * * *")
@app.task(name="idic.mail_notifications", queue="mail", queueing_lock="mail_notifications")
def mail_notifications(timestamp: int) -> None:
    ask_due_mail()
    send_due()
