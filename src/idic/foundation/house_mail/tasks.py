from procrastinate.contrib.django import app

from idic.foundation.house_mail.operations.repeating import forget_old
from idic.foundation.house_mail.operations.sending import send_due, send_now
from idic.foundation.jobs.daily import daily


@app.task(name="idic.send_house_mail", queue="mail")
def send_house_mail(*, mail_id: int) -> None:
    send_now(mail_id)


@app.periodic(cron="* * * * *")
@app.task(name="idic.send_house_mails", queue="mail", queueing_lock="send_house_mails")
def send_house_mails(timestamp: int) -> None:
    """What was tried in vain, and what a worker that ended left."""
    send_due()


@daily("idic.forget_house_mails", hour=4, minute=40, queue="mail")
def forget_house_mails() -> None:
    forget_old()
