from procrastinate.contrib.django import app

from idic.domain.interact.unclaimed import drop_unclaimed


@app.periodic(cron="11 3 * * *")
@app.task(name="idic.drop_unclaimed_files", queue="work", queueing_lock="drop_unclaimed_files")
def drop_unclaimed_files(timestamp: int) -> None:
    drop_unclaimed()
