from procrastinate.contrib.django import app

from idic.domain.interact.chat.operations.ending import end_idle, mail_what_is_unread


@app.periodic(cron="* * * * *")
@app.task(name="idic.look_after_chats", queue="events", queueing_lock="look_after_chats")
def look_after_chats(timestamp: int) -> None:
    end_idle()
    mail_what_is_unread()
