from procrastinate.contrib.django import app

from idic.domain.interact.fax.operations.sending import prepare_fax as prepare
from idic.domain.interact.fax.operations.sending import prepare_left


@app.task(name="idic.prepare_fax", queue="events")
def prepare_fax(*, sending_id: int) -> None:
    prepare(sending_id)


@app.periodic(cron="* * * * *")
@app.task(name="idic.prepare_faxes", queue="events", queueing_lock="prepare_faxes")
def prepare_faxes(timestamp: int) -> None:
    prepare_left()
