from procrastinate.contrib.django import app

from idic.domain.interact.hooks.operations.fetching import fetch_due
from idic.domain.interact.hooks.operations.fetching import fetch_file as fetch
from idic.domain.interact.hooks.operations.naming import fetch_name as ask_name
from idic.domain.interact.hooks.operations.sending import deliver, deliver_due


@app.task(name="idic.deliver_answer", queue="events")
def deliver_answer(*, delivery_id: int) -> None:
    deliver(delivery_id)


@app.periodic(cron="* * * * *")
@app.task(name="idic.deliver_answers", queue="events", queueing_lock="deliver_answers")
def deliver_answers(timestamp: int) -> None:
    deliver_due()


@app.task(name="idic.fetch_file", queue="events")
def fetch_file(*, media_id: int) -> None:
    fetch(media_id)


@app.task(name="idic.fetch_name", queue="events")
def fetch_name(*, talk_id: int) -> None:
    ask_name(talk_id)


@app.periodic(cron="* * * * *")
@app.task(name="idic.fetch_files", queue="events", queueing_lock="fetch_files")
def fetch_files(timestamp: int) -> None:
    fetch_due()
