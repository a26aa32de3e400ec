from procrastinate.contrib.django import app

from idic.domain.interact.cases.clocks.telling import tell_clocks as tell_clocks_now


@app.periodic(cron="* * * * *")
@app.task(name="idic.tell_clocks", queue="events", queueing_lock="tell_clocks")
def tell_clocks(timestamp: int) -> None:
    tell_clocks_now()
