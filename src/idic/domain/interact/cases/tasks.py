from procrastinate.contrib.django import app

from idic.domain.interact.cases.clocks.telling import tell_clocks as tell_clocks_now
from idic.domain.interact.cases.likeness.counting import keep_up
from idic.domain.interact.cases.operations.pausing import end_agreed_pauses


@app.periodic(cron="* * * * *")
@app.task(name="idic.tell_clocks", queue="events", queueing_lock="tell_clocks")
def tell_clocks(timestamp: int) -> None:
    end_agreed_pauses()
    tell_clocks_now()


@app.periodic(cron="23 * * * *")
@app.task(name="idic.keep_likeness", queue="work", queueing_lock="keep_likeness")
def keep_likeness(timestamp: int) -> None:
    keep_up()
